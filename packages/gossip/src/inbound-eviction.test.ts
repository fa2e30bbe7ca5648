import { expect, it } from "vitest";
import { chooseEvicted, type InboundCandidate, protectInbound } from "./inbound-eviction.ts";

function candidate(peer: number, facts: Partial<InboundCandidate> = {}): InboundCandidate {
  return {
    peer,
    hostGroup: `4:20.${peer}`,
    groupOrder: BigInt(peer),
    pingMs: undefined,
    lastBlockMs: undefined,
    lastTransactionMs: undefined,
    openedAtMs: peer,
    isGreeting: false,
    isDiscouraged: false,
    ...facts,
  };
}

function table(count: number, facts: (peer: number) => Partial<InboundCandidate> = () => ({})): InboundCandidate[] {
  return Array.from({ length: count }, (_, peer) => candidate(peer, facts(peer)));
}

it("each kind keeps an eighth of a small table, and half of the rest stays for its age", () => {
  const attacked = table(16, (peer) => ({
    hostGroup: peer < 2 ? `good-${peer}` : "attacker",
    groupOrder: BigInt(peer < 2 ? peer : 9),
    openedAtMs: 100 - peer,
    pingMs: peer === 2 ? 1 : 50,
    lastTransactionMs: peer === 3 ? 9 : undefined,
    lastBlockMs: peer === 4 ? 9 : undefined,
  }));
  const kept = protectInbound(attacked);
  const of = (by: string) => [...kept].filter(([, reason]) => reason === by).map(([peer]) => peer);
  expect(of("group")).toEqual([0, 1]);
  expect(of("ping")).toHaveLength(2);
  expect(of("ping")).toContain(2);
  expect(of("transactions")).toEqual([3]);
  expect(of("blocks")).toEqual([4]);
  // ten are left of sixteen
  expect(of("longest")).toHaveLength(5);
});

it("of a table of at most 117 places at most 20 are kept for what they did", () => {
  const kept = protectInbound(
    table(117, (peer) => ({ pingMs: 1, lastBlockMs: peer + 1, lastTransactionMs: peer + 1 })),
  );
  const counts: Record<string, number> = {};
  for (const by of kept.values()) counts[by] = (counts[by] ?? 0) + 1;
  expect(counts).toEqual({ group: 4, ping: 8, transactions: 4, blocks: 4, longest: 49 });
});

it("the youngest of the group with most connections goes", () => {
  const crowd = table(12, (peer) => ({ hostGroup: peer >= 4 && peer < 10 ? "crowd" : `4:20.${peer}` }));
  const evicted = chooseEvicted(crowd);
  expect(crowd.find(({ peer }) => peer === evicted)?.hostGroup).toBe("crowd");
  expect(evicted).toBe(9);
});

it("nobody goes of a table of one, the younger one of two", () => {
  expect(chooseEvicted([])).toBeUndefined();
  expect(chooseEvicted(table(1))).toBeUndefined();
  expect(chooseEvicted(table(2))).toBe(1);
});

it("several of one group that have not greeted make room first, the one that connected first", () => {
  const hostGroup = "4:66.6";
  const candidates = table(16, (peer) => ({
    isDiscouraged: peer === 12,
    ...(peer === 4 || peer === 9 ? { isGreeting: true, hostGroup } : {}),
  }));
  expect(chooseEvicted(candidates)).toBe(4);
  // one alone has a right to its few round trips
  expect(chooseEvicted(candidates.filter(({ peer }) => peer !== 9))).toBe(12);
});

it("connections that are opened and left take two places at most of those that have greeted, wherever they come from", () => {
  let connected = table(16, () => ({ hostGroup: "127.0.0.1" }));
  for (let newcomer = 100; newcomer < 10_100; newcomer++) {
    const evicted = chooseEvicted(connected);
    connected = connected.filter(({ peer }) => peer !== evicted);
    connected.push(candidate(newcomer, { isGreeting: true, hostGroup: "127.0.0.1" }));
  }
  expect(connected.filter(({ isGreeting }) => !isGreeting).length).toBeGreaterThanOrEqual(14);
  expect(connected.length).toBe(16);
});
