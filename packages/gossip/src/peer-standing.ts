/** How connections stand among each other: which would be closed for another one, which the next run dials first. */
import { bytesOfKey } from "@triad/chain";
import { sipHash24 } from "@triad/crypto";
import { type AddressBook, ANCHORS_MAX } from "./address-book.ts";
import { hostGroup, type NetworkGroup, networkGroup } from "./address-group.ts";
import { normaliseAddress } from "./address-text.ts";
import { type Bans, subjectsOf } from "./bans.ts";
import { type InboundCandidate, type Protection, protectInbound } from "./inbound-eviction.ts";
import type { Connection } from "./peer-view.ts";
import type { PeerId } from "./ports.ts";

/** An operator by option or command, the network's parameters, the local network, or other peers (perhaps earlier). */
export type AddressTeller = "operator" | "seed" | "lan" | "gossip";

export interface PeerStanding {
  readonly group: NetworkGroup;
  /** Of inbound connections: what keeps it when all places are taken. */
  readonly protectedBy: Protection | undefined;
  /** The next run dials it first. */
  readonly isAnchor: boolean;
  readonly isDiscouraged: boolean;
  /** Of outbound connections: who told the address that was dialled. */
  readonly toldBy: AddressTeller | undefined;
  /** Undefined: it was never of use. */
  readonly lastTransactionUnixMs: number | undefined;
  readonly lastBlockUnixMs: number | undefined;
}

/** `connections`: in the order of their opening. */
export function standingsOf(
  connections: readonly Connection[],
  book: AddressBook,
  bans: Bans,
): ReadonlyMap<PeerId, PeerStanding> {
  const kept = protectInbound(inboundCandidates(connections, book, bans));
  const anchors = anchorsOf(connections);
  const standings = connections.map((connection): [PeerId, PeerStanding] => {
    const { peer, lastTransaction, lastBlock } = connection;
    const standing = {
      group: networkGroup(hostOf(connection)),
      protectedBy: kept.get(peer),
      isAnchor: anchors.includes(connection),
      isDiscouraged: isDiscouraged(connection, bans),
      toldBy: tellerOf(connection, book),
      lastTransactionUnixMs: lastTransaction?.unixMs,
      lastBlockUnixMs: lastBlock?.unixMs,
    };
    return [peer, standing];
  });
  return new Map(standings);
}

function tellerOf({ direction, address }: Connection, book: AddressBook): AddressTeller | undefined {
  const entry = direction === "outbound" ? book.get(address) : undefined;
  if (entry === undefined) return undefined;
  switch (entry.origin) {
    case "manual":
      return "operator";
    case "seed":
      return "seed";
    case "learned":
      return entry.isFromLan ? "lan" : "gossip";
    default:
      return entry.origin satisfies never;
  }
}

/** The outbound connections that have lasted longest. */
export function anchorsOf(connections: readonly Connection[]): readonly Connection[] {
  const dialled = connections.filter(({ direction, ready }) => direction === "outbound" && ready !== undefined);
  return dialled.slice(0, ANCHORS_MAX);
}

export function inboundCandidates(
  connections: readonly Connection[],
  book: AddressBook,
  bans: Bans,
): readonly InboundCandidate[] {
  const inbound = connections.filter(({ direction }) => direction === "inbound");
  return inbound.map((connection) => {
    const { peer, openedAtMs, keepAlive, lastBlock, lastTransaction, ready } = connection;
    const group = hostGroup(hostOf(connection));
    return {
      peer,
      hostGroup: group,
      groupOrder: sipHash24(book.secret, bytesOfKey(group)),
      pingMs: keepAlive.lowestRoundTripMs,
      lastBlockMs: lastBlock?.monotonicMs,
      lastTransactionMs: lastTransaction?.monotonicMs,
      openedAtMs,
      isGreeting: ready === undefined,
      isDiscouraged: isDiscouraged(connection, bans),
    };
  });
}

function hostOf({ address }: Connection): string {
  return normaliseAddress(address)?.host ?? address.host;
}

function isDiscouraged({ address, ip, ready }: Connection, bans: Bans): boolean {
  return subjectsOf(address, ready?.nodeKeyText, ip).some((subject) => bans.isDiscouraged(subject));
}
