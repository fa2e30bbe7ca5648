import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALL_ATTACKS } from "./all-attacks.ts";
import { type Arena, openArena } from "./arena.ts";
import { measureAttack } from "./measure-attack.ts";

const HONEST_PEERS = 2;
const BLOCK_EVERY_MS = 200;
const PAUSES = { beforeMs: 500, afterMs: 1_000 };
/** A few connections of each. */
const SCALE = 0.01;
const START_MS_MAX = 180_000;

let arena: Arena;

beforeAll(async () => {
  arena = await openArena(HONEST_PEERS, BLOCK_EVERY_MS);
}, START_MS_MAX);

afterAll(async () => {
  await arena.stop(false);
}, START_MS_MAX);

describe("a full node and its honest peers", () => {
  it.each(["hostile-frames", "bad-greetings", "unsolicited-replies"])("bear %s", async (name) => {
    const attack = ALL_ATTACKS.find((one) => one.name === name);
    if (attack === undefined) throw new Error(`there is no attack ${name}`);
    const result = await measureAttack(arena, attack, SCALE, PAUSES);
    expect(result.problems).toEqual([]);
    expect(result.sent.connections).toBeGreaterThan(0);
    expect(result.blocksDuring.count).toBeGreaterThan(0);
  });

  it("are not told to bear what the node did not end as it should", async () => {
    const idle = {
      name: "idle",
      sends: "nothing",
      claim: "nothing",
      rows: [],
      endsWith: ["bad-frame"],
      play: async () => {},
    };
    const { problems } = await measureAttack(arena, idle, SCALE, PAUSES);
    expect(problems).toContain("no connection ended with bad-frame");
  });
});
