/** The next block before it is mined: what it would bring, and what a wish changes of it. */
import type { NextBlockView, WishChangeView, WishView } from "@triad/roles";
import { formatAmount, formatCoins } from "./amount.ts";
import type { Look } from "./look.ts";
import { formatBytes, formatNumberOf } from "./numbers.ts";
import { formatFacts } from "./tables.ts";
import { shortenMiddle } from "./text-width.ts";

type Fact = readonly [label: string, value: string];

const SHORT_ID_WIDTH = 17;
/** Of those that came in and those that went out. */
const CHANGES_SHOWN_MAX = 6;

export function showNextBlock(next: NextBlockView, look: Look): string {
  return formatFacts([...contents(next), ...givenUp(next)], look.width).join("\n");
}

export function showWish(wish: WishView, look: Look): string {
  const { before, after, entered, left } = wish;
  const change = after.fees - before.fees;
  const changed = change === 0 ? "as before" : `${formatCoins(Math.abs(change))} ${change > 0 ? "more" : "less"}`;
  const facts: readonly Fact[] = [
    ...contents(after, `, ${changed}`),
    ...givenUp(after),
    ...changes("Comes in", entered),
    ...changes("Goes out", left),
  ];
  return [look.paint.good(sentenceOf(wish)), ...formatFacts(facts, look.width)].join("\n");
}

function contents(next: NextBlockView, changed = ""): readonly Fact[] {
  const { transactions, bytes, bytesMax, fees } = next;
  const size = `${formatBytes(bytes)} of ${formatBytes(bytesMax)}`;
  return [
    ["Next block", `${formatNumberOf(transactions, "transaction")}, ${size}`],
    ["Its fees", `${formatCoins(fees)}${changed}`],
  ];
}

function givenUp({ feesGivenUp }: NextBlockView): readonly Fact[] {
  return feesGivenUp === 0 ? [] : [["Given up", `${formatCoins(feesGivenUp)} of fees, by your wishes`]];
}

function changes(label: string, all: readonly WishChangeView[]): readonly Fact[] {
  const more = all.length - CHANGES_SHOWN_MAX;
  const shown = all.slice(0, CHANGES_SHOWN_MAX).map(({ txid, fee }, index): Fact => {
    return [index === 0 ? label : "", `${shortenMiddle(txid, SHORT_ID_WIDTH)}  fee ${formatAmount(fee)}`];
  });
  return more > 0 ? [...shown, ["", `and ${formatNumberOf(more, "other")}`]] : shown;
}

function sentenceOf({ txid, wish, feeDelta, inPool }: WishView): string {
  const id = shortenMiddle(txid, SHORT_ID_WIDTH);
  const comes = inPool ? "" : " when it comes";
  const weighed =
    feeDelta === 0 ? "" : `, its fee counted as ${formatCoins(Math.abs(feeDelta))} ${feeDelta > 0 ? "more" : "less"}`;
  switch (wish) {
    case "include":
      return `${id} goes into the next block${weighed}.`;
    case "exclude":
      return `${id} stays out of the next block${comes}${weighed}.`;
    case "none":
      return feeDelta === 0 ? `${id} goes by its fee again.` : `${id} goes by its fee${comes}${weighed}.`;
    default:
      return wish satisfies never;
  }
}
