/** Links and paths in the documents lead somewhere: code moves, and pages that point to where it was mislead. */
import { existsSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import type { Finding } from "../finding.ts";
import type { Rule } from "../rule.ts";
import { lineAt } from "../scan-source.ts";

const FOLDERS = ["", "docs", "docs/spec", "docs/adr"];
/** A link to another page of the repository, without what follows a `#`. */
const LINK = /\]\((?!\w+:|#)([^)#\s]+)/g;
/** A path from the root in backquotes; one with a pattern or a placeholder in it is not looked at. */
const PATH = /`((?:packages|apps|tools|docs)\/[\w./-]+)`/g;

export const documentsPointRight: Rule = {
  name: "documents-point-right",
  check: ({ root, read }) =>
    pagesIn(root).flatMap((page) => {
      const text = read(page) ?? "";
      return [...missing(root, page, text, LINK, posix.dirname(page)), ...missing(root, page, text, PATH, "")];
    }),
};

function pagesIn(root: string): string[] {
  return FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => posix.join(folder, name)),
  );
}

function missing(root: string, page: string, text: string, pattern: RegExp, from: string): Finding[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const target = posix.join(from, match[1] ?? "");
    if (existsSync(join(root, target))) return [];
    return [{ file: page, line: lineAt(text, match.index), message: `${match[1]} does not exist` }];
  });
}
