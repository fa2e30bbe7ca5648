/** The host's two clocks, and the one timer that a role may set. */
import type { Now } from "@triad/roles";

export function systemNow(): Now {
  return { monotonicMs: performance.now(), unixMs: Date.now() };
}

export interface WakeTimer {
  /** Replaces the last time; undefined cancels it. */
  set(monotonicMs: number | undefined): void;
}

/** The longest delay that a timer of Node.js takes (2^31 - 1 ms); beyond it, it would fire at once. */
const DELAY_MS_MAX = 2_147_483_647;

export function createWakeTimer(now: () => Now, woken: () => void): WakeTimer {
  let timer: NodeJS.Timeout | undefined;

  function set(monotonicMs: number | undefined): void {
    clearTimeout(timer);
    timer = undefined;
    if (monotonicMs === undefined) return;
    const delayMs = Math.ceil(Math.max(0, monotonicMs - now().monotonicMs));
    timer = setTimeout(
      () => {
        // A timer may fire a little early by this clock, and long delays come in steps.
        if (now().monotonicMs < monotonicMs) set(monotonicMs);
        else woken();
      },
      Math.min(delayMs, DELAY_MS_MAX),
    );
  }

  return { set };
}
