/**
 * Tagged hashes of BIP-340: SHA-256(SHA-256(tag) ‖ SHA-256(tag) ‖ message).
 *
 * The tag keeps the uses of one hash function apart: what was hashed as a commitment can never be taken for a
 * signature hash. The prefix is exactly one block of SHA-256, so the state after it is computed once for a tag.
 */
import { concatBytes } from "./bytes.ts";
import { sha256 } from "./sha256.ts";
import { sha256Backend } from "./sha256-choice.ts";

type HashAfterTag = (parts: readonly Uint8Array[]) => Uint8Array;

/** Each from the state after the 64-byte prefix. Bounded by the program: tags are our own constants, never peers' input. */
const hashesAfterTag = new Map<string, HashAfterTag>();

/**
 * The tagged hash of the parts, joined; 32 bytes. How the message is cut into parts does not matter.
 * Throws RangeError when the tag is not ASCII, whose bytes would depend on an encoding that BIP-340 does not name.
 */
export function taggedHash(tag: string, ...parts: readonly Uint8Array[]): Uint8Array {
  return hashAfterTag(tag)(parts);
}

function hashAfterTag(tag: string): HashAfterTag {
  const known = hashesAfterTag.get(tag);
  if (known !== undefined) return known;
  const tagHash = sha256(asciiBytes(tag));
  const hash = sha256Backend().startingWith(concatBytes(tagHash, tagHash));
  hashesAfterTag.set(tag, hash);
  return hash;
}

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (code > 0x7f) throw new RangeError(`a tag with the character ${JSON.stringify(character)} outside ASCII`);
    return code;
  });
}
