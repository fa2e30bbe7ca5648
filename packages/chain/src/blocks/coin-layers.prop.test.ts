/** The merged view of the layers against the layers one by one, over a plain map. */
import fc from "fast-check";
import { it } from "vitest";
import type { Coin } from "../coin.ts";
import type { HeaderEntry } from "../headers/header-entry.ts";
import { CoinLayers, type Layer } from "./coin-layers.ts";
import type { CoinChanges } from "./connect-block.ts";

const KEYS = 6;
const LAYERS_MAX = 3;
const NO_CHECKS = new Uint8Array(0);
/** Nothing here asks for it. */
const entry = {} as HeaderEntry;

/**
 * What a coin can live through on the way from one tip to another: disconnecting its spender brings it back, that of its
 * creator takes it away; the other branch creates it, and spends it. `at`: in which layers, of those and of these.
 */
const life = fc.record({
  disconnects: fc.uniqueArray(fc.nat(LAYERS_MAX - 1), { maxLength: 2 }),
  connects: fc.uniqueArray(fc.nat(LAYERS_MAX - 1), { maxLength: 2 }),
  isThereFirst: fc.boolean(),
});

function layersOf(lives: readonly { disconnects: number[]; connects: number[]; isThereFirst: boolean }[]) {
  const base = new Map<string, Coin>();
  const changes = Array.from({ length: 2 * LAYERS_MAX }, (): CoinChanges => new Map());
  for (const [i, { disconnects, connects, isThereFirst }] of lives.entries()) {
    const key = `coin ${i}`;
    const coin = (): Coin => ({ amount: 1, key: NO_CHECKS, height: i, isCoinbase: false });
    let isThere = isThereFirst;
    if (isThere) base.set(key, coin());
    const places = [
      ...disconnects.sort((a, b) => a - b),
      ...connects.sort((a, b) => a - b).map((at) => at + LAYERS_MAX),
    ];
    for (const at of places) {
      changes[at]?.set(key, isThere ? null : coin());
      isThere = !isThere;
    }
  }
  const layers = changes.map((each, i): Layer => {
    const step = i < LAYERS_MAX ? "disconnect" : "connect";
    return {
      step,
      entry,
      tip: entry,
      transactions: [],
      changes: each,
      checks: NO_CHECKS,
      rejectAfterSignatures: undefined,
      job: undefined,
    };
  });
  return { base, layers };
}

it("a coin is what the highest layer that changes it says, whatever is folded, dropped and pushed meanwhile", () => {
  const lives = fc.array(life, { minLength: KEYS, maxLength: KEYS });
  const steps = fc.array(fc.record({ kind: fc.constantFrom("push", "push", "fold", "cut"), count: fc.nat(3) }), {
    maxLength: 20,
    size: "max",
  });
  fc.assert(
    fc.property(lives, steps, (coins, actions) => {
      const { base, layers } = layersOf(coins);
      const stack = new CoinLayers({ coin: (key) => base.get(key) });
      const model: Layer[] = [];
      let next = 0;
      for (const { kind, count } of actions) {
        if (kind === "push") {
          for (const layer of layers.slice(next, next + count)) {
            stack.push(layer);
            model.push(layer);
          }
          next = Math.min(layers.length, next + count);
        } else if (kind === "cut") {
          const index = Math.max(0, model.length - count);
          next -= stack.cutFrom(index).length;
          model.splice(index);
        } else {
          model.splice(0, count);
          for (const { changes } of stack.takeLowest(count)) {
            for (const [key, coin] of changes) {
              if (coin === null) base.delete(key);
              else base.set(key, coin);
            }
          }
        }
        for (let i = 0; i < KEYS; i++) {
          const key = `coin ${i}`;
          const changed = model.findLast(({ changes }) => changes.has(key))?.changes.get(key);
          const expected = changed === undefined ? base.get(key) : (changed ?? undefined);
          if (stack.coin(key) !== expected) throw new Error(`${key} is ${expected === undefined ? "gone" : "there"}`);
        }
      }
    }),
    { numRuns: 500 },
  );
});
