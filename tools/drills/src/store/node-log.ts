/** What a node has printed, as its operator reads it. */
import { readFileSync } from "node:fs";

export interface LogLine {
  readonly code: string | undefined;
  readonly text: string;
}

/** Of a log of JSON lines; what is no JSON is what a program says at its end. */
export function readLog(file: string): readonly LogLine[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map(readLine);
}

export function readLine(line: string): LogLine {
  try {
    const fields = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const code = typeof fields["code"] === "string" ? fields["code"] : undefined;
    return { code, text: String(fields["msg"] ?? "") };
  } catch {
    return { code: undefined, text: line };
  }
}
