/** Numbers as a row of bars, one character each: how something went over time. */

const BARS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/** The largest number is the highest bar; 0 is a point, so that a pause is told from little. */
export function barsOf(numbers: readonly number[]): string {
  const largest = Math.max(0, ...numbers);
  return numbers
    .map((number) => {
      if (number <= 0) return "·";
      return BARS[Math.min(BARS.length - 1, Math.floor((number / largest) * BARS.length))];
    })
    .join("");
}
