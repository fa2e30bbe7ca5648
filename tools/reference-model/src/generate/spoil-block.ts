/** Headers that break a rule, and bodies that the header does not commit to. */
import { type Block, type Bytes, compactOf, type Header, join, targetOf, writeBlock } from "../model/index.ts";
import type { FlawRecipe } from "./recipe.ts";

type Unmined = Omit<Header, "nonce">;

export function spoilHeader(
  header: Unmined,
  flaws: readonly FlawRecipe[],
  parentTime: bigint,
  bitsAt: (time: bigint) => bigint,
): { readonly header: Unmined; readonly missesTarget: boolean } {
  const pickOf = (flaw: string): number | undefined => flaws.find((each) => each.flaw === flaw)?.pick;
  let changed = header;
  const time = pickOf("header-time");
  if (time !== undefined) {
    const wrong = parentTime - BigInt(1 + (time % 2) * 100);
    changed = { ...changed, time: wrong, bits: bitsAt(wrong) };
  }
  const bits = pickOf("header-bits");
  if (bits !== undefined) changed = { ...changed, bits: wrongBits(changed.bits, bits) };
  if (pickOf("header-unknown-parent") !== undefined) changed = { ...changed, prev: header.prev.toReversed() };
  return { header: changed, missesTarget: pickOf("header-work") !== undefined };
}

function wrongBits(bits: bigint, pick: number): bigint {
  const target = targetOf(bits) as bigint;
  const choices = [bits + 1n, bits - 1n, compactOf(target / 2n), bits | 0x80_0000n, 0n, compactOf(1n), 0x2100_7fffn];
  return choices[pick % choices.length] as bigint;
}

/** Encoded Blocks under the same header, none of which it commits to. */
export function spoilBody(block: Block, flaws: readonly FlawRecipe[]): readonly Bytes[] {
  return flaws.flatMap(({ flaw, pick }) => (flaw === "body-mutated" ? mutantsOf(block, pick) : []));
}

function mutantsOf(block: Block, pick: number): readonly Bytes[] {
  const bytes = writeBlock(block);
  const { transactions, filterHash, historyRoot } = block;
  const last = transactions.at(-1) as Bytes;
  const flip = (of: Bytes): Bytes => of.map((byte, i) => (i === pick % of.length ? byte ^ 2 : byte));
  const all = [
    writeBlock({ ...block, transactions: [] }),
    writeBlock({ ...block, transactions: [...transactions, last] }),
    writeBlock({ ...block, transactions: transactions.slice(0, -1) }),
    writeBlock({ ...block, transactions: [last, ...transactions] }),
    writeBlock({ ...block, transactions: [...transactions.slice(0, -1), flip(last)] }),
    writeBlock({ ...block, transactions: [...transactions, new Uint8Array(64)] }),
    writeBlock({ ...block, filterHash: flip(filterHash) }),
    writeBlock({ ...block, historyRoot: flip(historyRoot) }),
    writeBlock({ ...block, filterHash: historyRoot, historyRoot: filterHash }),
    join(bytes, Uint8Array.of(0x1a, 0)),
    join(bytes, Uint8Array.of(0x22, 0)),
    bytes.slice(0, -1),
    join(bytes, bytes),
    new Uint8Array(0),
    flip(bytes),
  ];
  return [0, 1, 2].map((i) => all[(pick + 4 * i) % all.length] as Bytes);
}
