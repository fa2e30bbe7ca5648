/**
 * Hashes that were shown, so that the operator can name one by its first digits or as the table printed it
 * (`12ab…89ef`). Bounded; the oldest is forgotten first.
 */
import { printable } from "./printable.ts";
import { ELLIPSIS, shortenMiddle } from "./text-width.ts";

/** A few dozen screens full. */
const SEEN_MAX = 2000;
/** Fewer digits would often be a height. */
const PREFIX_LENGTH_MIN = 4;
/** Of what was typed, repeated in an answer: a whole hash. */
const TYPED_SHOWN_MAX = 64;

export const FULL_ID = /^[0-9a-f]{64}$/;

export type FoundId = { readonly id: string } | { readonly wrong: string };

export class SeenIds {
  readonly #ids = new Set<string>();

  add(...ids: readonly string[]): void {
    for (const id of ids) {
      if (!FULL_ID.test(id)) continue;
      this.#ids.delete(id);
      this.#ids.add(id);
      const oldest = this.#ids.values().next();
      if (this.#ids.size > SEEN_MAX && oldest.done !== true) this.#ids.delete(oldest.value);
    }
  }

  startingWith(prefix: string): readonly string[] {
    return prefix.length < PREFIX_LENGTH_MIN ? [] : [...this.#ids].filter((id) => id.startsWith(prefix.toLowerCase()));
  }

  find(text: string): FoundId {
    return findId(text, [...this.#ids], "shown here before");
  }
}

/** The one of `ids` that `text` means; a whole hash need not be among them. */
export function findId(text: string, ids: readonly string[], where: string): FoundId {
  const given = text.trim().toLowerCase().replace("...", ELLIPSIS);
  if (FULL_ID.test(given)) return { id: given };
  const [head = "", tail = "", ...more] = given.split(ELLIPSIS);
  if (more.length > 0 || !/^[0-9a-f]*$/.test(head + tail) || head.length + tail.length < PREFIX_LENGTH_MIN) {
    return {
      wrong: `"${shown(text)}" is no hash: 64 hexadecimal digits, or the first ${PREFIX_LENGTH_MIN} or more of one.`,
    };
  }
  const matches = ids.filter((id) => id.startsWith(head) && id.endsWith(tail));
  const [match] = matches;
  if (match === undefined) return { wrong: `No hash ${where} begins with "${shown(text)}". Give all 64 digits.` };
  if (matches.length > 1)
    return { wrong: `${matches.length} hashes ${where} begin with "${shown(text)}". Give more digits.` };
  return { id: match };
}

/** A paste can hold anything, and a whole screen of it. */
function shown(text: string): string {
  return shortenMiddle(printable(text), TYPED_SHOWN_MAX);
}
