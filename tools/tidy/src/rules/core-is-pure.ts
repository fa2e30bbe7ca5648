/**
 * Core packages are synchronous and deterministic: time and randomness are arguments, effects are return values. The
 * compiler refuses Node's names there (`types: []`); what it lets through, because the language itself has it, is
 * refused here.
 */
import type { Finding } from "../finding.ts";
import { CORE } from "../layers.ts";
import type { Rule } from "../rule.ts";
import { lineAt } from "../scan-source.ts";
import type { SourceFile } from "../workspace.ts";

interface Ban {
  readonly pattern: RegExp;
  readonly message: string;
  /** In a `testing` folder it is allowed: suites there drive stores, which are asynchronous. */
  readonly isForTestsToo: boolean;
}

const BANS: readonly Ban[] = [
  {
    pattern: /\bDate\s*\.\s*now\b|\bnew\s+Date\b|\bDate\s*\(/g,
    message: "reads a clock; take `now`",
    isForTestsToo: true,
  },
  {
    pattern: /\bMath\s*\.\s*random\b|(?<![.\w#])crypto\s*\./g,
    message: "draws randomness; take a Randomness",
    isForTestsToo: true,
  },
  {
    pattern: /(?<![.\w])(?:setTimeout|setInterval|setImmediate|queueMicrotask)\b/g,
    message: "starts a timer; ask to be woken",
    isForTestsToo: true,
  },
  {
    pattern: /(?<![.\w#])(?:process|performance|navigator|window)\s*\./g,
    message: "uses the platform",
    isForTestsToo: true,
  },
  { pattern: /(?<![.\w])(?:globalThis|Buffer|fetch\s*\()/g, message: "uses the platform", isForTestsToo: true },
  { pattern: /(?<![.\w])console\s*\./g, message: "prints; return a notice", isForTestsToo: true },
  {
    pattern: /(?<![.\w])(?:async|await|Promise)\b/g,
    message: "waits; core code runs to completion",
    isForTestsToo: false,
  },
];

/** Exceptions, each with its reason. */
export const ALLOWED: readonly { readonly file: string; readonly pattern: RegExp; readonly reason: string }[] = [
  {
    file: "packages/chain/src/store/chain-store.ts",
    pattern: /^Promise$/,
    reason: "the type of what a host gives a role beside the reads; no core code calls it",
  },
];

export const coreIsPure: Rule = {
  name: "core-is-pure",
  check: ({ projects }) =>
    projects
      .filter(({ kind, name }) => kind === "packages" && CORE.has(name))
      .flatMap(({ folder, files }) =>
        files
          .filter((file) => !file.isTest && file.path.startsWith(`${folder}/src/`))
          .flatMap((file) => [...bannedNames(file), ...platformImports(file)]),
      ),
};

function bannedNames(file: SourceFile): Finding[] {
  return BANS.filter((ban) => ban.isForTestsToo || !file.isForTests).flatMap(({ pattern, message }) =>
    [...file.scanned.code.matchAll(pattern)]
      .filter(([name]) => !ALLOWED.some((exception) => exception.file === file.path && exception.pattern.test(name)))
      .map((match) => ({
        file: file.path,
        line: lineAt(file.text, match.index),
        message: `core code with \`${match[0].trim()}\`: ${message}`,
      })),
  );
}

function platformImports(file: SourceFile): Finding[] {
  return file.imports
    .filter(({ specifier }) => specifier.startsWith("node:"))
    .map(({ specifier, position }) => ({
      file: file.path,
      line: lineAt(file.text, position),
      message: `core code imports ${specifier}: it must run in a browser too`,
    }));
}
