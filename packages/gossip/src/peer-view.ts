/** A connection in the peer table, and what others see of it once its greeting is done. */
import type { HashKey } from "@triad/chain";
import type { NodeRole } from "@triad/protocol";
import type { AddressExchange } from "./address-exchange.ts";
import { normaliseAddress } from "./address-text.ts";
import type { Handshake } from "./handshake.ts";
import type { KeepAlive } from "./keep-alive.ts";
import type { Direction, NetAddress, Now, PeerId } from "./ports.ts";

/** A peer whose greeting is done. */
export interface PeerView {
  readonly peer: PeerId;
  readonly direction: Direction;
  /** Where the connection comes from, or what was dialled. */
  readonly address: NetAddress;
  /** Where the peer says it can be dialled. */
  readonly listenAddress: NetAddress | undefined;
  readonly role: NodeRole;
  readonly services: number;
  /** 32-byte x-only key, proven. */
  readonly nodeKey: Uint8Array;
  readonly userAgent: string;
  /** Of its tip when it said Hello. */
  readonly height: number;
  readonly work: bigint;
  readonly connectedAtUnixMs: number;
  /** By how much its clock was ahead of ours when it said Hello; negative: behind. For people: anybody can say anything. */
  readonly clockAheadSeconds: number;
  /** Round trip of the last ping. */
  readonly pingMs: number | undefined;
}

/** What Hello told, with the time at which it was proven. */
export interface ReadyFacts extends Omit<PeerView, "pingMs"> {
  readonly nodeKeyText: HashKey;
  readonly readyAtMs: number;
}

export interface Connection {
  readonly peer: PeerId;
  readonly direction: Direction;
  readonly address: NetAddress;
  /** The IP address to which the name that was dialled led; undefined where none was dialled. */
  readonly ip: string | undefined;
  readonly openedAtMs: number;
  readonly handshake: Handshake;
  readonly keepAlive: KeepAlive;
  readonly exchange: AddressExchange;
  /** Dialled only to see who answers (feelers.ts). */
  isFeeler: boolean;
  /** When it last told something of use: a transaction that the pool took, a block before all others. */
  lastTransaction: Now | undefined;
  lastBlock: Now | undefined;
  /** Undefined while the greeting goes on. */
  ready: ReadyFacts | undefined;
}

export function viewOf(facts: ReadyFacts, pingMs: number | undefined): PeerView {
  const { nodeKeyText: _text, readyAtMs: _ms, ...view } = facts;
  return { ...view, pingMs };
}

/** A claim is believed only of the host that it comes from: any other would keep us from dialling another node. */
export function isAtHost(claimed: NetAddress, comesFrom: string): boolean {
  return normaliseAddress({ ...claimed, host: comesFrom })?.host === claimed.host;
}

/** Where a peer that dialled us listens, if it says so of the host that it comes from. */
export function ownListenAddress(ready: ReadyFacts | undefined): NetAddress | undefined {
  if (ready?.listenAddress === undefined) return undefined;
  return isAtHost(ready.listenAddress, ready.address.host) ? ready.listenAddress : undefined;
}
