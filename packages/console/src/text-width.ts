/** Texts cut and wrapped to a number of columns. A character counts as one column. */

export const ELLIPSIS = "\u2026";

export function widthOf(text: string): number {
  return Array.from(text).length;
}

export function shortenEnd(text: string, width: number): string {
  const characters = Array.from(text);
  if (characters.length <= width) return text;
  return width <= 0 ? "" : `${characters.slice(0, width - 1).join("")}${ELLIPSIS}`;
}

/** Keeps both ends: block hashes begin with zeros, and people compare the last digits too. */
export function shortenMiddle(text: string, width: number): string {
  const characters = Array.from(text);
  if (characters.length <= width) return text;
  if (width < 3) return shortenEnd(text, width);
  const head = Math.ceil((width - 1) / 2);
  const tail = width - 1 - head;
  return `${characters.slice(0, head).join("")}${ELLIPSIS}${characters.slice(characters.length - tail).join("")}`;
}

/** Lines of at most `width` columns, broken at spaces where there are any; never empty. What fits stays as it is. */
export function wrap(text: string, width: number): readonly string[] {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (widthOf(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = piecesOf(word, Math.max(width, 1));
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
  }
  return [...lines, line];
}

function piecesOf(word: string, width: number): readonly string[] {
  const characters = Array.from(word);
  const count = Math.max(1, Math.ceil(characters.length / width));
  return Array.from({ length: count }, (_, index) => characters.slice(index * width, (index + 1) * width).join(""));
}
