/** Fee rates: what was confirmed in time, what the pool takes, what the wallet pays. */
import type { FeesView } from "@triad/roles";
import type { Look } from "./look.ts";
import { formatNumberOf } from "./numbers.ts";
import { formatFacts } from "./tables.ts";

const UNIT = "base units a byte";
/** Of all that the node tells: what people ask for. */
const TARGETS_SHOWN: ReadonlySet<number> = new Set([1, 2, 3, 6, 12, 25, 144, 504, 1008]);

export function showFees({ feeRateMin, estimates, chosen }: FeesView, look: Look): string {
  const shown = estimates.filter(({ blocks }) => TARGETS_SHOWN.has(blocks));
  const facts: (readonly [string, string])[] = [
    ...shown.map(({ blocks, feeRate }) => [`In ${formatNumberOf(blocks, "block")}`, formatRate(feeRate)] as const),
    ...(shown.length === 0
      ? [["Estimates", "none yet: too few payments were seen waiting and confirmed"] as const]
      : []),
    ["The pool takes", `${formatRate(feeRateMin)} or more`],
    ["The wallet pays", `${formatRate(chosen.feeRate)}, to be in one of the next ${chosen.blocks} blocks`],
  ];
  return formatFacts(facts, look.width).join("\n");
}

function formatRate(feeRate: number): string {
  return `${feeRate.toFixed(feeRate < 10 ? 2 : 1)} ${UNIT}`;
}
