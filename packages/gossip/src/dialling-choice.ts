/**
 * Which of the due addresses is dialled next.
 *
 * Rules and their reasons:
 * - Anchors come first: those that this node was connected to in the last run. Whoever has poisoned the book meanwhile
 *   gains nothing by making it restart.
 * - Half of the choices fall on addresses at which a node answered once, and on seeds, half on what was only told, if
 *   there are both. Told addresses are free for an attacker, reached ones cost him machines; but without new ones a
 *   node would never get away from its first neighbours.
 * - Each failure takes a third off an address's chance: what fails is not forgotten, and cannot starve what works.
 * - One outbound connection for each network group, so that the owner of a network holds one of our eyes and not all.
 *   Groups that are not used yet come first; others come only while the book knows of fewer groups than we want
 *   connections, or a small public network could not be joined. Near addresses are exempt (address-group.ts).
 */
import { FAILURES_UNTIL_EVICTABLE, type KnownAddress } from "./address-book.ts";
import { isNear, type NetworkGroup } from "./address-group.ts";
import type { Randomness } from "./ports.ts";

/** A chance without failures; with FAILURES_COUNTED_MAX of them more than 0 is left. */
const CHANCE_FULL = 1_000;
const FAILURES_COUNTED_MAX = 8;
/** By the number of failures. */
const CHANCES = Array.from({ length: FAILURES_COUNTED_MAX + 1 }, (_, failures) =>
  Math.floor(CHANCE_FULL * (2 / 3) ** failures),
);

/** Whether somebody may answer in so many groups of the book. */
export function hasGroups(entries: Iterable<KnownAddress>, wanted: number): boolean {
  const groups = new Set<NetworkGroup>();
  if (wanted <= 0) return true;
  for (const { group, failures, isBarred } of entries) {
    if (isBarred || failures >= FAILURES_UNTIL_EVICTABLE || isNear(group)) continue;
    groups.add(group);
    if (groups.size >= wanted) return true;
  }
  return false;
}

/**
 * Undefined when none of them may be dialled. `usedGroups`: of outbound connections, open or being dialled;
 * `mayShareGroups`: there are too few groups for one connection each; asked only where that matters.
 */
export function chooseAddress(
  due: readonly KnownAddress[],
  usedGroups: ReadonlySet<NetworkGroup>,
  mayShareGroups: () => boolean,
  random: Randomness,
): KnownAddress | undefined {
  const apart = due.filter(({ group }) => isNear(group) || !usedGroups.has(group));
  const allowed = apart.length === 0 && due.length > 0 && mayShareGroups() ? due : apart;
  const anchor = allowed.find((entry) => entry.isAnchor);
  if (anchor !== undefined) return anchor;
  const vouched = allowed.filter(isVouched);
  const told = allowed.filter((entry) => !isVouched(entry));
  if (vouched.length === 0 || told.length === 0) return drawByChance(allowed, random);
  return drawByChance(random.integer(2) === 0 ? vouched : told, random);
}

function isVouched({ table, origin }: KnownAddress): boolean {
  return table === "tried" || origin === "seed";
}

/** Undefined when there is none. */
export function drawByChance(entries: readonly KnownAddress[], random: Randomness): KnownAddress | undefined {
  let sum = 0;
  for (const entry of entries) sum += chanceOf(entry);
  let drawn = random.integer(Math.max(1, sum));
  for (const entry of entries) {
    drawn -= chanceOf(entry);
    if (drawn < 0) return entry;
  }
  return undefined;
}

function chanceOf({ failures }: KnownAddress): number {
  return CHANCES[Math.min(failures, FAILURES_COUNTED_MAX)] ?? 0;
}
