/**
 * What the outbound connections lack: places that are empty, and nodes that have blocks.
 *
 * Light nodes have headers only. A node whose connections all lead to them stays at height 0 for ever, a light node
 * too, as it verifies its own transactions with filters and blocks. So part of the outbound places is meant for full
 * nodes and miners ("block sources"). Light nodes may hold these places while nobody else is there, since they tell
 * addresses; when a feeler finds a block source, one of them gives up its place (connections.ts).
 * Roles of addresses are hearsay until a node has answered there, so they only order the choice.
 */
import type { NodeRole } from "@triad/protocol";
import type { AddressBook } from "./address-book.ts";
import type { Connection } from "./peer-view.ts";

/** Policy: one block source could keep silent; with two the other is asked. */
const BLOCK_SOURCES_MIN = 2;

export function isBlockSource(role: NodeRole): boolean {
  return role !== "light-node";
}

/** Half of the places, and at least BLOCK_SOURCES_MIN where there are so many. */
export function blockSourcesWanted(maxOutbound: number): number {
  return Math.max(Math.min(BLOCK_SOURCES_MIN, maxOutbound), Math.ceil(maxOutbound / 2));
}

/** Outbound connections, without feelers, to nodes that have blocks; of a greeting one, what the book knows. */
export function countBlockSources(connections: Iterable<Connection>, book: AddressBook): number {
  let count = 0;
  for (const { direction, isFeeler, ready, address } of connections) {
    if (direction !== "outbound" || isFeeler) continue;
    const role = ready?.role ?? book.get(address)?.role;
    if (role !== undefined && isBlockSource(role)) count++;
  }
  return count;
}

/** Only connections that are ready count: a place that is being dialled may stay empty. */
export function lacksOutbound(connections: Iterable<Connection>, maxOutbound: number): boolean {
  let ready = 0;
  let blockSources = 0;
  for (const connection of connections) {
    if (connection.direction !== "outbound" || connection.ready === undefined) continue;
    ready++;
    if (isBlockSource(connection.ready.role)) blockSources++;
  }
  return ready < maxOutbound || blockSources < blockSourcesWanted(maxOutbound);
}

/**
 * The outbound connection that gives up its place for a block source: the youngest to a light node, except those that
 * an operator asked for. Undefined: there is none, or there are enough block sources.
 */
export function chooseReplaced(
  connections: readonly Connection[],
  book: AddressBook,
  maxOutbound: number,
): Connection | undefined {
  if (countBlockSources(connections, book) >= blockSourcesWanted(maxOutbound)) return undefined;
  return connections.findLast(({ direction, ready, address }) => {
    return direction === "outbound" && ready?.role === "light-node" && book.get(address)?.origin !== "manual";
  });
}
