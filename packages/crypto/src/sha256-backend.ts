/**
 * What does the hashing: WebAssembly with SIMD, WebAssembly without, or JavaScript. All give the same digests.
 *
 * Nothing secret belongs here: a message stays in a backend's memory until another one takes its place.
 */
export interface Sha256Backend {
  readonly name: "simd" | "scalar" | "noble";
  /** SHA-256 or, when told, SHA-256d of any number of bytes; 32 bytes. */
  hash(data: Uint8Array, twice: boolean): Uint8Array;
  /** The same of each message, in order. */
  hashMany(messages: readonly Uint8Array[], twice: boolean): Uint8Array[];
  /** SHA-256d of two nodes of 32 bytes, joined. The caller has checked their lengths, here and below. */
  joinPair(left: Uint8Array, right: Uint8Array): Uint8Array;
  /** Root over at least one node of 32 bytes, as in merkle.ts; an array of its own. */
  merkleRoot(leaves: readonly Uint8Array[]): Uint8Array;
  /** SHA-256 of messages that begin with this block of 64 bytes, which is hashed only once. */
  startingWith(block: Uint8Array): (parts: readonly Uint8Array[]) => Uint8Array;
}
