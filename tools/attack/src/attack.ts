/** What an attack is: one file each in `attacks/`, listed in `all-attacks.ts`. */
import type { Network } from "@triad/chain";
import type { BuiltBlock } from "@triad/chain/testing";
import type { Tally } from "./tally.ts";
import type { PeerTarget } from "./target.ts";

/** What only the kit's own node lends itself to: an attack that needs it can't be played against another one. */
export interface KnownChain {
  readonly network: Network;
  /** From height 1 on, as far as it stood before the first attack. Its coinbases pay `testKey(0)`. */
  readonly blocks: readonly BuiltBlock[];
  readonly apiUrl: string;
  /** Holds the API's token. */
  readonly cookieFile: string;
}

export interface AttackSetting {
  readonly peers: PeerTarget;
  readonly chain: KnownChain | undefined;
  readonly tally: Tally;
  /** 1: as stated in docs/security.md; a test plays a small fraction. */
  readonly scale: number;
}

export interface Attack {
  /** As on the command line. */
  readonly name: string;
  /** What is sent, in words, at scale 1. */
  readonly sends: string;
  /** What holds nevertheless. */
  readonly claim: string;
  /** Numbers of the rows of the table in docs/security.md. */
  readonly rows: readonly number[];
  /** It can be played only against the node that the kit starts. */
  readonly needsOwnNode?: true;
  /** Each of these has to be seen at least once: the defence, and not chance, ended the connections. */
  readonly endsWith?: readonly string[];
  /** Bounded: it ends by itself whatever the node does. */
  readonly play: (setting: AttackSetting) => Promise<void>;
}

/** A share of a count, one at least. */
export function scaled(count: number, scale: number): number {
  return Math.max(1, Math.round(count * scale));
}
