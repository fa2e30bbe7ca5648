/** Questions whose answers nobody sees: of a person at a terminal, or the next lines of a pipe. */
import { createInterface } from "node:readline";
import { type Readable, Writable } from "node:stream";
import { EXIT, FatalError } from "./fatal-error.ts";
import { takeUnseenKeys } from "./unseen-line.ts";

export interface Prompt {
  /** A person sits there, who is asked again and may mistype. */
  readonly isTerminal: boolean;
  /** The next line as it was typed; undefined at the end of the input. @throws FatalError after Ctrl-C */
  secret(question: string): Promise<string | undefined>;
  close(): void;
}

/** `output`: where questions go; not the standard output, which is for the result. */
export function openPrompt(input: Readable & { readonly isTTY?: boolean }, output: Writable): Prompt {
  const isTerminal = input.isTTY === true;
  // readline shows what is typed by writing it; there is nobody to write it to
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: unseen, terminal: isTerminal, historySize: 0 });
  if (isTerminal) takeUnseenKeys(reader, { isOn: () => true, line: (text) => reader.emit("line", text) });
  const lines = reader[Symbol.asyncIterator]();
  let isCancelled = false;
  reader.on("SIGINT", () => {
    isCancelled = true;
    reader.close();
  });

  return {
    isTerminal,
    async secret(question) {
      output.write(isTerminal ? `${question}: ` : `${question}\n`);
      const next = await lines.next();
      if (isTerminal) output.write("\n");
      if (isCancelled) throw new FatalError("Cancelled; nothing was changed.", EXIT.interrupted);
      return next.done === true ? undefined : next.value;
    },
    close: () => reader.close(),
  };
}
