/** Waiting for something to become true, with a limit and a name for it. */
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds until the condition held. @throws Error that names what did not happen in time. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  { withinMs, what, pollMs = 100 }: { readonly withinMs: number; readonly what: string; readonly pollMs?: number },
): Promise<number> {
  const begin = Date.now();
  for (;;) {
    if (await condition()) return Date.now() - begin;
    if (Date.now() - begin >= withinMs) throw new Error(`not within ${withinMs / 1000} s: ${what}`);
    await sleep(pollMs);
  }
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

export function worst(values: readonly number[]): number {
  return Math.max(0, ...values);
}
