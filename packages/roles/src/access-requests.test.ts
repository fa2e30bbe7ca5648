import { EMPTY_BATCH } from "@triad/chain";
import { MemoryStore } from "@triad/chain/testing";
import { bytesToHex } from "@triad/crypto";
import type { PeerView as ReadyPeer } from "@triad/gossip";
import type { NodeRole } from "@triad/protocol";
import { expect, it } from "vitest";
import { AccessRequests, WISHES_MAX } from "./access-requests.ts";
import { Effects } from "./effects.ts";

const keyOf = (n: number) => new Uint8Array(32).fill(n);
const view = (peer: number, n: number, role: NodeRole = "full-node") =>
  ({ peer, role, nodeKey: keyOf(n) }) as ReadyPeer;

/** Of a light node unless `asksAll`. */
function open({ asksAll = false, needsChain = false, store = new MemoryStore() } = {}) {
  const effects = new Effects();
  const asked: number[] = [];
  const requests = new AccessRequests({
    effects,
    outbox: { send: (peer) => void asked.push(peer) },
    nameOf: (peer) => `full node ${peer}`,
    store,
    putRecord: (name, bytes) => store.apply({ ...EMPTY_BATCH, records: new Map([[name, bytes]]) }, true),
    asksAll,
    needsChain: () => needsChain,
  });
  const notices = () => effects.take().flatMap((effect) => (effect.type === "notify" ? [effect.notice] : []));
  const told = () => notices().map(({ text }) => text);
  return { requests, asked, store, told, notices };
}

it("a validating node asks every full node that connects, and no other; a light node nobody by itself", () => {
  for (const [asksAll, expected] of [
    [true, [1]],
    [false, []],
  ] as const) {
    const { requests, asked } = open({ asksAll });
    requests.peerReady(view(1, 1));
    requests.peerReady(view(2, 2, "miner"));
    requests.peerReady(view(3, 3, "light-node"));
    expect(asked).toEqual(expected);
  }
});

it("an operator's wish is kept: whoever was meant is asked at each connection, also after a restart", () => {
  const first = open();
  first.requests.wish(view(1, 7));
  expect(first.asked).toEqual([1]);
  const second = open({ store: first.store });
  second.requests.peerReady(view(2, 8));
  second.requests.peerReady(view(3, 7));
  expect(second.asked).toEqual([3]);
  second.requests.wishAll([]);
  const third = open({ store: first.store });
  third.requests.peerReady(view(4, 9));
  third.requests.peerReady(view(5, 9, "miner"));
  expect(third.asked).toEqual([4]);
});

it(`${WISHES_MAX} wishes are kept, the newest; what is no list of wishes is none`, () => {
  const first = open();
  for (let n = 0; n <= WISHES_MAX; n++) first.requests.wish(view(n, n));
  const second = open({ store: first.store });
  for (let n = 0; n <= WISHES_MAX; n++) second.requests.peerReady(view(n, n));
  expect(second.asked).toEqual(Array.from({ length: WISHES_MAX }, (_, n) => n + 1));
  for (const text of ["", "all ", "xyz", `all,${bytesToHex(keyOf(1))}`]) {
    const store = new MemoryStore();
    const records = new Map([["access-wishes", new TextEncoder().encode(text)]]);
    store.apply({ ...EMPTY_BATCH, records }, true);
    const { requests, asked } = open({ store });
    requests.peerReady(view(1, 1));
    expect(asked).toEqual([]);
  }
});

it("an answer that nobody asked for changes nothing", () => {
  const { requests, told } = open();
  for (const decision of ["granted", "pending", "denied"] as const) expect(requests.answered(1, decision)).toBe(false);
  expect([requests.of(1), requests.view(), told()]).toEqual(["not-asked", null, []]);
});

it("each change of an answer is told once, and the same answer again only when it was asked for again", () => {
  const { requests, told } = open();
  requests.wish(view(1, 1));
  for (const decision of ["pending", "pending", "granted", "granted"] as const) requests.answered(1, decision);
  expect(told()).toEqual([
    "Waiting for permission from full node 1 to have its complete chain.",
    "Access to the complete chain was granted by full node 1.",
  ]);
  requests.wish(view(1, 1));
  expect(requests.of(1)).toBe("granted");
  requests.answered(1, "granted");
  expect(told()).toHaveLength(1);
});

it("is a line for people where it is needed or was wished, else for the log alone", () => {
  const levels = (needsChain: boolean, isWished: boolean) => {
    const { requests, notices } = open({ asksAll: true, needsChain });
    if (isWished) requests.wish(view(1, 1));
    else requests.peerReady(view(1, 1));
    for (const decision of ["pending", "denied"] as const) requests.answered(1, decision);
    return notices().map(({ level }) => level);
  };
  expect(levels(false, false)).toEqual(["debug", "debug"]);
  expect(levels(true, false)).toEqual(["info", "warn"]);
  expect(levels(false, true)).toEqual(["info", "warn"]);
});

it("who grants, who keeps waiting and who denies are told by name, as long as they are connected", () => {
  const { requests } = open({ asksAll: true });
  for (const n of [1, 2, 3, 4]) requests.peerReady(view(n, n));
  requests.answered(1, "granted");
  requests.answered(2, "denied");
  requests.answered(3, "pending");
  expect(requests.view()).toEqual({
    grantedBy: ["full node 1"],
    waitingFor: ["full node 3", "full node 4"],
    deniedBy: ["full node 2"],
  });
  expect(requests.peersThat("granted")).toEqual([1]);
  requests.peerGone(1);
  expect(requests.view()?.grantedBy).toEqual([]);
});
