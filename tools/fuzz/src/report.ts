/** What a run says. */
import type { Finding, TargetReport } from "./run-target.ts";

/** Longer inputs are in their file only. */
const PRINTED_BYTES_MAX = 400;

export function describeReport(name: string, report: TargetReport): string {
  const { executions, milliseconds, outcomes, slowestMs, findings } = report;
  const accepted = [...outcomes].reduce(
    (sum, [outcome, count]) => sum + (outcome.startsWith("accepted") ? count : 0),
    0,
  );
  const rate = Math.round((executions / Math.max(milliseconds, 1)) * 1000);
  return [
    `${name.padEnd(14)} ${String(executions).padStart(9)} inputs in ${Math.round(milliseconds / 1000)} s (${rate}/s)`,
    `${((accepted * 100) / Math.max(executions, 1)).toFixed(1)} % accepted`,
    `${outcomes.size} outcomes`,
    `slowest ${slowestMs.toFixed(1)} ms`,
    `${findings.length} findings`,
  ].join(", ");
}

/** `path`: where the input was kept. */
export function describeFinding(name: string, { what, input }: Finding, path: string): string {
  const hex = Buffer.from(input.subarray(0, PRINTED_BYTES_MAX)).toString("hex");
  return [
    `FOUND in ${name}: ${what}`,
    `  ${input.length} bytes: ${hex}${input.length > PRINTED_BYTES_MAX ? " …" : ""}`,
    `  npm run fuzz -- --target ${name} --replay ${path}`,
  ].join("\n");
}
