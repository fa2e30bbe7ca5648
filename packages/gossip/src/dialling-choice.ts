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

/** Groups of the book in which somebody may answer. */
export function countGroups(entries: Iterable<KnownAddress>): number {
  const groups = new Set<NetworkGroup>();
  for (const { group, failures, isBarred } of entries) {
    if (!isBarred && failures < FAILURES_UNTIL_EVICTABLE && !isNear(group)) groups.add(group);
  }
  return groups.size;
}

/**
 * Undefined when none of them may be dialled. `usedGroups`: of outbound connections, open or being dialled;
 * `mayShareGroups`: there are too few groups for one connection each.
 */
export function chooseAddress(
  due: readonly KnownAddress[],
  usedGroups: ReadonlySet<NetworkGroup>,
  mayShareGroups: boolean,
  random: Randomness,
): KnownAddress | undefined {
  const apart = due.filter(({ group }) => isNear(group) || !usedGroups.has(group));
  const allowed = apart.length === 0 && mayShareGroups ? due : apart;
  const anchor = allowed.find((entry) => entry.isAnchor);
  if (anchor !== undefined) return anchor;
  const vouched = allowed.filter((entry) => entry.table === "tried" || entry.origin === "seed");
  const told = allowed.filter((entry) => !vouched.includes(entry));
  if (vouched.length === 0 || told.length === 0) return drawByChance(allowed, random);
  return drawByChance(random.integer(2) === 0 ? vouched : told, random);
}

/** Undefined when there is none. */
export function drawByChance(entries: readonly KnownAddress[], random: Randomness): KnownAddress | undefined {
  const chances = entries.map(({ failures }) => {
    return Math.floor(CHANCE_FULL * (2 / 3) ** Math.min(failures, FAILURES_COUNTED_MAX));
  });
  let drawn = random.integer(
    Math.max(
      1,
      chances.reduce((sum, chance) => sum + chance, 0),
    ),
  );
  for (const [index, entry] of entries.entries()) {
    drawn -= chances[index] ?? 0;
    if (drawn < 0) return entry;
  }
  return undefined;
}
