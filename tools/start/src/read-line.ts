/**
 * One line of a stream, and not a byte more: what follows it belongs to the program that is started afterwards, which
 * readline (it reads ahead) would swallow when the input is a pipe.
 */
import type { Readable } from "node:stream";

/** A longer line is no answer to a question. */
const LINE_BYTES_MAX = 4096;
const NEWLINE = 0x0a;

/** Without its line end; undefined at the end of the input. A longer line than 4,096 bytes is cut into pieces. */
export function readLine(input: Readable): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let taken = Buffer.alloc(0);

    function finish(line: string | undefined): void {
      input.off("readable", take).off("end", ended).off("error", failed);
      resolve(line);
    }
    function take(): void {
      for (;;) {
        const chunk: Buffer | string | null = input.read();
        if (chunk === null) return;
        taken = Buffer.concat([taken, Buffer.from(chunk)]);
        const newline = taken.indexOf(NEWLINE);
        if (newline < 0 && taken.length <= LINE_BYTES_MAX) continue;
        const end = newline < 0 ? taken.length : newline;
        const rest = taken.subarray(end + 1);
        if (rest.length > 0) input.unshift(rest);
        finish(taken.subarray(0, end).toString("utf8").replace(/\r$/, ""));
        return;
      }
    }
    function ended(): void {
      finish(taken.length === 0 ? undefined : taken.toString("utf8"));
    }
    function failed(error: Error): void {
      input.off("readable", take).off("end", ended);
      reject(error);
    }

    if (input.readableEnded) resolve(undefined);
    else input.on("readable", take).once("end", ended).once("error", failed);
  });
}
