/** Which known word was probably meant. */

/** The nearest of `known`, or undefined when none is near enough to be meant (a third of its letters differ). */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    // no distance is below the difference in length: a pasted megabyte is not compared letter by letter
    .filter((candidate) => Math.abs(candidate.length - word.length) <= differencesMax(candidate))
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .toSorted((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (best === undefined) return undefined;
  return best.distance <= differencesMax(best.candidate) ? best.candidate : undefined;
}

function differencesMax(candidate: string): number {
  return Math.max(2, Math.floor(candidate.length / 3));
}

/** Levenshtein's distance: insertions, deletions and replacements of one character. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
