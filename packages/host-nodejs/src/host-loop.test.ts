import type { Core, Effect, Event } from "@triad/roles";
import { describe, expect, it, vi } from "vitest";
import { createHostLoop } from "./host-loop.ts";
import { scriptedCore } from "./testing/scripted-core.ts";

const WOKEN: Event = { type: "woken" };
const WAKE: Effect = { type: "wake-at", monotonicMs: 0 };
const now = () => ({ monotonicMs: performance.now(), unixMs: 0 });
const untilIdle = () => new Promise((resolve) => setTimeout(resolve, 20));
const noBug = (error: unknown) => {
  throw error;
};

describe("the host's loop", () => {
  it("never re-enters the core, also when performing an effect posts an event", async () => {
    let depth = 0;
    let handled = 0;
    const core: Core = {
      start: () => [WAKE],
      handle() {
        depth += 1;
        expect(depth).toBe(1);
        handled += 1;
        depth -= 1;
        return handled < 50 ? [WAKE, WAKE] : [];
      },
    };
    const loop = createHostLoop({ core, now, perform: () => loop.post(WOKEN), onBug: noBug });
    loop.start();
    await vi.waitFor(() => expect(handled).toBe(1 + 2 * 49), { timeout: 20_000 });
  });

  it("handles events in the order of their posting, those from before the start too", async () => {
    const core = scriptedCore();
    const loop = createHostLoop({ core, now, perform: () => undefined, onBug: noBug });
    for (let commit = 0; commit < 3; commit++) loop.post({ type: "committed", commit });
    loop.start();
    for (let commit = 3; commit < 5000; commit++) loop.post({ type: "committed", commit });
    await core.waitFor("committed", (event) => event.commit === 4999);
    expect(core.events.map((event) => (event.type === "committed" ? event.commit : -1))).toEqual(
      Array.from({ length: 5000 }, (_, index) => index),
    );
  });

  it("lets timers and sockets run while the core has endless work", async () => {
    let handled = 0;
    const core: Core = {
      start: () => [WAKE],
      handle() {
        handled += 1;
        return [WAKE];
      },
    };
    const loop = createHostLoop({ core, now, perform: () => loop.post(WOKEN), onBug: noBug });
    loop.start();
    for (let timer = 0; timer < 3; timer++) await new Promise((resolve) => setTimeout(resolve, 1));
    loop.stop();
    expect(handled).toBeGreaterThan(0);
    const atStop = handled;
    await untilIdle();
    expect(handled).toBe(atStop);
  });

  it("ends a turn after so many events, though the clock stands still", async () => {
    const core = scriptedCore();
    const loop = createHostLoop({
      core,
      now: () => ({ monotonicMs: 0, unixMs: 0 }),
      perform: () => undefined,
      onBug: noBug,
      turnEventsMax: 10,
    });
    loop.start();
    for (let index = 0; index < 25; index++) loop.post(WOKEN);
    const counts: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      counts.push(core.events.length);
    }
    expect(counts).toEqual([10, 20, 25]);
  });

  it("stops at an exception and hands it over with its event", async () => {
    const bugs: [unknown, Event | undefined][] = [];
    const failure = new Error("broken");
    const core: Core = {
      start: () => [],
      handle(event) {
        if (event.type === "woken") throw failure;
        return [];
      },
    };
    const loop = createHostLoop({
      core,
      now,
      perform: () => undefined,
      onBug: (error, event) => bugs.push([error, event]),
    });
    loop.start();
    loop.post(WOKEN);
    loop.post(WOKEN);
    await untilIdle();
    expect(bugs).toEqual([[failure, WOKEN]]);
  });
});
