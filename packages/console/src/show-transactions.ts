/** One transaction, and the pool of those that wait. */
import type { PoolEntryView, PoolView, TransactionView } from "@triad/roles";
import { formatAmount, formatCoins, UNIT } from "./amount.ts";
import { dimTitles, type Look } from "./look.ts";
import { formatBytes, formatCount, formatDuration, formatNumberOf } from "./numbers.ts";
import { printable } from "./printable.ts";
import { showNextBlock } from "./show-next-block.ts";
import { type Column, formatFacts, formatTable } from "./tables.ts";
import { wrap } from "./text-width.ts";

/** Inputs and outputs each; a transaction with more is for `raw`. */
const PARTS_SHOWN_MAX = 20;

export function showTransaction(tx: TransactionView, look: Look): string {
  const facts: (readonly [string, string])[] = [
    ["Transaction", tx.txid],
    ["With proofs", tx.wtxid],
    ["In block", tx.height === null ? "none yet: it waits in the pool" : formatCount(tx.height)],
    ...(tx.blockHash === null ? [] : [["", tx.blockHash] as const]),
    ["Size", formatBytes(tx.bytes)],
    ["Fee", tx.fee === null ? "unknown here" : formatCoins(tx.fee)],
    ...(tx.lockHeight === 0 ? [] : [["Not before", `height ${formatCount(tx.lockHeight)}`] as const]),
    ...(tx.memoHex === "" ? [] : [["Memo", memoText(tx.memoHex)] as const]),
  ];
  const inputs = tx.inputs.map(({ txid, index }) => ({ id: txid, value: `output ${index}` }));
  const outputs = tx.outputs.map(({ amount, address }) => ({ id: address, value: formatAmount(amount) }));
  return [
    ...formatFacts(facts, look.width),
    ...partsTable("spends", "", inputs, look),
    ...partsTable("pays", UNIT, outputs, look),
  ].join("\n");
}

export function showPool(pool: PoolView, look: Look): string {
  const heading = `${formatNumberOf(pool.transactions, "transaction")}, ${formatBytes(pool.bytes)}, fees ${formatCoins(pool.fees)}`;
  if (pool.entries.length === 0) {
    return wrap("The pool is empty: no transaction waits for a block.", look.width).join("\n");
  }
  const numbered = pool.entries.map((entry, index) => ({ ...entry, number: index + 1 }));
  const lines = dimTitles(formatTable(numbered, poolColumns(pool.entries), look.width), look);
  const waiting = pool.entries.length < pool.transactions ? [look.paint.dim("(only the first are shown)")] : [];
  return [...wrap(heading, look.width), ...lines, ...waiting, showNextBlock(pool.nextBlock, look)].join("\n");
}

type NumberedEntry = PoolEntryView & { readonly number: number };

function poolColumns(entries: readonly PoolEntryView[]): readonly Column<NumberedEntry>[] {
  const hasWishes = entries.some(({ wish, feeDelta }) => wish !== "none" || feeDelta !== 0);
  const isAnyHeld = entries.some(({ held }) => held !== null);
  const wish: Column<NumberedEntry> = { title: "wish", cell: wishText, shrinkTo: 7 };
  const why: Column<NumberedEntry> = { title: "why not", cell: whyHeld, dropRank: 3 };
  return [
    { title: "#", cell: ({ number }) => String(number), align: "right" },
    { title: "transaction", cell: ({ txid }) => txid, shrinkTo: 11, shorten: "middle" },
    { title: "next", cell: ({ place }) => (place === null ? "-" : String(place)), align: "right" },
    ...(hasWishes ? [wish] : []),
    ...(isAnyHeld ? [why] : []),
    { title: "rate", cell: ({ feeRate }) => feeRate.toFixed(1), align: "right", dropRank: 1 },
    { title: "age", cell: ({ ageSeconds }) => formatDuration(ageSeconds), align: "right", dropRank: 2 },
    { title: "size", cell: ({ bytes }) => formatBytes(bytes), align: "right", dropRank: 4 },
    { title: `fee (${UNIT})`, cell: ({ fee }) => formatAmount(fee), align: "right", dropRank: 5 },
    {
      title: "after",
      cell: ({ dependsOn }) => (dependsOn.length === 0 ? "-" : String(dependsOn.length)),
      align: "right",
      dropRank: 6,
    },
  ];
}

/** A word or two: on a narrow screen there is room for no more. */
function whyHeld({ held }: PoolEntryView): string {
  switch (held) {
    case null:
      return "";
    case "excluded":
      return "kept out";
    case "after-excluded":
      return "parent out";
    case "block-full":
      return "block full";
    default:
      return held satisfies never;
  }
}

function wishText({ wish, feeDelta }: PoolEntryView): string {
  const delta = feeDelta === 0 ? "" : `${feeDelta > 0 ? "+" : ""}${formatAmount(feeDelta, 0)}`;
  return [wish === "none" ? "" : wish, delta].filter((part) => part !== "").join(" ");
}

interface Part {
  readonly id: string;
  readonly value: string;
}

function partsTable(title: string, unit: string, parts: readonly Part[], look: Look): readonly string[] {
  if (parts.length === 0) return [];
  const columns: readonly Column<Part>[] = [
    { title, cell: ({ id }) => id, shrinkTo: 13, shorten: "middle" },
    { title: unit, cell: ({ value }) => value, align: "right" },
  ];
  const more = parts.length - PARTS_SHOWN_MAX;
  return [
    ...dimTitles(formatTable(parts.slice(0, PARTS_SHOWN_MAX), columns, look.width), look),
    ...(more > 0 ? [look.paint.dim(`and ${formatCount(more)} more`)] : []),
  ];
}

/** As text where it is text, since people write notes there. */
function memoText(memoHex: string): string {
  const text = Buffer.from(memoHex, "hex").toString("utf8");
  return printable(text).includes("\ufffd") ? memoHex : text;
}
