/** Tab: the words of the role, what can follow them, and hashes that were shown. */
import type { RoleName } from "@triad/host-nodejs";
import { findEntry } from "./find-entry.ts";
import { entriesOfRole } from "./menu-entries.ts";
import type { SeenIds } from "./seen-ids.ts";

/** As readline wants it: what the last word can become, and that word. */
export type Completion = [matches: string[], completed: string];

const TAKES_HASH: readonly string[] = ["block", "tx", "include", "exclude", "prioritise"];

export function complete(line: string, role: RoleName, seen: SeenIds): Completion {
  const words = line.trimStart().split(/\s+/);
  const last = words.at(-1) ?? "";
  const names = entriesOfRole(role).map(({ word }) => word);
  if (words.length <= 1) return [startingWith(names, last), last];
  const found = findEntry(words[0] ?? "", role);
  if ("wrong" in found) return [[], last];
  const { word, choices = [] } = found.entry;
  if (word === "help") return [startingWith(names, last), last];
  const hashes = TAKES_HASH.includes(word) ? seen.startingWith(last) : [];
  return [[...startingWith(choices, last), ...hashes], last];
}

function startingWith(words: readonly string[], start: string): string[] {
  return words.filter((word) => word.startsWith(start.toLowerCase())).map((word) => `${word} `);
}
