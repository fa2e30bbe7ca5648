import type { Rule } from "./rule.ts";
import { coreCompilerOptions } from "./rules/core-compiler-options.ts";
import { coreIsPure } from "./rules/core-is-pure.ts";
import { coveredByCompiler } from "./rules/covered-by-compiler.ts";
import { declaredDependencies } from "./rules/declared-dependencies.ts";
import { documentsPointRight } from "./rules/documents-point-right.ts";
import { doorHeaders } from "./rules/door-headers.ts";
import { fileLength } from "./rules/file-length.ts";
import { fileNames } from "./rules/file-names.ts";
import { noSilencedTests } from "./rules/no-silenced-tests.ts";
import { packageArrows } from "./rules/package-arrows.ts";
import { referencesMatch } from "./rules/references-match.ts";
import { relativeImports } from "./rules/relative-imports.ts";
import { specIsComplete } from "./rules/spec-is-complete.ts";

export const ALL_RULES: readonly Rule[] = [
  packageArrows,
  declaredDependencies,
  referencesMatch,
  relativeImports,
  coreIsPure,
  coreCompilerOptions,
  fileLength,
  fileNames,
  doorHeaders,
  noSilencedTests,
  coveredByCompiler,
  specIsComplete,
  documentsPointRight,
];
