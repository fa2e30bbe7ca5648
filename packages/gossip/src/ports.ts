/**
 * What the machines of this package are given from outside, and the words they share. The shapes of PeerId,
 * NetAddress, Now and Randomness are those of the seam between role and host; they stand here again because that
 * seam lies above this package.
 */
import type { Message } from "@triad/protocol";
import type { DisconnectCode } from "./disconnect-codes.ts";

/** Names a connection; the host never uses a number twice. */
export type PeerId = number;

export type Direction = "inbound" | "outbound";

export interface NetAddress {
  /** IPv4, IPv6 (without brackets) or a DNS name. */
  readonly host: string;
  readonly port: number;
  /** Spoken to over TLS, as wss. One host and port with and without it are two addresses. */
  readonly tls?: true;
}

export interface Now {
  /** For timeouts; never goes back. */
  readonly monotonicMs: number;
  /** For people; no rule of this package reads it. */
  readonly unixMs: number;
}

export interface Randomness {
  bytes(count: number): Uint8Array;
  /** An integer from 0 up to and without `below`. */
  integer(below: number): number;
}

/** Where the machines put what is to be done. Nothing is done before the machine returns to its caller. */
export interface Outbox {
  send(peer: PeerId, message: Message): void;
  /** Sends what is queued, then closes; both arguments reach the other side. */
  disconnect(peer: PeerId, code: DisconnectCode, text: string): void;
  /** `farOnly`: its name must not lead to this machine or into a private network. */
  dial(address: NetAddress, farOnly?: true): void;
}

/** The part of the outbox that machines behind the peer table use. */
export type PeerOutbox = Pick<Outbox, "send" | "disconnect">;

/** The earlier of two wake-up times, either of which may be absent. */
export function earlier(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.min(a, b);
}
