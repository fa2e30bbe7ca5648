/**
 * What Ctrl-C and SIGTERM mean: the first stops cleanly, a later one at once. Under nx and tsx one keypress can arrive
 * as two signals, so whatever comes within `SAME_KEYPRESS_MS` of the first belongs to it.
 */

export const SAME_KEYPRESS_MS = 500;

export interface StopSwitch {
  signal(): void;
}

export function createStopSwitch(ports: {
  readonly nowMs: () => number;
  readonly stopCleanly: () => void;
  readonly stopAtOnce: () => void;
}): StopSwitch {
  let firstMs: number | undefined;

  return {
    signal() {
      const nowMs = ports.nowMs();
      if (firstMs === undefined) {
        firstMs = nowMs;
        ports.stopCleanly();
      } else if (nowMs - firstMs > SAME_KEYPRESS_MS) {
        ports.stopAtOnce();
      }
    },
  };
}

/** Listens to the signals until the returned function is called. */
export function stopOnSignals(stop: () => void, stopAtOnce: () => void): () => void {
  const { signal } = createStopSwitch({
    nowMs: () => performance.now(),
    stopCleanly: stop,
    stopAtOnce,
  });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of signals) process.on(name, signal);
  return () => {
    for (const name of signals) process.off(name, signal);
  };
}
