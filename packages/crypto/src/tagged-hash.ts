/**
 * Tagged hashes of BIP-340: SHA-256(SHA-256(tag) ‖ SHA-256(tag) ‖ message).
 *
 * The tag keeps the uses of one hash function apart: what was hashed as a commitment can never be taken for a
 * signature hash. The prefix is exactly one block of SHA-256, so its state is computed once for a tag and cloned.
 */
import { sha256 } from "@noble/hashes/sha2.js";

type Sha256State = ReturnType<typeof sha256.create>;

/** States after the 64-byte prefix. Bounded by the program: tags are constants in our own code, never peers' input. */
const statesAfterTag = new Map<string, Sha256State>();

/**
 * The tagged hash of the parts, joined; 32 bytes. How the message is cut into parts does not matter.
 * Throws RangeError when the tag is not ASCII, whose bytes would depend on an encoding that BIP-340 does not name.
 */
export function taggedHash(tag: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const state = stateAfterTag(tag).clone();
  for (const part of parts) state.update(part);
  return state.digest();
}

function stateAfterTag(tag: string): Sha256State {
  const known = statesAfterTag.get(tag);
  if (known !== undefined) return known;
  const tagHash = sha256(asciiBytes(tag));
  const state = sha256.create().update(tagHash).update(tagHash);
  statesAfterTag.set(tag, state);
  return state;
}

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (code > 0x7f) throw new RangeError(`a tag with the character ${JSON.stringify(character)} outside ASCII`);
    return code;
  });
}
