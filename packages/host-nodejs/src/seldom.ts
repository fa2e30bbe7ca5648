/** Keeps what strangers can cause at will from filling a log. */

/** The function, called at most once in `everyMs`; calls in between are dropped. */
export function seldom<Arguments extends readonly unknown[]>(
  everyMs: number,
  call: (...values: Arguments) => void,
): (...values: Arguments) => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return (...values) => {
    const nowMs = performance.now();
    if (nowMs - lastMs < everyMs) return;
    lastMs = nowMs;
    call(...values);
  };
}
