/** Tells how far long work has come, and nothing while it is quick. */

/** In lines: often enough to see that it goes on, seldom enough for a log. */
const TELL_EVERY_MS = 2_000;
/** A bar that is drawn anew in its place may move as people like to see it. */
export const BAR_EVERY_MS = 250;
/** Before that, an estimate would only jump. */
const ESTIMATE_AFTER_MS = 1_000;

/** Called after each block with its height; `last` where it is known, or else the share of the work that is done. */
export type Progress = (height: number, last?: number, share?: number) => void;

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
  return (height, last, share) => {
    firstHeight ??= height - 1;
    const nowMs = now();
    if (nowMs - toldMs < everyMs) return;
    toldMs = nowMs;
    const perSecond = ((height - firstHeight) * 1000) / (nowMs - startMs);
    const rate = `${Math.round(perSecond)} a second`;
    const left = (seconds: number) =>
      nowMs - startMs < ESTIMATE_AFTER_MS ? "" : `, about ${formatSeconds(Math.ceil(seconds))} left`;
    if (last !== undefined) {
      const text = `${begin} block ${height} of ${last} (${rate}${left((last - height) / perSecond)}).`;
      tell(text, last === 0 ? 1 : height / last);
    } else if (share !== undefined && share > 0) {
      const secondsLeft = ((nowMs - startMs) * (1 - share)) / share / 1000;
      tell(`${begin} block ${height} (${rate}${left(secondsLeft)}).`, share);
    } else tell(`${begin} block ${height} (${rate}).`, undefined);
  };
}

function formatSeconds(seconds: number): string {
  return seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
