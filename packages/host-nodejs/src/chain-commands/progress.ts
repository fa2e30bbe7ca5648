/** Tells how far long work has come, and nothing while it is quick. */

/** In lines: often enough to see that it goes on, seldom enough for a log. */
const TELL_EVERY_MS = 2_000;
/** A bar that is drawn anew in its place may move as people like to see it. */
export const BAR_EVERY_MS = 250;
/** Before that, an estimate would only jump. */
const ESTIMATE_AFTER_MS = 1_000;

/** Called after each block with its height; `last` where it is known. */
export type Progress = (height: number, last?: number) => void;

/** One sentence, and how much of the work is done, from 0 to 1, where that is known. */
export type TellProgress = (line: string, share: number | undefined) => void;

export interface ProgressClock {
  readonly now?: () => number;
  readonly everyMs?: number;
}

/** `begin`: "Verified". Lines go to `tell` without their ends. */
export function tellProgress(begin: string, tell: TellProgress, clock: ProgressClock = {}): Progress {
  const { now = Date.now, everyMs = TELL_EVERY_MS } = clock;
  const startMs = now();
  let toldMs = startMs;
  let firstHeight: number | undefined;
  return (height, last) => {
    firstHeight ??= height - 1;
    const nowMs = now();
    if (nowMs - toldMs < everyMs) return;
    toldMs = nowMs;
    const perSecond = ((height - firstHeight) * 1000) / (nowMs - startMs);
    const rate = `${Math.round(perSecond)} a second`;
    if (last === undefined) {
      tell(`${begin} block ${height} (${rate}).`, undefined);
      return;
    }
    const secondsLeft = Math.ceil((last - height) / perSecond);
    const left = nowMs - startMs < ESTIMATE_AFTER_MS ? "" : `, about ${formatSeconds(secondsLeft)} left`;
    tell(`${begin} block ${height} of ${last} (${rate}${left}).`, last === 0 ? 1 : height / last);
  };
}

function formatSeconds(seconds: number): string {
  return seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
