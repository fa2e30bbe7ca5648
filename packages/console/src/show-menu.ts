/** The numbered menu, the list of words, and the help of one. */
import type { RoleName } from "@triad/host-nodejs";
import type { Look } from "./look.ts";
import { entriesOfRole, type MenuEntry, menuOfRole } from "./menu-entries.ts";
import { shortenEnd, wrap } from "./text-width.ts";
import { TOPICS, WORD_TOPICS } from "./word-topics.ts";

const TOPIC_WIDTH = Math.max(...TOPICS.map(({ length }) => length));

export function showMenu(role: RoleName, { width, paint }: Look): string {
  const menu = menuOfRole(role);
  const summaryWidth = Math.max(...menu.map(({ entry }) => entry.summary.length));
  const lines = menu.map(({ key, entry }) => {
    const room = width - summaryWidth - 6 >= entry.word.length;
    const word = room ? `  ${paint.dim(entry.word)}` : "";
    return `${paint.key(String(key).padStart(3))} ${shortenEnd(entry.summary, width - 4).padEnd(room ? summaryWidth : 0)}${word}`;
  });
  const words = wordsByTopic(
    entriesOfRole(role).filter(({ keys }) => keys?.[role] === undefined),
    width,
  );
  const hint = wrap("Type a number or a word and press Enter. Tab completes; help WORD explains.", width);
  return [...lines, ...[...words, ...hint].map(paint.dim)].join("\n");
}

/** Words without a number, a line for each topic. */
function wordsByTopic(entries: readonly MenuEntry[], width: number): readonly string[] {
  return TOPICS.flatMap((topic) => {
    const words = entries.filter(({ word }) => WORD_TOPICS[word] === topic).map(({ word }) => word);
    if (words.length === 0) return [];
    const lines = wrap(words.join("  "), Math.max(width - TOPIC_WIDTH - 6, 12));
    return lines.map((line, at) => `    ${(at === 0 ? topic : "").padEnd(TOPIC_WIDTH)}  ${line.trim()}`);
  });
}

export function showWords(role: RoleName, { width, paint }: Look): string {
  const entries = entriesOfRole(role).toSorted(
    (a, b) => TOPICS.indexOf(WORD_TOPICS[a.word]) - TOPICS.indexOf(WORD_TOPICS[b.word]),
  );
  const wordWidth = Math.max(...entries.map(({ word }) => word.length));
  return entries
    .map(({ word, summary }) => `${paint.key(word.padEnd(wordWidth))}  ${shortenEnd(summary, width - wordWidth - 2)}`)
    .concat(wrap("help WORD explains one of them.", width).map(paint.dim))
    .join("\n");
}

export function showHelp(entry: MenuEntry, role: RoleName, { width, paint }: Look): string {
  const key = entry.keys?.[role];
  const others = [...(key === undefined ? [] : [String(key)]), ...(entry.aliases ?? [])];
  return [
    ...wrap(`${entry.word} ${entry.usage}`.trimEnd(), width).map(paint.bold),
    ...wrap(entry.help, width),
    ...(others.length === 0 ? [] : wrap(`Also: ${others.join(", ")}`, width).map(paint.dim)),
  ].join("\n");
}
