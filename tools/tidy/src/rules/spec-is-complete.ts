/** Every reject code of the chain and every message kind has its line in the specification. */
import type { Finding } from "../finding.ts";
import type { Rule } from "../rule.ts";

interface Listed {
  readonly source: string;
  /** The names, out of the source's code. */
  readonly pattern: RegExp;
  readonly pages: readonly string[];
}

const LISTED: readonly Listed[] = [
  {
    source: "packages/chain/src/reject.ts",
    pattern: /^ {2}"([a-z-]+)": \["/gm,
    pages: ["headers", "transactions", "blocks"].map((page) => `docs/spec/${page}.md`),
  },
  { source: "packages/chain/src/reject.ts", pattern: /^ {2}"([a-z-]+)": \["/gm, pages: ["docs/spec/rejects.md"] },
  {
    source: "packages/mempool/src/policy-reject.ts",
    pattern: /^ {2}"?([a-z-]+)"?: \[$|^ {2}"?([a-z-]+)"?: \["/gm,
    pages: ["docs/spec/rejects.md"],
  },
  {
    source: "packages/protocol/src/limits.ts",
    pattern: /^ {2}"?([a-z-]+)"?: (?:l|listL)imit\(/gm,
    pages: ["docs/spec/network.md"],
  },
  {
    source: "packages/gossip/src/disconnect-codes.ts",
    pattern: /^ {2}\["([a-z-]+)", "/gm,
    pages: ["docs/spec/network.md"],
  },
];

export const specIsComplete: Rule = {
  name: "spec-is-complete",
  check: ({ read }) =>
    LISTED.flatMap(({ source, pattern, pages }): Finding[] => {
      const text = read(source);
      if (text === undefined) return [{ file: source, message: "is gone: tell tools/tidy where its table is now" }];
      const names = [...text.matchAll(pattern)].flatMap(([, one, other]) => one ?? other ?? []);
      if (names.length === 0) return [{ file: source, message: "its table is not found any more" }];
      const spec = pages.map((page) => read(page) ?? "").join("\n");
      return names
        .filter((name) => !spec.includes(`\`${name}\``))
        .map((name) => ({ file: source, message: `\`${name}\` has no line in ${pages.join(" or ")}` }));
    }),
};
