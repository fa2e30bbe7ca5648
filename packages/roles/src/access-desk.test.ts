import { EMPTY_BATCH } from "@triad/chain";
import { MemoryStore } from "@triad/chain/testing";
import { bytesToHex } from "@triad/crypto";
import type { PeerView as ReadyPeer } from "@triad/gossip";
import type { Message } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { ACCESS_DECISIONS_MAX, AccessDesk } from "./access-desk.ts";
import { accessRecordName } from "./access-records.ts";
import { Effects } from "./effects.ts";
import type { AccessPolicy } from "./operator.ts";
import { ACCESS_PENDING_MAX, NEW_KEYS_OF_GROUP } from "./pending-access.ts";
import { codeOf } from "./testing/easy-network.ts";

const at = (unixMs: number) => ({ monotonicMs: unixMs, unixMs });

/** Node number `n`; its key begins with n in hexadecimal. */
function keyOf(n: number): Uint8Array {
  const key = new Uint8Array(32);
  new DataView(key.buffer).setUint16(0, n);
  return key;
}
const hexOf = (n: number) => bytesToHex(keyOf(n));

function open(policy: AccessPolicy, allow: readonly string[] = [], store = new MemoryStore()) {
  const effects = new Effects();
  const peers = new Map<number, ReadyPeer>();
  const sent: [peer: number, message: Message][] = [];
  const desk = new AccessDesk(
    { policy, allow },
    {
      effects,
      outbox: { send: (peer, message) => void sent.push([peer, message]) },
      store,
      putRecord: (name, bytes) => store.apply({ ...EMPTY_BATCH, records: new Map([[name, bytes]]) }, true),
      view: (peer) => peers.get(peer),
    },
  );
  /** A peer with the key of node `n` connects and asks; what it is answered. */
  const ask = (peer: number, n: number, unixMs = 1_000, host = "10.0.0.1") => {
    const address = { host, port: n === 0 ? 1 : n };
    peers.set(peer, { peer, nodeKey: keyOf(n), role: "full-node", address } as ReadyPeer);
    desk.requested(peer, at(unixMs));
    const last = sent.at(-1);
    return last?.[0] === peer && last[1].kind === "access-reply" ? last[1].decision : "nothing";
  };
  const notices = () => effects.take().flatMap((effect) => (effect.type === "notify" ? [effect.notice] : []));
  return { desk, ask, sent, store, notices };
}

describe("policy", () => {
  it("open grants at once, and keeps nothing of it", () => {
    const { desk, ask, store } = open("open");
    expect(desk.mayHaveAll(1)).toBe(false);
    expect(ask(1, 7)).toBe("granted");
    expect(desk.mayHaveAll(1)).toBe(true);
    expect([...store.records("access/")]).toEqual([]);
    expect(desk.view().requests).toMatchObject([{ nodeKey: hexOf(7), peer: 1, decision: "granted" }]);
    desk.peerGone(1);
    expect(desk.mayHaveAll(1)).toBe(false);
    expect(desk.view().requests).toEqual([]);
  });

  it("ask lets wait until the operator decides; the peer hears it at once", () => {
    const { desk, ask, sent } = open("ask");
    expect(ask(1, 7)).toBe("pending");
    expect(desk.mayHaveAll(1)).toBe(false);
    const [request] = desk.view().requests;
    const party = { nodeKey: hexOf(7), peer: 1, address: "10.0.0.1:7", role: "full-node" };
    expect(request).toEqual({ ...party, decision: "pending", sinceUnixMs: 1_000 });
    expect(codeOf(desk.decide(hexOf(7), "grant", at(2_000)))).toBe("ok");
    expect(sent.at(-1)).toEqual([1, { kind: "access-reply", decision: "granted" }]);
    expect(desk.mayHaveAll(1)).toBe(true);
    expect(desk.view().requests).toEqual([{ ...party, decision: "granted", sinceUnixMs: 2_000 }]);
  });

  it("allow grants to keys on its list, in either case, and to no others", () => {
    const { desk, ask } = open("allow", [hexOf(0xab).toUpperCase()]);
    expect(ask(1, 0xab)).toBe("granted");
    expect(ask(2, 0xac)).toBe("denied");
    expect([desk.mayHaveAll(1), desk.mayHaveAll(2)]).toEqual([true, false]);
  });

  it("ask does not ask about keys on the list", () => {
    expect(open("ask", [hexOf(7)]).ask(1, 7)).toBe("granted");
  });
});

