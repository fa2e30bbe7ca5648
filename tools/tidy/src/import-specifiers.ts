/** What a file imports, by name: static and dynamic imports and re-exports. */
import type { SourceText } from "./scan-source.ts";

export interface ImportSpecifier {
  readonly specifier: string;
  /** Where its quote stands in the source. */
  readonly position: number;
}

/** What stands before the quote of a module's name. */
const BEFORE_SPECIFIER = /(?:\bfrom|\bimport|\bimport\s*\()\s*$/;

export function importsOf({ code, texts }: SourceText): ImportSpecifier[] {
  return texts.flatMap(({ start, value }) =>
    BEFORE_SPECIFIER.test(code.slice(Math.max(0, start - 40), start)) ? [{ specifier: value, position: start }] : [],
  );
}

/** `@triad/chain/blocks` is of the package `chain`; undefined for what is not ours. */
export function ownPackage(specifier: string): string | undefined {
  return /^@triad\/([a-z-]+)/.exec(specifier)?.[1];
}
