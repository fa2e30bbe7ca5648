/** The numbered menu, the list of words, and the help of one. */
import type { RoleName } from "@triad/host-nodejs";
import type { Look } from "./look.ts";
import { entriesOfRole, type MenuEntry, menuOfRole } from "./menu-entries.ts";
import { shortenEnd, wrap } from "./text-width.ts";

export function showMenu(role: RoleName, { width, paint }: Look): string {
  const menu = menuOfRole(role);
  const summaryWidth = Math.max(...menu.map(({ entry }) => entry.summary.length));
  const lines = menu.map(({ key, entry }) => {
    const room = width - summaryWidth - 6 >= entry.word.length;
    const word = room ? `  ${paint.dim(entry.word)}` : "";
    return `${paint.key(String(key).padStart(3))} ${shortenEnd(entry.summary, width - 4).padEnd(room ? summaryWidth : 0)}${word}`;
  });
  const further = entriesOfRole(role).filter(({ keys }) => keys?.[role] === undefined);
  const words = wrap(`Also: ${further.map(({ word }) => word).join(" ")}`, width);
  const hint = wrap("Type a number or a word and press Enter. Tab completes; help WORD explains.", width);
  return [...lines, ...[...words, ...hint].map(paint.dim)].join("\n");
}

export function showWords(role: RoleName, { width, paint }: Look): string {
  const entries = entriesOfRole(role);
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
