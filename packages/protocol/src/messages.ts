/**
 * Every network message as the rest of the program sees it: plain data, checked lengths, bytes that
 * no longer alias the frame they came in. The wire form is proto/triad.proto.
 */

export type NodeRole = "full-node" | "miner" | "light-node";

export interface PeerAddress {
  /** IPv4, IPv6 (without brackets) or a DNS name. */
  readonly host: string;
  readonly port: number;
  /** Dialled as wss. */
  readonly tls?: true;
  readonly role: NodeRole;
}

/** A transaction that a compact block carries whole. */
export interface PrefilledTransaction {
  readonly index: number;
  readonly transaction: Uint8Array;
}

/** A block's filter, and what else the root of its header commits to. */
export interface CommittedFilter {
  readonly filter: Uint8Array;
  readonly txRoot: Uint8Array;
  readonly historyRoot: Uint8Array;
}

export type AccessDecision = "granted" | "pending" | "denied" | "not-a-full-node";

export type Message =
  | {
      readonly kind: "hello";
      readonly version: number;
      readonly chainId: Uint8Array;
      readonly role: NodeRole;
      readonly services: number;
      readonly nodeKey: Uint8Array;
      readonly nonce: Uint8Array;
      readonly userAgent: string;
      readonly height: number;
      /** Cumulative work of the tip. */
      readonly work: bigint;
      readonly listenHost: string;
      readonly listenPort: number;
      readonly listenTls?: true;
      readonly time: number;
    }
  | { readonly kind: "hello-proof"; readonly signature: Uint8Array }
  | { readonly kind: "ping"; readonly nonce: Uint8Array }
  | { readonly kind: "pong"; readonly nonce: Uint8Array }
  | { readonly kind: "get-addresses" }
  | { readonly kind: "addresses"; readonly addresses: readonly PeerAddress[] }
  | { readonly kind: "get-headers"; readonly locator: readonly Uint8Array[]; readonly stop: Uint8Array | undefined }
  | { readonly kind: "headers"; readonly headers: readonly Uint8Array[] }
  | { readonly kind: "inventory"; readonly wtxids: readonly Uint8Array[] }
  | { readonly kind: "get-transactions"; readonly wtxids: readonly Uint8Array[] }
  | { readonly kind: "transactions"; readonly transactions: readonly Uint8Array[] }
  | { readonly kind: "block-announcement"; readonly header: Uint8Array }
  | {
      readonly kind: "compact-block";
      readonly header: Uint8Array;
      /** As in Block: 64 bytes. */
      readonly commitments: Uint8Array;
      /** 8 bytes, drawn by the sender: part of the key of the short ids. */
      readonly nonce: Uint8Array;
      /** n times 6 bytes, in the block's order; one array, since a list of them would take twenty times as much. */
      readonly shortIds: Uint8Array;
      /** By rising index; the transactions' other places are those of the short ids. */
      readonly prefilled: readonly PrefilledTransaction[];
    }
  /** `indexes`: places in the block, rising. */
  | { readonly kind: "get-block-transactions"; readonly hash: Uint8Array; readonly indexes: readonly number[] }
  | { readonly kind: "block-transactions"; readonly hash: Uint8Array; readonly transactions: readonly Uint8Array[] }
  | { readonly kind: "get-blocks"; readonly hashes: readonly Uint8Array[] }
  | { readonly kind: "block-reply"; readonly block: Uint8Array }
  | { readonly kind: "blocks-not-found"; readonly hashes: readonly Uint8Array[]; readonly code: string }
  | { readonly kind: "access-request" }
  | { readonly kind: "access-reply"; readonly decision: AccessDecision }
  | { readonly kind: "notice"; readonly code: string; readonly text: string }
  /** `stop`: hash of the last block; `startHeight`: where to begin on its chain. */
  | { readonly kind: "get-filters"; readonly startHeight: number; readonly stop: Uint8Array }
  /** Of the blocks from `startHeight` on, as many as fit; none: the sender has none of them. */
  | {
      readonly kind: "filters";
      readonly startHeight: number;
      readonly stop: Uint8Array;
      readonly filters: readonly CommittedFilter[];
    }
  | { readonly kind: "get-transaction-proof"; readonly hash: Uint8Array; readonly txid: Uint8Array }
  /** docs/spec/proofs.md, "Transactions". */
  | {
      readonly kind: "transaction-proof";
      readonly hash: Uint8Array;
      readonly txid: Uint8Array;
      readonly transaction: Uint8Array;
      readonly index: number;
      readonly txCount: number;
      readonly siblings: readonly Uint8Array[];
      readonly commitments: Uint8Array;
    }
  | { readonly kind: "proof-not-found"; readonly hash: Uint8Array; readonly txid: Uint8Array; readonly code: string };

export type MessageKind = Message["kind"];
export type MessageOf<K extends MessageKind> = Extract<Message, { kind: K }>;
