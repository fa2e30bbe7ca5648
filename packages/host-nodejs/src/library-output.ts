/**
 * What a library prints by itself goes to the log: lmdb prints every write that fails, with a stack, onto the terminal
 * that the operator types at. The role tells the same in words (`commit-failed`).
 */
import type { Logger } from "./logger.ts";

/** Returns how to end it. */
export function logLibraryOutput(logger: Pick<Logger, "log">, output: Pick<Console, "error"> = console): () => void {
  const { error } = output;
  output.error = (...words: readonly unknown[]) => {
    logger.log("debug", "node", `A library said: ${words.map(String).join(" ")}`);
  };
  return () => {
    output.error = error;
  };
}
