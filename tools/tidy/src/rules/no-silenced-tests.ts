/**
 * No test is left alone or left out in a commit. What can't run everywhere says when (`skipIf`, `runIf`), and so shows
 * up as skipped where it is.
 */
import type { Rule } from "../rule.ts";
import { lineAt } from "../scan-source.ts";

const SILENCED =
  /\b(?:it|test|describe|suite)(?:\s*\.\s*\w+)*\s*\.\s*(?:only|skip|todo|fails)\b|\b(?:xit|fit|xdescribe|fdescribe)\s*\(/g;

export const noSilencedTests: Rule = {
  name: "no-silenced-tests",
  check: ({ projects }) =>
    projects.flatMap(({ files }) =>
      files
        .filter(({ isTest, isForTests }) => isTest || isForTests)
        .flatMap(({ path, text, scanned }) =>
          [...scanned.code.matchAll(SILENCED)].map((match) => ({
            file: path,
            line: lineAt(text, match.index),
            message: `${match[0]}: use skipIf or runIf with the condition, or remove the test`,
          })),
        ),
    ),
};
