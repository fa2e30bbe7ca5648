import { EMPTY_BATCH } from "@triad/chain";
import { MemoryStore } from "@triad/chain/testing";
import { bytesToHex } from "@triad/crypto";
import type { PeerView as ReadyPeer } from "@triad/gossip";
import type { Message } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { ACCESS_DECISIONS_MAX, ACCESS_PENDING_MAX, AccessDesk } from "./access-desk.ts";
import { accessRecordName } from "./access-records.ts";
import { Effects } from "./effects.ts";
import type { AccessPolicy } from "./operator.ts";
import { codeOf } from "./testing/easy-network.ts";

const at = (unixMs: number) => ({ monotonicMs: 0, unixMs });

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
  const ask = (peer: number, n: number, unixMs = 1_000) => {
    const address = { host: "10.0.0.1", port: n };
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
      [hexOf(2), "denied"],
      [hexOf(1), "granted"],
    ]);
    expect(second.desk.view().requests[1]).toMatchObject({ peer: null, address: "10.0.0.1:1", sinceUnixMs: 20 });
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

  it(`${ACCESS_PENDING_MAX} may wait; then the oldest goes whose peer has left`, () => {
    const { desk, ask } = open("ask");
    for (let n = 0; n < ACCESS_PENDING_MAX; n++) ask(n, n);
    desk.peerGone(3);
    desk.peerGone(5);
    expect(desk.view().requests).toHaveLength(ACCESS_PENDING_MAX);
    const waiting = () => new Set(desk.view().requests.map(({ nodeKey }) => nodeKey));
    for (const [n, gone] of [
      [1_000, 3],
      [1_001, 5],
      [1_002, 0],
    ] as const) {
      expect(waiting().has(hexOf(gone))).toBe(true);
      ask(n, n);
      expect(waiting().has(hexOf(gone))).toBe(false);
      expect(waiting().size).toBe(ACCESS_PENDING_MAX);
    }
  });

  it(`${ACCESS_DECISIONS_MAX} decisions are kept; then the oldest is forgotten, on disk too`, () => {
    const { desk, ask, store } = open("ask");
    for (let n = 0; n <= ACCESS_DECISIONS_MAX; n++) {
      ask(n, n);
      desk.decide(hexOf(n), "grant", at(n));
      desk.peerGone(n);
      if (n === ACCESS_DECISIONS_MAX - 1) expect(store.record(accessRecordName(hexOf(0)))).toBeDefined();
    }
    expect(store.record(accessRecordName(hexOf(0)))).toBeUndefined();
    expect([...store.records("access/")]).toHaveLength(ACCESS_DECISIONS_MAX);
    expect(ask(9_999, 0)).toBe("pending");
    expect(ask(9_998, 1)).toBe("granted");
  });
});
