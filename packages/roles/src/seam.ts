/**
 * The seam between a role and its host (docs: ARCHITECTURE.md, "The seam"). A role is a state machine: the host hands
 * it one event at a time and performs the effects that come back. A role never waits, never looks at a clock and
 * never draws randomness of its own, so that the same code runs in Node.js, in a page and in the simulator.
 */
import type { CommitBatch } from "@triad/chain";
import type { NodeRole } from "@triad/protocol";
import type { OperatorCommand, OperatorReply } from "./operator.ts";

/** What the host's clocks show when the event is handled. */
export interface Now {
  /** For timeouts; never goes back. */
  readonly monotonicMs: number;
  /** For the rules and for people. */
  readonly unixMs: number;
}

/** Names a connection; the host never uses a number twice. */
export type PeerId = number;
/** Names a signature check or a nonce search; given by the role, never used twice. */
export type JobId = number;
export type CommitId = number;
/** Names an operator's question; given by the host. */
export type ReplyId = number;

export interface NetAddress {
  /** IPv4, IPv6 (without brackets) or a DNS name. */
  readonly host: string;
  readonly port: number;
  /** Spoken to over TLS, as wss. One host and port with and without it are two addresses. */
  readonly tls?: true;
}

export type Event =
  /** `ip`: the IP address to which the name that was dialled led. */
  | {
      readonly type: "peer-connected";
      readonly peer: PeerId;
      readonly direction: "inbound" | "outbound";
      readonly address: NetAddress;
      readonly ip?: string;
    }
  /** `resolved`: the IP addresses that its name led to, if it got so far. */
  | {
      readonly type: "dial-failed";
      readonly address: NetAddress;
      readonly reason: string;
      readonly resolved?: readonly string[];
    }
  /** Somebody announced a node on the local network, in the name of this address' host. */
  | { readonly type: "address-heard"; readonly address: NetAddress; readonly role: NodeRole }
  /** The frame is immutable from here on. */
  | { readonly type: "frame-received"; readonly peer: PeerId; readonly frame: Uint8Array }
  /** Much was sent to the peer since the last time, and its send queue is shorter than the host's low mark. */
  | { readonly type: "send-drained"; readonly peer: PeerId; readonly queuedBytes: number }
  | { readonly type: "peer-closed"; readonly peer: PeerId; readonly code: string; readonly text: string }
  /** The time of the last `wake-at` has come. */
  | { readonly type: "woken" }
  | { readonly type: "signatures-checked"; readonly job: JobId; readonly result: SignatureVerdict }
  | { readonly type: "committed"; readonly commit: CommitId }
  /** `disk-full`: the same commit may succeed later. `io-error`: no commit does before the store is opened again. */
  | {
      readonly type: "commit-failed";
      readonly commit: CommitId;
      readonly reason: "disk-full" | "io-error";
      readonly detail: string;
    }
  | { readonly type: "nonce-found"; readonly job: JobId; readonly header: Uint8Array }
  /** All 2^32 nonces were tried in vain, or `hashes` tells the progress of a search that goes on. */
  | { readonly type: "nonce-exhausted"; readonly job: JobId }
  | { readonly type: "hashes-done"; readonly job: JobId; readonly hashes: number }
  | { readonly type: "operator-command"; readonly reply: ReplyId; readonly command: OperatorCommand }
  /** The host is about to end: commit what there is. Of what follows, only what becomes of commits matters. */
  | { readonly type: "stopping" };

export type SignatureVerdict = "valid" | "not-run" | { readonly firstInvalid: number };

export type Effect =
  | { readonly type: "send"; readonly peer: PeerId; readonly frame: Uint8Array }
  /** `farOnly`: its name must not lead to this machine or into a private network (gossip: `isNearHost`). */
  | { readonly type: "dial"; readonly address: NetAddress; readonly farOnly?: true }
  /** Sends what is queued, then closes; `code` and `text` reach the other side. */
  | { readonly type: "disconnect"; readonly peer: PeerId; readonly code: string; readonly text: string }
  /** `items`: n x (32 hash, 32 key, 64 signature). */
  | {
      readonly type: "check-signatures";
      readonly job: JobId;
      readonly priority: "block" | "pool";
      readonly items: Uint8Array;
    }
  /** Try all nonces of the header against the target (32 bytes big-endian) until one is found. */
  | {
      readonly type: "search-nonce";
      readonly job: JobId;
      readonly header: Uint8Array;
      readonly target: Uint8Array;
      /** How much of its time each thread searches, 1 to 100; all of it unless given. */
      readonly powerPercent?: number;
    }
  | { readonly type: "cancel"; readonly job: JobId }
  /** One in flight. */
  | { readonly type: "commit"; readonly commit: CommitId; readonly batch: CommitBatch; readonly durable: boolean }
  /** Replaces the last one; `undefined` cancels it. */
  | { readonly type: "wake-at"; readonly monotonicMs: number | undefined }
  | { readonly type: "reply"; readonly reply: ReplyId; readonly result: OperatorReply }
  | { readonly type: "notify"; readonly notice: Notice }
  /** The role can't go on: end the program with this reason, which says what to do. */
  | { readonly type: "give-up"; readonly reason: string };

/** What an operator should see: logged, printed, sent to whoever listens for events. */
export interface Notice {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly area: "chain" | "peers" | "sync" | "pool" | "mining" | "wallet" | "store" | "node";
  /** Stable, kebab-case: `tip-changed`, `payment-sent`, `peer-ready`, … */
  readonly code: string;
  /** One sentence for a person. */
  readonly text: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

export interface Core {
  /** Called once before any other event: what to do at start. */
  start(now: Now): readonly Effect[];
  handle(event: Event, now: Now): readonly Effect[];
}

/** Randomness for core code: cryptographic in a host, seeded in the simulator. */
export interface Randomness {
  bytes(count: number): Uint8Array;
  /** An integer from 0 up to and without `below`. */
  integer(below: number): number;
}
