/** The ways of many items, put together. */
import { floodedBytesPerNode, floodedSends, type Topology } from "./flooding.ts";
import type { ItemWay } from "./item-way.ts";
import type { Kind, SentByKind } from "./sent-frames.ts";
import { type Spread, spreadOf } from "./spread.ts";

export const PARTS = [0.5, 0.95, 1] as const;

export interface ItemsSummary {
  readonly items: number;
  /** Of the items, those that all nodes had in time. */
  readonly complete: number;
  /** Milliseconds to each of PARTS, over the items that came so far. */
  readonly times: readonly (Spread | undefined)[];
  /** Connections between origin and node: the mean over nodes, and the most. */
  readonly hopsMean: number;
  readonly hopsMost: number;
  /** Of the whole item, on average. */
  readonly itemBytes: number;
  /** Copies (of a transaction, or of a block in compact form) that a node got, on average. */
  readonly copies: number;
  /** Of these, those after the first. */
  readonly copiesTooMany: number;
  /** A node's, for an item, on average. */
  readonly sent: readonly { readonly kind: Kind; readonly frames: number; readonly bytes: number }[];
  readonly sentBytes: number;
  /** Whole items that crossed connections if everybody flooded, for a node and an item. */
  readonly floodedSends: number;
  readonly floodedBytes: number;
}

export interface ItemsContext {
  /** Who is to have the items. */
  readonly nodes: number;
  readonly sent: SentByKind;
  /** Those who would flood, and their connections among each other. */
  readonly topology: Topology;
}

export function summariseItems(
  items: readonly { readonly way: ItemWay; readonly bytes: number }[],
  { nodes, sent, topology }: ItemsContext,
): ItemsSummary {
  const count = Math.max(1, items.length);
  const mean = (of: (way: ItemWay) => number): number => items.reduce((sum, { way }) => sum + of(way), 0) / count;
  const itemBytes = items.reduce((sum, { bytes }) => sum + bytes, 0) / count;
  const perNode = [...sent].map(([kind, { frames, bytes }]) => ({
    kind,
    frames: frames / nodes / count,
    bytes: bytes / nodes / count,
  }));
  return {
    items: items.length,
    complete: items.filter(({ way }) => way.nodesReached === nodes).length,
    times: PARTS.map((part) => spreadOf(items.flatMap(({ way }) => way.timeTo(part, nodes) ?? []))),
    hopsMean: mean((way) => way.hopsMean),
    hopsMost: Math.max(0, ...items.map(({ way }) => way.hopsMost)),
    itemBytes,
    copies: mean((way) => way.copies) / nodes,
    copiesTooMany: mean((way) => way.copiesTooMany) / nodes,
    sent: perNode.sort((a, b) => b.bytes - a.bytes),
    sentBytes: perNode.reduce((sum, { bytes }) => sum + bytes, 0),
    floodedSends: floodedSends(topology) / topology.nodes,
    floodedBytes: floodedBytesPerNode(topology, itemBytes),
  };
}