describe("a decision of the operator", () => {
  it.each<AccessPolicy>(["open", "ask", "allow"])("comes before list and policy %s", (policy) => {
    const { desk, ask } = open(policy, [hexOf(1)]);
    ask(1, 1);
    ask(2, 2);
    desk.decide(hexOf(1), "deny", at(1));
    desk.decide(hexOf(2), "grant", at(1));
    expect([desk.mayHaveAll(1), desk.mayHaveAll(2)]).toEqual([false, true]);
    expect([ask(1, 1), ask(2, 2)]).toEqual(["denied", "granted"]);
  });

  it("is there after a restart and for a new connection of the same key", () => {
    const first = open("ask");
    for (const n of [1, 2, 3]) first.ask(n, n);
    first.desk.decide(hexOf(2), "deny", at(10));
    first.desk.decide(hexOf(1), "grant", at(20));
    const second = open("ask", [], first.store);
    expect(second.desk.view().requests.map(({ nodeKey, decision }) => [nodeKey, decision])).toEqual([
      [hexOf(3), "pending"],
      [hexOf(2), "denied"],
      [hexOf(1), "granted"],
    ]);
    expect(second.desk.view().requests[2]).toMatchObject({ peer: null, address: "10.0.0.1:1", sinceUnixMs: 20 });
    expect([1, 2, 3].map((n) => second.ask(n + 10, n))).toEqual(["granted", "denied", "pending"]);
  });

  it("may be changed; the peer hears of the change and of nothing else", () => {
    const { desk, ask, sent } = open("ask");
    ask(1, 7);
    for (const decision of ["grant", "grant", "deny"] as const) desk.decide(hexOf(7), decision, at(1));
    expect(sent.slice(1).map(([, message]) => message)).toEqual([
      { kind: "access-reply", decision: "granted" },
      { kind: "access-reply", decision: "denied" },
    ]);
    expect(desk.mayHaveAll(1)).toBe(false);
  });

  it("may come while the node is away, before or after a restart, and finds it when it is back", () => {
    const first = open("ask");
    first.ask(1, 7);
    first.desk.peerGone(1);
    const second = open("ask", [], first.store);
    expect(second.desk.view().requests).toMatchObject([{ nodeKey: hexOf(7), peer: null, decision: "pending" }]);
    expect(codeOf(second.desk.decide(hexOf(7).slice(0, 6), "grant", at(2_000)))).toBe("ok");
    expect(second.sent).toEqual([]);
    expect(open("ask", [], second.store).ask(1, 7)).toBe("granted");
  });

  it("may come before the node ever does, by its whole key; where it comes from is noted then", () => {
    const { desk, ask, store } = open("ask");
    expect(codeOf(desk.decide(hexOf(7).slice(0, 63), "grant", at(1)))).toBe("access-request-not-found");
    expect(codeOf(desk.decide(hexOf(7), "forget", at(1)))).toBe("access-request-not-found");
    expect(codeOf(desk.decide(hexOf(7).toUpperCase(), "grant", at(1)))).toBe("ok");
    expect(desk.view().requests).toMatchObject([{ nodeKey: hexOf(7), address: "-", role: "unknown" }]);
    expect(ask(1, 7)).toBe("granted");
    const later = open("ask", [], store).desk.view().requests;
    expect(later).toMatchObject([{ address: "10.0.0.1:7", role: "full-node", decision: "granted" }]);
  });

  it("may be forgotten: then the policy decides, and the peer hears it", () => {
    const { desk, ask, sent, store } = open("ask");
    ask(1, 7);
    desk.decide(hexOf(7), "deny", at(1));
    expect(codeOf(desk.decide(hexOf(7), "forget", at(2)))).toBe("ok");
    expect(sent.at(-1)).toEqual([1, { kind: "access-reply", decision: "pending" }]);
    expect(open("ask", [], store).desk.view().requests).toMatchObject([{ decision: "pending" }]);
    desk.peerGone(1);
    expect(codeOf(desk.decide(hexOf(7), "forget", at(3)))).toBe("ok");
    expect([desk.view().requests, ...store.records("access/")]).toEqual([[]]);
  });

  it("a request that waits is answered by the policy of a later run, and forgotten", () => {
    const first = open("ask");
    first.ask(1, 7);
    const second = open("open", [], first.store);
    expect(second.desk.view().requests).toEqual([]);
    expect(second.ask(1, 7)).toBe("granted");
    expect([...first.store.records("access/")]).toEqual([]);
  });

  it("names a key by the first digits that no other has", () => {
    const { desk, ask } = open("ask");
    ask(1, 0x1234);
    ask(2, 0x1235);
    expect(codeOf(desk.decide("123", "grant", at(1)))).toBe("node-key-ambiguous");
    expect(codeOf(desk.decide("1236", "grant", at(1)))).toBe("access-request-not-found");
    for (const wrong of ["", "xy", "0".repeat(65)]) {
      expect(codeOf(desk.decide(wrong, "grant", at(1)))).toBe("bad-node-key");
    }
    expect(codeOf(desk.decide("1235", "grant", at(1)))).toBe("ok");
    expect([desk.mayHaveAll(1), desk.mayHaveAll(2)]).toEqual([false, true]);
  });

  it("that can't be read is none", () => {
    const store = new MemoryStore();
    for (const [n, text] of ["", "granted", "maybe 1 miner a:1", `granted 1 miner ${"a".repeat(400)}`].entries()) {
      const bytes = new TextEncoder().encode(text);
      store.apply({ ...EMPTY_BATCH, records: new Map([[accessRecordName(hexOf(n)), bytes]]) }, true);
    }
    expect(open("ask", [], store).desk.view().requests).toEqual([]);
  });
});

