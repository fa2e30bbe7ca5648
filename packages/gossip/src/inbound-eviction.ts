/**
 * Who makes room when all places for inbound connections are taken and another node comes.
 *
 * Each of these keeps some places, and a connection needs one of them only:
 *   group         one connection of each of a few network groups, which a secret chooses: nobody can tell of which
 *   ping          the shortest round trip ever measured: needs machines near us
 *   transactions  who most recently told a transaction that the pool took: costs fees
 *   blocks        who most recently was first with a block: costs work
 *   longest       half of the rest, the longest connected: needs time
 * Of what is left the youngest connection of the group with most connections goes. If nothing is left, nobody goes.
 * Who broke a rule before is never protected and goes first. Before them all, where several of one group have not
 * finished their greeting, the one of them that connected first: an honest one needs a few round trips, and whoever
 * opens connections and leaves them takes the places of those that he opened before.
 * Why: an attacker can do well in one of these, not in all, and more connections of his groups only make his own go
 * first. So a node that comes to a table full of his finds a place, and those that were useful before him stay. (As
 * Bitcoin Core's SelectNodeToEvict.) What counts as a group here: address-group.ts, `hostGroup`.
 */
import type { PeerId } from "./ports.ts";

export interface InboundCandidate {
  readonly peer: PeerId;
  readonly hostGroup: string;
  /** A keyed hash of the group, the same for the whole run. */
  readonly groupOrder: bigint;
  /** The shortest so far. */
  readonly pingMs: number | undefined;
  /** Monotonic; undefined: never. */
  readonly lastBlockMs: number | undefined;
  readonly lastTransactionMs: number | undefined;
  readonly openedAtMs: number;
  /** Its greeting is not done. */
  readonly isGreeting: boolean;
  /** It broke a rule before (offences.ts). */
  readonly isDiscouraged: boolean;
}

export type Protection = "group" | "ping" | "transactions" | "blocks" | "longest";

/** Policy: places of each kind, Bitcoin Core's numbers. */
const PLACES_MAX = { group: 4, ping: 8, transactions: 4, blocks: 4 } as const;
/** Policy: a kind keeps at most this part of the table, so that half of a small one is left to time and chance. */
const PLACES_PART = 8;

/** Undefined: all are protected. */
export function chooseEvicted(candidates: readonly InboundCandidate[]): PeerId | undefined {
  const left = largestGroups(candidates.filter(({ isGreeting }) => isGreeting));
  if (left.size > 1) return [...left.members].sort(byAge)[0]?.peer;
  const discouraged = candidates.filter(({ isDiscouraged }) => isDiscouraged).sort(byAge);
  if (discouraged.length > 0) return discouraged.at(-1)?.peer;
  const kept = protectInbound(candidates);
  const suspects = largestGroups(candidates.filter(({ peer }) => !kept.has(peer)));
  return [...suspects.members].sort(byAge).at(-1)?.peer;
}

/** All of the groups that have most of the candidates, and how many that are of each. */
function largestGroups(candidates: readonly InboundCandidate[]): {
  readonly size: number;
  readonly members: readonly InboundCandidate[];
} {
  const byGroup = new Map<string, InboundCandidate[]>();
  for (const candidate of candidates) {
    const group = byGroup.get(candidate.hostGroup);
    if (group === undefined) byGroup.set(candidate.hostGroup, [candidate]);
    else group.push(candidate);
  }
  const size = Math.max(0, ...[...byGroup.values()].map((group) => group.length));
  return { size, members: [...byGroup.values()].filter((group) => group.length === size).flat() };
}

/** Why each protected one is; the first reason that holds. */
export function protectInbound(candidates: readonly InboundCandidate[]): ReadonlyMap<PeerId, Protection> {
  const kept = new Map<PeerId, Protection>();
  const left = (): InboundCandidate[] =>
    candidates.filter(({ peer, isDiscouraged }) => !isDiscouraged && !kept.has(peer)).sort(byAge);
  const places = (most: number): number => Math.min(most, Math.floor(candidates.length / PLACES_PART));
  const keep = (those: readonly InboundCandidate[], by: Protection, count: number): void => {
    for (const { peer } of those.slice(0, count)) kept.set(peer, by);
  };
  keep(oldestOfGroups(left()), "group", places(PLACES_MAX.group));
  keep(
    lowest(left(), ({ pingMs }) => pingMs),
    "ping",
    places(PLACES_MAX.ping),
  );
  keep(
    lowest(left(), ({ lastTransactionMs: at }) => at && -at),
    "transactions",
    places(PLACES_MAX.transactions),
  );
  keep(
    lowest(left(), ({ lastBlockMs: at }) => at && -at),
    "blocks",
    places(PLACES_MAX.blocks),
  );
  const rest = left();
  keep(rest, "longest", Math.ceil(rest.length / 2));
  return kept;
}

/** One of each group, in the secret order. `byAgeSorted`: oldest first. */
function oldestOfGroups(byAgeSorted: readonly InboundCandidate[]): InboundCandidate[] {
  const oldest = new Map<string, InboundCandidate>();
  for (const candidate of byAgeSorted) {
    if (!oldest.has(candidate.hostGroup)) oldest.set(candidate.hostGroup, candidate);
  }
  return [...oldest.values()].sort((a, b) => (a.groupOrder < b.groupOrder ? -1 : a.groupOrder > b.groupOrder ? 1 : 0));
}

/** Without those that have no such number. */
function lowest(
  candidates: readonly InboundCandidate[],
  numberOf: (candidate: InboundCandidate) => number | undefined,
): InboundCandidate[] {
  const numbered = candidates.flatMap((candidate) => {
    const number = numberOf(candidate);
    return number === undefined ? [] : [{ candidate, number }];
  });
  return numbered.sort((a, b) => a.number - b.number).map(({ candidate }) => candidate);
}

/** Oldest first; of the same moment, the one that the host named first. */
function byAge(a: InboundCandidate, b: InboundCandidate): number {
  return a.openedAtMs - b.openedAtMs || a.peer - b.peer;
}
