/** Tells on the terminal how far long work has come, and nothing while it is quick. */

/** Often enough to see that it goes on, seldom enough for a log. */
const TELL_EVERY_MS = 2000;

/** Called after each block with its height; `last` where it is known. */
export type Progress = (height: number, last?: number) => void;

/** `begin`: "Verified". Lines go to `tell` without their ends. */
export function tellProgress(begin: string, tell: (line: string) => void, now: () => number = Date.now): Progress {
  const startMs = now();
  let toldMs = startMs;
  let firstHeight: number | undefined;
  return (height, last) => {
    firstHeight ??= height - 1;
    const nowMs = now();
    if (nowMs - toldMs < TELL_EVERY_MS) return;
    toldMs = nowMs;
    const perSecond = Math.round(((height - firstHeight) * 1000) / (nowMs - startMs));
    tell(`${begin} block ${height}${last === undefined ? "" : ` of ${last}`} (${perSecond} a second).`);
  };
}
