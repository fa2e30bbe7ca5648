/** An event as one line of the log, long bytes cut: what a bug report needs. */
import type { Event } from "@triad/roles";

const BYTES_SHOWN_MAX = 128;

export function describeEvent(event: Event | undefined): string {
  if (event === undefined) return "start";
  return JSON.stringify(event, (name, value: unknown) => {
    // of an operator's command: a log is shown to others
    if (name === "seed" || name === "label") return "not shown";
    if (!(value instanceof Uint8Array)) return typeof value === "bigint" ? String(value) : value;
    const hex = Buffer.from(value.subarray(0, BYTES_SHOWN_MAX)).toString("hex");
    return value.length > BYTES_SHOWN_MAX ? `${hex}… (${value.length} bytes)` : hex;
  });
}
