/**
 * Every network message as the rest of the program sees it: plain data, checked lengths, bytes that
 * no longer alias the frame they came in. The wire form is proto/triad.proto.
 */

export type NodeRole = "full-node" | "miner" | "light-node";

export interface PeerAddress {
  /** IPv4, IPv6 (without brackets) or a DNS name. */
  readonly host: string;
  readonly port: number;
  readonly role: NodeRole;
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
  | { readonly kind: "get-blocks"; readonly hashes: readonly Uint8Array[] }
  | { readonly kind: "block-reply"; readonly block: Uint8Array }
  | { readonly kind: "blocks-not-found"; readonly hashes: readonly Uint8Array[]; readonly code: string }
  | { readonly kind: "access-request" }
  | { readonly kind: "access-reply"; readonly decision: AccessDecision }
  | { readonly kind: "notice"; readonly code: string; readonly text: string };

export type MessageKind = Message["kind"];
export type MessageOf<K extends MessageKind> = Extract<Message, { kind: K }>;
