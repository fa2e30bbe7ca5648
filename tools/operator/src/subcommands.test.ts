/** Every subcommand on the data of nodes that were stopped. */
import { afterAll, beforeAll, it } from "vitest";
import { SUBCOMMAND_CASES } from "./cases/subcommand-cases.ts";
import { type ChainPlace, makeChainPlace } from "./nodes/chain-place.ts";
import { START_MS_MAX } from "./nodes/fleet.ts";

let place: ChainPlace;

beforeAll(async () => {
  place = await makeChainPlace();
}, START_MS_MAX);
afterAll(() => {
  place?.end();
});

for (const { title, run } of SUBCOMMAND_CASES) it(title, () => run(place));
