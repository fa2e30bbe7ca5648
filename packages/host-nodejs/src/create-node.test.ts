import { EMPTY_BATCH } from "@triad/chain";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SchnorrName } from "./choose-schnorr.ts";
import { createNode, type Node } from "./create-node.ts";
import { idleStore } from "./testing/idle-store.ts";
import { scriptedCore } from "./testing/scripted-core.ts";

const COMMIT = { type: "commit", commit: 1, batch: EMPTY_BATCH, durable: true } as const;

describe("a node", () => {
  let node: Node | undefined;
  afterEach(() => {
    vi.useRealTimers();
    return node?.stop();
  });

  it("answers an operator by the role's reply, and with `stopping` at the end", async () => {
    const core = scriptedCore((event) => {
      if (event.type !== "operator-command" || event.command.name !== "node") return [];
      return [{ type: "reply", reply: event.reply, result: { ok: false, code: "no", message: "No." } }];
    });
    node = createNode({ core, store: idleStore(), nonceThreads: 0, signatureThreads: 1 });
    node.start();
    expect(await node.ask({ name: "node" })).toMatchObject({ code: "no" });
    const unanswered = node.ask({ name: "pool" });
    await node.stop();
    expect(await unanswered).toMatchObject({ code: "stopping" });
    expect(await node.ask({ name: "node" })).toMatchObject({ code: "stopping" });
  });

  it("wakes the role at the time of the last wake-at, and not before", async () => {
    const wantedMs = performance.now() + 60;
    const core = scriptedCore(
      () => [],
      [
        { type: "wake-at", monotonicMs: 0 },
        { type: "wake-at", monotonicMs: wantedMs },
      ],
    );
    node = createNode({ core, store: idleStore(), nonceThreads: 0, signatureThreads: 1 });
    node.start();
    await core.waitFor("woken");
    expect(performance.now()).toBeGreaterThanOrEqual(wantedMs);
    expect(core.events).toHaveLength(1);
  });

  it("reports a commit and its failure, a full disk apart from other errors", async () => {
    const failures = [undefined, "disk-full", "EIO"];
    const store = idleStore(async () => {
      const code = failures.shift();
      if (code !== undefined) throw Object.assign(new Error(`failed: ${code}`), { code });
    });
    const core = scriptedCore(
      (event) => (event.type === "peer-closed" ? [] : []),
      [COMMIT, { ...COMMIT, commit: 2 }, { ...COMMIT, commit: 3 }],
    );
    node = createNode({ core, store, nonceThreads: 0, signatureThreads: 1 });
    node.start();
    await core.waitFor("committed", (event) => event.commit === 1);
    expect(await core.waitFor("commit-failed", (event) => event.commit === 2)).toMatchObject({ reason: "disk-full" });
    expect(await core.waitFor("commit-failed", (event) => event.commit === 3)).toMatchObject({ reason: "io-error" });
  });

  it("finishes the commit in flight before it closes the store, once, however often it is stopped", async () => {
    let finish: () => void = () => undefined;
    const store = idleStore(() => new Promise<void>((resolve) => (finish = resolve)));
    node = createNode({ core: scriptedCore(() => [], [COMMIT]), store, nonceThreads: 0, signatureThreads: 1 });
    node.start();
    const stopped = Promise.all([node.stop(), node.stop()]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(store.closed).toBe(0);
    finish();
    await stopped;
    expect(store.closed).toBe(1);
  });

  it("hands every notice to every listener until it unsubscribes", async () => {
    const notice = { level: "info", area: "node", code: "x", text: "X.", facts: {} } as const;
    const core = scriptedCore(() => [{ type: "notify", notice }]);
    node = createNode({ core, store: idleStore(), nonceThreads: 0, signatureThreads: 1 });
    const heard: string[] = [];
    const unsubscribe = node.subscribe(() => {
      heard.push("first");
      unsubscribe();
    });
    node.subscribe(() => heard.push("second"));
    node.start();
    void node.ask({ name: "node" });
    void node.ask({ name: "node" });
    await core.waitFor("operator-command", (event) => event.reply === 2);
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toEqual(["first", "second", "second"]);
  });

  it("gives up, and says why, when no thread that checks signatures can be started", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    const reasons: string[] = [];
    const codes: string[] = [];
    const signatureBackend = "none" as SchnorrName;
    const parts = { core: scriptedCore(), store: idleStore(), nonceThreads: 0, signatureThreads: 1, signatureBackend };
    node = createNode({ ...parts, onGiveUp: (reason) => reasons.push(reason) });
    node.subscribe(({ code }) => codes.push(code));
    node.start();
    // each pause passes at once, each start takes its time
    while (reasons.length === 0) {
      vi.advanceTimersByTime(60_000);
      await new Promise(setImmediate);
    }
    expect(reasons).toEqual([expect.stringMatching(/^No thread that checks signatures can be started \(.+\)\. See /)]);
    expect(codes).toEqual(["no-workers"]);
  }, 30_000);
});
