import fc from "fast-check";
import { treeRecipe } from "../generate/recipe.ts";
import type { Case } from "./compare-tree.ts";
import { schedule } from "./schedule.ts";

/** One in `nobleOneIn` is judged with noble's signature verification. */
export function randomCase(blocksMax: number, nobleOneIn: number): fc.Arbitrary<Case> {
  return fc.record({
    recipe: treeRecipe(blocksMax),
    schedule,
    isByNoble: fc.nat(nobleOneIn - 1).map((n) => n === 0),
  });
}
