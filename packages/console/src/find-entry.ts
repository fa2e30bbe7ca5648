/** Which entry a typed word or number means; when none, a sentence that helps on. */
import { nearestWord, type RoleName } from "@triad/host-nodejs";
import { entriesOfRole, MENU_ENTRIES, type MenuEntry, menuOfRole } from "./menu-entries.ts";
import { printable } from "./printable.ts";
import { shortenEnd } from "./text-width.ts";

/** Of what was typed, repeated in an answer. */
const TYPED_SHOWN_MAX = 40;

export type FoundEntry = { readonly entry: MenuEntry } | { readonly wrong: string };

export function findEntry(typed: string, role: RoleName): FoundEntry {
  const word = typed.toLowerCase();
  const menu = menuOfRole(role);
  if (/^\d+$/.test(word)) {
    const numbered = menu.find(({ key }) => key === Number(word));
    if (numbered !== undefined) return { entry: numbered.entry };
    const keys = menu.map(({ key }) => key).join(", ");
    return { wrong: `The menu of a ${role} has no ${shown(word)}. Its numbers are ${keys}; menu shows them.` };
  }
  const known = entriesOfRole(role);
  const entry = known.find((candidate) => isNamed(candidate, word));
  if (entry !== undefined) return { entry };
  const elsewhere = MENU_ENTRIES.find((candidate) => isNamed(candidate, word));
  if (elsewhere !== undefined) {
    const others = elsewhere.roles.map((other) => `a ${other}`).join(" and ");
    return { wrong: `A ${role} has no ${elsewhere.word}; ${others} has. menu shows what there is here.` };
  }
  const near = probablyMeant(word, namesOf(known));
  const hint = near === undefined ? "help lists all words." : `Did you mean ${near}?`;
  return { wrong: `There is no word "${shown(typed)}". ${hint}` };
}

function isNamed({ word, aliases = [] }: MenuEntry, typed: string): boolean {
  return word === typed || aliases.includes(typed);
}

/** A word that begins so, or else one that is spelt nearly so. */
function probablyMeant(word: string, names: readonly string[]): string | undefined {
  // a number or one letter is near to anything short
  return !/[a-z]{2}/.test(word) ? undefined : (names.find((name) => name.startsWith(word)) ?? nearestWord(word, names));
}

/** Aliases of one character are near to anything. */
function namesOf(entries: readonly MenuEntry[]): readonly string[] {
  return entries.flatMap(({ word, aliases = [] }) => [word, ...aliases]).filter((name) => name.length > 1);
}

function shown(typed: string): string {
  return shortenEnd(printable(typed), TYPED_SHOWN_MAX);
}
