import type { Header } from "@triad/protocol";

/** A header in the index, with what its place in the tree says of it. */
export interface HeaderEntry {
  readonly hash: Uint8Array;
  readonly header: Header;
  readonly height: number;
  /** Of this chain up to and with this block, genesis included. */
  readonly chainWork: bigint;
  readonly parent: HeaderEntry | undefined;
  /** Order of arrival; the lower one wins a tie in work. */
  readonly sequence: number;
  /** The body is here (stored, or about to be). */
  readonly hasBody: boolean;
  /** This block, or an ancestor of it, breaks a rule. */
  readonly isInvalid: boolean;
}
