/**
 * The first of several that do the same, from the fastest to the one that always is there. Why the others do not start
 * is of no interest: results are the same.
 */
export function firstThatStarts<Backend>(makers: readonly (() => Backend)[]): Backend {
  for (const make of makers) {
    try {
      return make();
    } catch {
      // no WebAssembly, no SIMD, or a page that forbids to compile: the next one
    }
  }
  throw new Error("none of the ways to do this starts");
}