describe("bounds", () => {
  it("one request for each key, however often it asks, and one line in the log for each connection", () => {
    const { desk, ask, notices } = open("ask");
    for (let time = 0; time < 5; time++) ask(1, 7, 1_000 + time);
    expect(notices()).toHaveLength(1);
    desk.peerGone(1);
    ask(2, 7, 9_000);
    expect(desk.view().requests).toMatchObject([{ nodeKey: hexOf(7), peer: 2, sinceUnixMs: 1_000 }]);
  });

  /** Keys 0, 1, … ask, each from a network group of its own, and leave. */
  function fill(ask: ReturnType<typeof open>["ask"], desk: AccessDesk, groups: number, ofEach: number): void {
    for (let n = 0; n < groups * ofEach; n++) {
      ask(n, n, 1_000 + Math.floor(n / groups) * NEW_KEYS_OF_GROUP.tokenMs, `20.${n % groups}.0.1`);
      desk.peerGone(n);
    }
  }

  it("a flood of keys from few networks pushes out nobody from elsewhere, and finds no further place", () => {
    const { desk, ask, store } = open("ask");
    ask(1, 60_001, 1_000, "30.1.0.1");
    desk.peerGone(1);
    fill(ask, desk, 4, 1_000);
    const waiting = desk.view().requests;
    expect(waiting).toHaveLength(ACCESS_PENDING_MAX);
    expect([...store.records("access/")]).toHaveLength(ACCESS_PENDING_MAX);
    expect(waiting.some(({ nodeKey }) => nodeKey === hexOf(60_001))).toBe(true);
    // and whoever comes now from another network takes the place of the flood's newest
    const later = 10_000_000_000;
    expect(ask(2, 60_002, later, "30.2.0.1")).toBe("pending");
    desk.peerGone(2);
    const then = desk.view().requests.map(({ nodeKey }) => nodeKey);
    expect(then).toHaveLength(ACCESS_PENDING_MAX);
    expect([60_001, 60_002].every((n) => then.includes(hexOf(n)))).toBe(true);
  });

  it("who finds no place waits all the same while it is connected, and can be granted", () => {
    const { desk, ask } = open("ask");
    fill(ask, desk, ACCESS_PENDING_MAX, 1);
    expect(ask(5_000, 60_001, 9_000_000, "30.1.0.1")).toBe("pending");
    expect(desk.view().requests).toHaveLength(ACCESS_PENDING_MAX + 1);
    expect(codeOf(desk.decide(hexOf(60_001), "grant", at(1)))).toBe("ok");
    expect(desk.mayHaveAll(5_000)).toBe(true);
    ask(5_001, 60_002, 9_000_000, "30.2.0.1");
    desk.peerGone(5_001);
    expect(desk.view().requests.some(({ nodeKey }) => nodeKey === hexOf(60_002))).toBe(false);
  });

  it(`a network's keys are kept at a bounded rate: ${NEW_KEYS_OF_GROUP.tokens}, then one in a minute`, () => {
    const { desk, ask, store } = open("ask");
    const kept = () => [...store.records("access/")].length;
    const come = (from: number, count: number, unixMs: number) => {
      for (let n = from; n < from + count; n++) {
        ask(n, n, unixMs, "30.1.0.1");
        desk.peerGone(n);
      }
    };
    come(0, 100, 1_000);
    expect(kept()).toBe(NEW_KEYS_OF_GROUP.tokens);
    come(100, 100, 1_000 + NEW_KEYS_OF_GROUP.tokenMs);
    expect(kept()).toBe(NEW_KEYS_OF_GROUP.tokens + 1);
    // the same keys once more cost nothing
    come(0, 10, 2_000 + NEW_KEYS_OF_GROUP.tokenMs);
    expect(kept()).toBe(NEW_KEYS_OF_GROUP.tokens + 1);
  });

  it(`too-many-decisions: ${ACCESS_DECISIONS_MAX} are kept, none is forgotten in silence, each may be changed`, () => {
    const { desk, ask, store } = open("ask");
    for (let n = 0; n <= ACCESS_DECISIONS_MAX; n++) {
      ask(n, n);
      const outcome = codeOf(desk.decide(hexOf(n), "deny", at(n)));
      expect(outcome).toBe(n < ACCESS_DECISIONS_MAX ? "ok" : "too-many-decisions");
      desk.peerGone(n);
    }
    expect([...store.records("access/")].filter(([name]) => name !== accessRecordName(hexOf(4_096)))).toHaveLength(
      ACCESS_DECISIONS_MAX,
    );
    expect(codeOf(desk.decide(hexOf(0), "grant", at(1)))).toBe("ok");
    expect(codeOf(desk.decide(hexOf(1), "forget", at(1)))).toBe("ok");
    expect(codeOf(desk.decide(hexOf(50_000), "deny", at(1)))).toBe("ok");
  });
});
