/**
 * Text that came from others (user agents, reasons, memos) made safe for a terminal: an escape sequence in it could
 * clear the screen, rename the window or type for the operator; directional marks could swap what is read.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must not reach the terminal.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/gu;

/** One line; whatever is no visible character becomes `\ufffd`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, "\ufffd");
}
