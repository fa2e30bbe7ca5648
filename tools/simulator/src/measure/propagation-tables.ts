/** What propagation came to, as tables of Markdown: a row for each network. */

import { tableOf } from "./markdown-table.ts";
import type { PropagationResult } from "./propagation.ts";
import type { ItemsSummary } from "./propagation-summary.ts";
import type { Spread } from "./spread.ts";

export interface PropagationRow {
  readonly result: PropagationResult;
  readonly seconds: number;
  readonly megabytes: number;
}

export function propagationTables(rows: readonly PropagationRow[]): readonly string[] {
  const blocks = rows.map(({ result }) => ({ nodes: result.nodes, of: result.blocks }));
  const transactions = rows.map(({ result }) => ({ nodes: result.nodes, of: result.transactions }));
  return [
    "Networks:",
    networks(rows),
    "Blocks, milliseconds from the find until they are the tip, median and worst over blocks:",
    times(blocks),
    "Transactions, milliseconds from the command until they are in the pool, median and worst over payments:",
    times(transactions),
    "Bytes that a node sends for an item, and what flooding would send:",
    costs(blocks, transactions),
    "The same by kind of message, frames and bytes of a node for an item:",
    kinds(blocks, transactions),
  ];
}

function networks(rows: readonly PropagationRow[]): string {
  return tableOf(
    [
      "Nodes",
      "Connections",
      "Outbound of a node",
      "Blocks",
      "Transactions in a block",
      "Payments",
      "Events",
      "Real time",
      "Memory of a node",
    ],
    rows.map(({ result, seconds, megabytes }) => [
      String(result.nodes),
      String(result.connections),
      result.outboundMean.toFixed(1),
      String(result.blocks.items),
      result.transactionsInBlock.toFixed(0),
      String(result.transactions.items),
      String(result.events),
      `${seconds.toFixed(0)} s`,
      `${(megabytes / result.nodes).toFixed(2)} MB`,
    ]),
  );
}

interface Of {
  readonly nodes: number;
  readonly of: ItemsSummary;
}

function times(rows: readonly Of[]): string {
  return tableOf(
    ["Nodes", "50 %", "95 %", "100 %", "Came to all", "Hops, mean", "Hops, most"],
    rows.map(({ nodes, of }) => [
      String(nodes),
      ...of.times.map(milliseconds),
      `${of.complete} of ${of.items}`,
      of.hopsMean.toFixed(1),
      String(of.hopsMost),
    ]),
  );
}

function costs(blocks: readonly Of[], transactions: readonly Of[]): string {
  const row = (item: string, { nodes, of }: Of): readonly string[] => [
    String(nodes),
    item,
    of.itemBytes.toFixed(0),
    of.copies.toFixed(2),
    of.sentBytes.toFixed(0),
    of.floodedSends.toFixed(2),
    of.floodedBytes.toFixed(0),
    (of.floodedBytes / of.sentBytes).toFixed(1),
    "0",
    of.copiesTooMany.toFixed(2),
  ];
  return tableOf(
    [
      "Nodes",
      "Item",
      "Its bytes",
      "Copies a node gets",
      "Bytes sent",
      "Copies if flooded",
      "Bytes if flooded",
      "Times as much",
      "Told twice on a connection",
      "Copies after the first",
    ],
    [
      ...blocks.map((each) => row("block, as compact block", each)),
      ...transactions.map((each) => row("transaction", each)),
    ],
  );
}

function kinds(blocks: readonly Of[], transactions: readonly Of[]): string {
  const row = (item: string, { nodes, of }: Of): readonly (readonly string[])[] =>
    of.sent.map(({ kind, frames, bytes }) => [String(nodes), item, `\`${kind}\``, frames.toFixed(3), bytes.toFixed(1)]);
  return tableOf(
    ["Nodes", "Item", "Kind", "Frames", "Bytes"],
    [...blocks.flatMap((each) => row("block", each)), ...transactions.flatMap((each) => row("transaction", each))],
  );
}

function milliseconds(spread: Spread | undefined): string {
  return spread === undefined ? "-" : `${spread.median.toFixed(0)}, ${spread.worst.toFixed(0)}`;
}
