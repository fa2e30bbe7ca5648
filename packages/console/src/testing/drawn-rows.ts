/** What a terminal that is high enough shows after all of these characters, row by row. */

/** The few control sequences of readline and this console: up, down, right, left, column, clear down, clear right. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are what is read here.
const PIECES = /\u001b\[(\d*)(?:;\d*)?([A-Za-z])|\r|\n|[^\u001b\r\n]/gu;

export function rowsShown(written: string, columns = 1_000): readonly string[] {
  const rows: string[][] = [[]];
  let row = 0;
  let column = 0;
  for (const [piece, digits = "", letter] of written.matchAll(PIECES)) {
    const count = digits === "" ? 1 : Number(digits);
    if (piece === "\r") column = 0;
    else if (piece === "\n") {
      // a terminal in its usual mode goes to the first column as well
      row += 1;
      column = 0;
    } else if (letter === undefined) {
      // the last column does not wrap before there is more to write
      if (column >= columns) {
        row += 1;
        column = 0;
        while (rows.length <= row) rows.push([]);
      }
      const cells = rows[row] ?? [];
      while (cells.length < column) cells.push(" ");
      cells[column] = piece;
      column += 1;
    } else if (letter === "A") row = Math.max(0, row - count);
    else if (letter === "B") row += count;
    else if (letter === "C") column += count;
    else if (letter === "D") column = Math.max(0, column - count);
    else if (letter === "G") column = count - 1;
    else if (letter === "J" || letter === "K") {
      rows[row]?.splice(column);
      if (letter === "J") rows.splice(row + 1);
    }
    while (rows.length <= row) rows.push([]);
  }
  return rows.map((cells) => cells.join("").trimEnd());
}
