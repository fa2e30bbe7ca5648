/** Pages of the chain, and one block. */
import type { BlockSummary, BlockView } from "@triad/roles";
import { dimTitles, type Look } from "./look.ts";
import { formatAge, formatBytes, formatCount, formatNumberOf, formatTime } from "./numbers.ts";
import { type Column, formatFacts, formatTable } from "./tables.ts";
import { wrap } from "./text-width.ts";

/** Longer lists are for `raw` and the API. */
const TXIDS_SHOWN_MAX = 20;

const HASH_DIGITS = 64;
/** Room for a height of seven digits beside it. */
const WHOLE_HASH_WIDTH_MIN = 75;

export function showChainPage(blocks: readonly BlockSummary[], look: Look): string {
  const table = formatTable(blocks, chainColumns(blocks, look), look.width);
  return dimTitles(table, look).join("\n");
}

export function showBlock(block: BlockView, look: Look): string {
  const facts: (readonly [string, string])[] = [
    ["Block", block.hash],
    ["Height", `${formatCount(block.height)}  (${formatNumberOf(block.confirmations, "confirmation")})`],
    ["Time", `${formatTime(block.time)}  (${formatAge(block.time, look.nowMs)} ago)`],
    ["Previous", block.previousHash],
    ["Root", block.root],
    ["Filter", block.filterHash ?? "not kept"],
    ["History", block.historyRoot ?? "not kept"],
    ["Bits", `${block.bits}  nonce ${block.nonce}  version ${block.version}`],
    ["Work", block.chainWork],
    ["Size", block.bytes === null ? "only the header is kept" : formatBytes(block.bytes)],
  ];
  return [...formatFacts(facts, look.width), ...txidLines(block.txids, look)].join("\n");
}

function txidLines(txids: readonly string[] | null, { width, paint }: Look): readonly string[] {
  if (txids === null) return [];
  const more = txids.length - TXIDS_SHOWN_MAX;
  return [
    paint.dim(formatNumberOf(txids.length, "transaction")),
    ...txids.slice(0, TXIDS_SHOWN_MAX).flatMap((txid) => wrap(txid, width - 2).map((line) => `  ${line}`)),
    ...(more > 0 ? [paint.dim(`  and ${formatCount(more)} more`)] : []),
  ];
}

/** Where only headers are kept there is nothing to say of transactions and sizes. */
function chainColumns(blocks: readonly BlockSummary[], { nowMs, width }: Look): readonly Column<BlockSummary>[] {
  const height: Column<BlockSummary> = {
    title: "height",
    cell: (block) => formatCount(block.height),
    align: "right",
  };
  const hash: Column<BlockSummary> = { title: "hash", cell: ({ hash }) => hash, shrinkTo: 13, shorten: "middle" };
  const age: Column<BlockSummary> = {
    title: "age",
    cell: ({ time }) => formatAge(time, nowMs),
    align: "right",
    dropRank: 1,
  };
  if (blocks.every(({ transactions }) => transactions === null)) {
    const time: Column<BlockSummary> = { title: "time", cell: ({ time }) => formatTime(time), dropRank: 3 };
    const work: Column<BlockSummary> = {
      title: "work",
      cell: ({ chainWork }) => chainWork,
      align: "right",
      shrinkTo: 6,
      dropRank: 2,
    };
    // hashes are all that is shown of a block, and people compare them whole
    return [height, { ...hash, ...(width < WHOLE_HASH_WIDTH_MIN ? {} : { shrinkTo: HASH_DIGITS }) }, work, age, time];
  }
  return [
    height,
    hash,
    age,
    {
      title: "txs",
      cell: ({ transactions }) => (transactions === null ? "-" : formatCount(transactions)),
      align: "right",
      dropRank: 2,
    },
    {
      title: "size",
      cell: ({ bytes }) => (bytes === null ? "-" : formatBytes(bytes)),
      align: "right",
      dropRank: 3,
    },
  ];
}
