/** What the peer table is told and given at construction. */
import type { SchnorrBackend } from "@triad/crypto";
import type { NodeRole } from "@triad/protocol";
import type { PeerView } from "./peer-view.ts";
import type { NetAddress, Now, Outbox, Randomness } from "./ports.ts";

export interface ConnectionsOptions {
  readonly chainId: Uint8Array;
  readonly role: NodeRole;
  readonly services: number;
  readonly userAgent: string;
  /** 32 bytes; the node key that lasts. */
  readonly nodeSecretKey: Uint8Array;
  /** What Hello says; host "" means "where this connection comes from"; undefined: does not listen. */
  readonly listen: NetAddress | undefined;
  readonly maxInbound: number;
  readonly maxOutbound: number;
  /** Dialled besides the seeds and learned addresses. */
  readonly peers: readonly NetAddress[];
  /** When not empty, only these are dialled (and what an operator asks for later). */
  readonly connectOnly: readonly NetAddress[];
  readonly seeds: readonly NetAddress[];
}

export interface ConnectionsPorts {
  /** The host's side: sends, closes and dials. */
  readonly outbox: Outbox;
  readonly random: Randomness;
  readonly schnorr: SchnorrBackend;
  readonly tip: () => { readonly height: number; readonly work: bigint };
  readonly onReady: (peer: PeerView, now: Now) => void;
  /** Once for each peer that was ready; may be called from within `outbox.disconnect` of another machine. */
  readonly onGone: (peer: PeerView, now: Now) => void;
  /** A peer told something to the operator. */
  readonly onNotice?: (peer: PeerView, code: string, text: string) => void;
}

export interface ConnectionCounts {
  /** Greeting or ready; without feelers. */
  readonly inbound: number;
  readonly outbound: number;
  readonly ready: number;
  /** In the address book. */
  readonly addresses: number;
}
