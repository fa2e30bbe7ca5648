/** Lines broken at spaces, for a terminal; a word that is longer than a line stays whole, so that it can be copied. */

/** `width` in columns; a character counts as one. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** As it is where nobody reads it on a terminal, since programs search it. */
export function wrapFor(output: { readonly isTTY?: boolean; readonly columns?: number }, text: string): string {
  if (output.isTTY !== true || output.columns === undefined) return text;
  const width = output.columns - 1;
  return text
    .split("\n")
    .map((line) => (line.length <= width ? line : wrapWords(line, width).join("\n")))
    .join("\n");
}
