/**
 * A terminal with a person at it: prompt, editing, history and completion by node:readline.
 *
 * What is printed while something is being typed goes above it: the typed lines are cleared, the text is written, and
 * readline draws prompt and typed text again below. Status lines stand between the two: they are cleared and written in
 * the same way. What was drawn for another width of the window is left as it is, since the terminal has moved it.
 *
 * Whatever is typed while nothing is asked stays unseen until it is known what it answers: it may be a passphrase.
 */
import { clearScreenDown, createInterface, cursorTo, moveCursor } from "node:readline";
import { type Readable, Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { takeUnseenKeys } from "@triad/host-nodejs";
import { LineQueue } from "./line-queue.ts";
import { printable } from "./printable.ts";
import type { LineKind, Screen } from "./screen.ts";
import { widthOf } from "./text-width.ts";

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
/** Of a terminal that does not tell its size, or tells of none. */
const COLUMNS_UNTOLD = 80;
const ROWS_UNTOLD = 24;

export function openTerminalScreen({ input, output, complete, interrupted }: TerminalPorts): Screen {
  const lines = new LineQueue();
  let commands: readonly string[] = [];
  let reading: LineKind | "nothing" = "nothing";
  let secretPrompt = "";
  let open = true;
  const status = new Map<string, string>();
  /** Rows of status above the prompt, and of the last text above those. */
  let drawn: Drawn = NOTHING_DRAWN;
  const isSeen = () => reading !== "secret" && reading !== "nothing";
  // what readline echoes goes through here, so that a secret can be typed unseen
  const echo = new Echo(output, isSeen);
  const reader = createInterface({
    input,
    output: echo,
    terminal: true,
    prompt: "",
    historySize: HISTORY_MAX,
    removeHistoryDuplicates: true,
    completer: (line: string) => (isCommand(reading) ? complete(line) : [[], line]),
  });
  reader.on("history", (history) => {
    // Answers (amounts, addresses) would only be in the way of commands.
    if (isCommand(reading)) commands = [...history];
    else history.splice(0, history.length, ...commands);
  });
  const endLine = (line: string) => {
    reading = "nothing";
    drawn = NOTHING_DRAWN;
    reader.setPrompt("");
    lines.push(line);
  };
  reader.on("line", endLine);
  const unseen = takeUnseenKeys(reader, {
    isOn: () => !isSeen(),
    line(text) {
      if (reading !== "secret") return lines.push(text);
      output.write("\n");
      endLine(text);
    },
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

  const columnsNow = () => output.columns || COLUMNS_UNTOLD;

  function clearTyped(): number {
    const rows = isSeen() ? reader.getCursorPos().rows : 0;
    moveCursor(output, 0, -rows);
    cursorTo(output, 0);
    clearScreenDown(output);
    return rows;
  }

  function clearAbove(rows: number): void {
    if (rows === 0) return;
    moveCursor(output, 0, -rows);
    clearScreenDown(output);
  }

  function writeStatus(): number {
    const text = [...status.values()].join("\n");
    if (text !== "") output.write(`${text}\n`);
    return text === "" ? 0 : rowsOf(text, columnsNow());
  }

  /**
   * Before it draws again readline goes up by as many rows as the cursor stood below the prompt's first when it drew
   * last, which it keeps in `prevRows`: what was typed since at the end of the line may have gone over more rows.
   */
  function drawPrompt(rowsTyped: number): void {
    if (!isSeen()) return;
    const rowsUp: unknown = Reflect.get(reader, "prevRows");
    output.write("\n".repeat(typeof rowsUp === "number" ? rowsUp : rowsTyped));
    reader.prompt(true);
  }

  return {
    terminal: true,
    get columns() {
      return columnsNow();
    },
    get rows() {
      return output.rows || ROWS_UNTOLD;
    },
    print(text, supersedes) {
      if (!open) {
        output.write(`${text}\n`);
        return;
      }
      if (reading === "secret") {
        cursorTo(output, 0);
        clearScreenDown(output);
        output.write(`${text}\n${secretPrompt}`);
        drawn = NOTHING_DRAWN;
        return;
      }
      const columns = columnsNow();
      const rowsTyped = clearTyped();
      if (drawn.columns === columns) {
        clearAbove(drawn.statusRows);
        if (supersedes !== undefined && drawn.kind === supersedes) clearAbove(drawn.textRows);
      }
      output.write(`${text}\n`);
      drawn = { columns, statusRows: writeStatus(), textRows: rowsOf(text, columns), kind: supersedes };
      drawPrompt(rowsTyped);
    },
    setStatus(of, text) {
      if ((status.get(of) ?? "") === text) return;
      if (text === "") status.delete(of);
      else status.set(of, text);
      if (!open || reading === "secret") return;
      const columns = columnsNow();
      const rowsTyped = clearTyped();
      if (drawn.columns === columns) clearAbove(drawn.statusRows);
      const before = drawn.columns === columns ? drawn : NOTHING_DRAWN;
      drawn = { ...before, columns, statusRows: writeStatus() };
      drawPrompt(rowsTyped);
    },
    read(prompt, kind) {
      if (!open) return lines.next();
      if (drawn === NOTHING_DRAWN && status.size > 0) {
        drawn = { ...NOTHING_DRAWN, columns: columnsNow(), statusRows: writeStatus() };
      }
      const ahead = lines.first;
      if (ahead !== undefined) {
        // typed to its end before it was asked for
        const isShown = kind === "command" || kind === "answer";
        output.write(`${prompt}${isShown ? printable(ahead) : ""}\n`);
        drawn = NOTHING_DRAWN;
        return lines.next();
      }
      reading = kind;
      if (kind === "secret") {
        secretPrompt = prompt;
        output.write(prompt);
        return lines.next();
      }
      reader.setPrompt(prompt);
      drawPrompt(0);
      const begun = unseen.take();
      if (begun !== "" && kind !== "wary-command") reader.write(begun);
      return lines.next();
    },
    close() {
      lines.abandon();
      if (!open) return;
      open = false;
      clearTyped();
      if (drawn.columns === columnsNow()) clearAbove(drawn.statusRows);
      reader.close();
    },
  };
}

function isCommand(kind: LineKind | "nothing"): boolean {
  return kind === "command" || kind === "wary-command";
}

/** What stands above the prompt, of this console's own. */
interface Drawn {
  readonly columns: number;
  readonly statusRows: number;
  readonly textRows: number;
  /** What may take its place. */
  readonly kind: string | undefined;
}

const NOTHING_DRAWN: Drawn = { columns: 0, statusRows: 0, textRows: 0, kind: undefined };

function rowsOf(text: string, columns: number): number {
  const rows = stripVTControlCharacters(text)
    .split("\n")
    .map((line) => Math.max(1, Math.ceil(widthOf(line) / columns)));
  return rows.reduce((sum, more) => sum + more, 0);
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

  /** Readline divides by it. */
  get columns(): number {
    return this.#output.columns || COLUMNS_UNTOLD;
  }

  get rows(): number | undefined {
    return this.#output.rows;
  }

  override _write(chunk: string | Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    if (this.#isShown()) this.#output.write(chunk);
    done();
  }
}
