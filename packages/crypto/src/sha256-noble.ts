/** SHA-256 in JavaScript: where WebAssembly is missing or a page's content security policy forbids it; and the oracle. */
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "./bytes.ts";
import { levelAbove } from "./merkle-path.ts";
import type { Sha256Backend } from "./sha256-backend.ts";

function hash(data: Uint8Array, twice: boolean): Uint8Array {
  return twice ? sha256(sha256(data)) : sha256(data);
}

function joinPair(left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash(concatBytes(left, right), true);
}

export const nobleSha256: Sha256Backend = {
  name: "noble",
  hash,
  hashMany: (messages, twice) => messages.map((message) => hash(message, twice)),
  joinPair,

  merkleRoot(leaves) {
    let level = leaves;
    while (level.length > 1) level = levelAbove(joinPair, level);
    return Uint8Array.from(level[0] as Uint8Array);
  },

  startingWith(block) {
    const state = sha256.create().update(block);
    return (parts) => {
      const own = state.clone();
      for (const part of parts) own.update(part);
      return own.digest();
    };
  },
};
