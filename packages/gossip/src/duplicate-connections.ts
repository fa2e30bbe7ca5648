/**
 * Which of two proven connections between the same two nodes survives. Both ends decide by themselves and must agree:
 * - dialled by different ends: the one that the node with the smaller key dialled. Both ends know both keys, so two
 *   nodes that dial each other at the same moment never close both connections;
 * - dialled by the same end: the older one. (It may be dead without our knowing; its owner pings it at once.) This
 *   happens only when a node dials two addresses of another, say a name and an IP; should the ends see the two proven
 *   in different order, both close, and the dialler, who knows by then who answers at both addresses, dials one again.
 */
import { compareBytes } from "@triad/crypto";
import type { Direction } from "./ports.ts";

/** True when the connection that was just proven survives, false when the older one does. */
export function newerConnectionSurvives(
  ownKey: Uint8Array,
  peerKey: Uint8Array,
  older: Direction,
  newer: Direction,
): boolean {
  if (older === newer) return false;
  const weHaveTheSmallerKey = compareBytes(ownKey, peerKey) < 0;
  return weHaveTheSmallerKey === (newer === "outbound");
}
