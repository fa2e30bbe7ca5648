/** A file of more than 400 lines resists a one-line purpose; one that must be long says so in its header. */
import type { Rule } from "../rule.ts";

export const LINES_MAX = 400;

/** In the file's first comment, for instance: "Longer than 400 lines because …" or "One table …, hence the length." */
const EXCUSE = /longer than 400 lines because \S+|hence the length/i;

export const fileLength: Rule = {
  name: "file-length",
  check: ({ projects }) =>
    projects.flatMap(({ files }) =>
      files.flatMap(({ path, text }) => {
        const lines = text.trimEnd().split("\n").length;
        if (lines <= LINES_MAX || EXCUSE.test(headerComment(text).replace(/\s*\n \*/g, ""))) return [];
        const message = `${lines} lines: split it, or say "longer than 400 lines because …" in its header`;
        return [{ file: path, message }];
      }),
    ),
};

/** The comment that a file begins with; empty when it begins with code. */
export function headerComment(text: string): string {
  return /^\s*\/\*\*?[\s\S]*?\*\//.exec(text)?.[0] ?? "";
}
