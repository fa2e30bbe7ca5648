/** Where the console reads lines and prints; a terminal with a person at it, or plain streams. */
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { LineQueue } from "./line-queue.ts";

/**
 * An `answer` is to a question, and no command to come back to; a `secret` is an answer that nobody sees typed. A
 * `wary-command` follows a word that might have asked for a secret: what was typed ahead of its prompt is not shown.
 */
export type LineKind = "command" | "wary-command" | "answer" | "secret";

export interface Screen {
  /** Whether a person sits at it: prompts, colours, redrawing. */
  readonly terminal: boolean;
  readonly columns: number;
  readonly rows: number;
  /**
   * One or more whole lines, without tearing what is being typed. On a terminal a text that supersedes some kind takes
   * the place of the last text of the same kind, if nothing was printed in between.
   */
  print(text: string, supersedes?: string): void;
  /** Lines that stay above the prompt until they are set anew, one for each `of`; "" takes it away. */
  setStatus(of: string, text: string): void;
  /** The next line of input; undefined at its end. */
  read(prompt: string, kind: LineKind): Promise<string | undefined>;
  close(): void;
}

/** Of output that is no terminal; tables may then be as wide as they like to be. */
const PLAIN_COLUMNS = 160;
const PLAIN_ROWS = 28;

export function openPlainScreen(input: Readable, output: Writable): Screen {
  const lines = new LineQueue();
  const reader = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  reader.on("line", (line) => lines.push(line));
  reader.on("close", () => lines.end());
  const print = (text: string) => void output.write(`${text}\n`);

  return {
    terminal: false,
    columns: PLAIN_COLUMNS,
    rows: PLAIN_ROWS,
    print,
    setStatus: () => undefined,
    read(prompt, kind) {
      if (kind === "answer" || kind === "secret") print(prompt.trimEnd());
      return lines.next();
    },
    close() {
      lines.abandon();
      reader.close();
    },
  };
}
