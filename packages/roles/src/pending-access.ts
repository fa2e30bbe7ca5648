/**
 * Who waits for the operator's answer, kept over restarts: the operator may look days later, and a node that asked may
 * be away by then.
 *
 * Rules and their reasons:
 * - Node keys cost nothing and connections little, addresses of many network groups do. So when all places are taken, the
 *   group that holds most of them gives up its newest; a newcomer of that group finds none. Who came first stays, and
 *   nobody from elsewhere pushes out those of a group with few.
 * - A group's keys are taken in at a bounded rate: each costs a record on disk, and a line that a person reads.
 * - Who finds no place is not lost: it waits as long as it is connected (access-desk.ts), and asks again afterwards.
 * Invariant: at most ACCESS_PENDING_MAX keys.
 */
import { hostGroup } from "@triad/gossip";
import { type AccessParty, accessRecordName, writeAccessRecord } from "./access-records.ts";
import { type Allowance, GroupAllowance } from "./group-allowance.ts";
import { parseNetAddress } from "./net-address.ts";
import type { Now } from "./seam.ts";

/** More than a person decides in one sitting; bounds what unknown keys can make a node remember. */
export const ACCESS_PENDING_MAX = 256;
/** New keys of a network group: a room full of nodes at once, then one in a minute. */
export const NEW_KEYS_OF_GROUP: Allowance = { tokens: 32, tokenMs: 60_000 };
/** Of all groups: as many as have places, then one in ten seconds: 8,640 records in a day. */
export const NEW_KEYS_OF_ALL: Allowance = { tokens: ACCESS_PENDING_MAX, tokenMs: 10_000 };

interface Waiting {
  readonly party: AccessParty;
  readonly group: string;
}

type PutRecord = (name: string, bytes: Uint8Array | null) => void;

export class PendingAccess {
  /** Oldest first. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #newKeys = new GroupAllowance(NEW_KEYS_OF_GROUP, NEW_KEYS_OF_ALL);
  readonly #putRecord: PutRecord;

  constructor(kept: readonly AccessParty[], putRecord: PutRecord) {
    this.#putRecord = putRecord;
    for (const party of kept) this.#waiting.set(party.nodeKey, { party, group: groupOf(party) });
  }

  get parties(): readonly AccessParty[] {
    return [...this.#waiting.values()].map(({ party }) => party);
  }

  /** It asked; false: there is no place to remember it. */
  add(party: AccessParty, now: Now): boolean {
    const before = this.#waiting.get(party.nodeKey);
    const group = groupOf(party);
    if (before !== undefined) {
      // where it asks from now; not worth a record, for it would be one at each connection
      this.#waiting.set(party.nodeKey, { group, party: { ...party, sinceUnixMs: before.party.sinceUnixMs } });
      return true;
    }
    const crowded = this.#waiting.size < ACCESS_PENDING_MAX ? undefined : this.#mostCrowded(group);
    if (crowded === "own" || !this.#newKeys.take(group, now)) return false;
    if (crowded !== undefined) this.#dropNewestOf(crowded.group);
    this.#waiting.set(party.nodeKey, { party, group });
    this.#putRecord(accessRecordName(party.nodeKey), writeAccessRecord({ ...party, decision: "pending" }));
    return true;
  }

  /** It waits no longer. True: it did, and its record is there until another takes its place. */
  delete(nodeKey: string): boolean {
    return this.#waiting.delete(nodeKey);
  }

  /** The group that holds most places; "own": with one more, this one would hold as many. */
  #mostCrowded(own: string): { readonly group: string } | "own" {
    const counts = new Map<string, number>();
    for (const { group } of this.#waiting.values()) counts.set(group, (counts.get(group) ?? 0) + 1);
    const [group, most] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), ["", 0]);
    return (counts.get(own) ?? 0) + 1 >= most ? "own" : { group };
  }

  #dropNewestOf(crowded: string): void {
    const newest = [...this.#waiting.values()].findLast(({ group }) => group === crowded);
    if (newest === undefined) return;
    this.#waiting.delete(newest.party.nodeKey);
    this.#putRecord(accessRecordName(newest.party.nodeKey), null);
  }
}

function groupOf({ address }: AccessParty): string {
  const host = parseNetAddress(address)?.host;
  return host === undefined ? address : hostGroup(host);
}
