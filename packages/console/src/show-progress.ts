/** How far a synchronisation has come: as a fact of the node, and as a bar above the prompt. */
import { withBar } from "@triad/host-nodejs";
import type { ProgressView } from "@triad/roles";
import type { Look } from "./look.ts";
import { formatCount, formatRemaining } from "./numbers.ts";

export function describeProgress({ phase, done, total, isTotalExact, perSecond, secondsLeft }: ProgressView): string {
  if (total === null) return PHASES[phase];
  if (phase === "permission") return `${PHASES[phase]}; block ${formatCount(done)} of ${formatCount(total)}`;
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  const rate = perSecond === null ? "" : `, ${formatCount(Math.round(perSecond))} a second`;
  const left = secondsLeft === null ? "time left unknown" : `about ${formatRemaining(secondsLeft)} left`;
  return `${PHASES[phase]}: ${describeDone(done, total, isTotalExact)} (${percent} %)${rate}, ${left}`;
}

const PHASES: Readonly<Record<ProgressView["phase"], string>> = {
  "finding-peers": "looking for peers",
  presync: "headers, looked at before they are stored",
  headers: "headers",
  permission: "waiting for permission",
  bodies: "blocks",
  "wallet-scan": "blocks read by the wallet",
};

/** Empty where there is no end to see: a bar of nothing tells nothing. */
export function showProgressBar(progress: ProgressView | null, { width, paint }: Look): string {
  if (progress === null || progress.phase === "permission" || progress.total === null) return "";
  const share = progress.total === 0 ? 1 : progress.done / progress.total;
  return paint.key(withBar(describeBriefly(progress, progress.total), share, width));
}

/** Beside a bar with its percentage. */
function describeBriefly({ phase, done, isTotalExact, secondsLeft }: ProgressView, total: number): string {
  const left = secondsLeft === null ? "" : `, about ${formatRemaining(secondsLeft)} left`;
  return `${PHASES[phase]}: ${describeDone(done, total, isTotalExact)}${left}`;
}

function describeDone(done: number, total: number, isTotalExact: boolean): string {
  return `${formatCount(done)} of ${isTotalExact ? "" : "about "}${formatCount(total)}`;
}
