/**
 * Every reason for which a proof is refused. The sender is to blame (but for a filter that a header commits to and that
 * is none): nothing in a proof depends on time or on what else is known. docs/spec/proofs.md lists the codes.
 */

const TABLE = {
  "proof-place": "a height, index or count is no uint32, or the place does not lie below the count",
  "proof-hash-length": "a hash is not 32 bytes",
  "proof-path": "the path does not have the length that its place demands",
  "proof-work": "a work, or a sum of works, is not from 0 to 2^256 - 1",
  "proof-too-long": "the content is longer than any block allows",
  "proof-not-canonical": "the transaction or the filter is not in canonical encoding",
  "proof-root": "the proof does not lead to what the header commits to",
  "proof-prefix": "the earlier history is not the one that the proof begins with",
} as const;

export type ProofRefusalCode = keyof typeof TABLE;

/** A value, never thrown: peers' proofs are expected to be wrong. */
export class ProofRefusal {
  readonly code: ProofRefusalCode;

  constructor(code: ProofRefusalCode) {
    this.code = code;
  }

  get meaning(): string {
    return TABLE[this.code];
  }
}

export function proofRefusalCodes(): readonly ProofRefusalCode[] {
  return Object.keys(TABLE) as ProofRefusalCode[];
}
