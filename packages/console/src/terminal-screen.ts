/**
 * A terminal with a person at it: prompt, editing, history and completion by node:readline.
 *
 * What is printed while something is being typed goes above it: the typed lines are cleared, the text is written, and
 * readline draws prompt and typed text again below.
 */
import { clearScreenDown, createInterface, cursorTo, moveCursor } from "node:readline";
import { type Readable, Writable } from "node:stream";
import { LineQueue } from "./line-queue.ts";
import type { LineKind, Screen } from "./screen.ts";

export interface TerminalOutput extends Writable {
  readonly columns?: number;
  readonly rows?: number;
}

export interface TerminalPorts {
  readonly input: Readable;
  readonly output: TerminalOutput;
  readonly complete: (line: string) => [matches: string[], completed: string];
  /** Ctrl-C or Ctrl-D. */
  readonly interrupted: () => void;
}

/** Commands that the arrow keys bring back. */
const HISTORY_MAX = 500;
/** Of a terminal that does not tell its size. */
const COLUMNS_UNTOLD = 80;
const ROWS_UNTOLD = 24;

export function openTerminalScreen({ input, output, complete, interrupted }: TerminalPorts): Screen {
  const lines = new LineQueue();
  let commands: readonly string[] = [];
  let reading: LineKind | "nothing" = "nothing";
  let secretPrompt = "";
  let open = true;
  // what readline echoes goes through here, so that a secret can be typed unseen
  const echo = new Echo(output, () => reading !== "secret");
  const reader = createInterface({
    input,
    output: echo,
    terminal: true,
    prompt: "",
    historySize: HISTORY_MAX,
    removeHistoryDuplicates: true,
    completer: (line: string) => (reading === "command" ? complete(line) : [[], line]),
  });
  reader.on("history", (history) => {
    // Answers (amounts, addresses) would only be in the way of commands.
    if (reading === "command") commands = [...history];
    else history.splice(0, history.length, ...commands);
  });
  reader.on("line", (line) => {
    if (reading === "secret") output.write("\n");
    reading = "nothing";
    reader.setPrompt("");
    lines.push(line);
  });
  reader.on("SIGINT", interrupted);
  reader.on("close", () => {
    lines.end();
    if (!open) return;
    // Ctrl-D: readline has closed itself, and later texts must not draw a prompt.
    open = false;
    output.write("\n");
    interrupted();
  });

  function clearTyped(): number {
    const { rows } = reader.getCursorPos();
    moveCursor(output, 0, -rows);
    cursorTo(output, 0);
    clearScreenDown(output);
    return rows;
  }

  return {
    terminal: true,
    get columns() {
      return output.columns ?? COLUMNS_UNTOLD;
    },
    get rows() {
      return output.rows ?? ROWS_UNTOLD;
    },
    print(text) {
      if (!open) {
        output.write(`${text}\n`);
        return;
      }
      if (reading === "secret") {
        cursorTo(output, 0);
        clearScreenDown(output);
        output.write(`${text}\n${secretPrompt}`);
        return;
      }
      // Readline goes up by as many rows as the cursor stood below the prompt's first before it draws again.
      const rows = clearTyped();
      output.write(`${text}\n${"\n".repeat(rows)}`);
      reader.prompt(true);
    },
    read(prompt, kind) {
      if (open) {
        reading = kind;
        reader.setPrompt(kind === "secret" ? "" : prompt);
        if (kind === "secret") {
          secretPrompt = prompt;
          output.write(prompt);
        }
        reader.prompt(true);
      }
      return lines.next();
    },
    close() {
      lines.abandon();
      if (!open) return;
      open = false;
      clearTyped();
      reader.close();
    },
  };
}

/** Readline's output: the terminal's, but for what must not be seen. */
class Echo extends Writable {
  readonly #output: TerminalOutput;
  readonly #isShown: () => boolean;

  constructor(output: TerminalOutput, isShown: () => boolean) {
    super({ decodeStrings: false });
    this.#output = output;
    this.#isShown = isShown;
    // readline draws anew when the terminal has another size
    output.on("resize", () => this.emit("resize"));
  }

  get columns(): number | undefined {
    return this.#output.columns;
  }

  get rows(): number | undefined {
    return this.#output.rows;
  }

  override _write(chunk: string | Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    if (this.#isShown()) this.#output.write(chunk);
    done();
  }
}
