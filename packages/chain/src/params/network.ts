import type { Block, ConsensusParams, Header } from "@triad/protocol";

/** All that is fixed for a network: consensus parameters, and what lies outside of them (ports, seeds). */
export interface NetworkParams {
  /** Names the data directory; letters, digits and dashes. */
  readonly name: string;
  readonly consensus: ConsensusParams;
  readonly genesisNonce: number;
  /** Human-readable part of addresses. */
  readonly addressPrefix: string;
  /** Where a role listens unless told otherwise. */
  readonly ports: Readonly<Record<"full-node" | "miner" | "light-node", RolePorts>>;
  /** HOST:PORT of nodes to begin with. */
  readonly seeds: readonly string[];
  /** Cumulative. Headers that peers offer are not stored as long as their chain has less: they cost next to nothing. */
  readonly minimumChainWork: bigint;
}

export interface RolePorts {
  readonly peers: number;
  readonly api: number;
}

/** Parameters with what follows from them. */
export interface Network {
  readonly params: NetworkParams;
  readonly genesis: Genesis;
  /** The genesis block's hash, internal order. */
  readonly chainId: Uint8Array;
  /** Seconds that a header's time may be ahead of the clock. */
  readonly maxFutureSeconds: number;
}

export interface Genesis {
  readonly block: Block;
  /** The encoded Block. */
  readonly bytes: Uint8Array;
  readonly header: Header;
  /** 80 bytes. */
  readonly headerBytes: Uint8Array;
  readonly hash: Uint8Array;
}
