/** The signatures of the machines, published ahead of their implementation. */
import type { SchnorrBackend } from "@triad/crypto";
import type { Message, MessageOf, NodeRole } from "@triad/protocol";
import type { DisconnectCode } from "./disconnect-codes.ts";
import type { Direction, NetAddress, Now, Outbox, PeerId, PeerOutbox, Randomness } from "./ports.ts";

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
  /** Round trip of the last ping. */
  readonly pingMs: number | undefined;
}

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
  /** When not empty, only these are dialled. */
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
}

export declare class Connections {
  constructor(ports: ConnectionsPorts, options: ConnectionsOptions);
  /** To be given to every other machine: sends only to ready peers, and closing a peer takes it out of the table. */
  readonly outbox: PeerOutbox;
  start(now: Now): void;
  peerConnected(peer: PeerId, direction: Direction, address: NetAddress, now: Now): void;
  dialFailed(address: NetAddress, reason: string, now: Now): void;
  /** The message when it is for other machines; undefined when it was consumed here or the peer is not ready. */
  messageReceived(peer: PeerId, message: Message, now: Now): Message | undefined;
  /** `code` as the host reports it (ours, the other side's, or a transport error). */
  peerClosed(peer: PeerId, code: string, now: Now): void;
  connect(address: NetAddress, now: Now): void;
  /** Ends a connection and forgets the wish for it. False: no such peer. */
  disconnect(peer: PeerId, code: DisconnectCode, text: string, now: Now): boolean;
  ready(): readonly PeerView[];
  view(peer: PeerId): PeerView | undefined;
  counts(): { readonly inbound: number; readonly outbound: number; readonly ready: number; readonly addresses: number };
  /** Known addresses as text, for the host to keep. */
  serialiseAddresses(): string;
  /** Tolerant of damage: what cannot be read is left out. Returns how many addresses were taken. */
  restoreAddresses(text: string, now: Now): number;
  nextWake(): number | undefined;
  wake(now: Now): void;
}

export interface TransactionRelayPorts {
  readonly outbox: PeerOutbox;
  readonly random: Randomness;
  /** Encoded transaction of the pool. */
  readonly lookup: (wtxid: Uint8Array) => Uint8Array | undefined;
  /** In the pool, or not worth asking for (recently rejected, confirmed). */
  readonly isKnown: (wtxid: Uint8Array) => boolean;
}
export interface TransactionRelayOptions {
  /** False for light nodes: inventory from peers is ignored. */
  readonly relays: boolean;
}
export declare class TransactionRelay {
  constructor(ports: TransactionRelayPorts, options: TransactionRelayOptions);
  /** `relays`: the peer wants others' transactions (full nodes and miners). */
  peerReady(peer: PeerId, relays: boolean): void;
  peerGone(peer: PeerId, now: Now): void;
  inventoryReceived(peer: PeerId, wtxids: readonly Uint8Array[], now: Now): void;
  transactionsRequested(peer: PeerId, wtxids: readonly Uint8Array[]): void;
  /** Call for each transaction of a `transactions` message; "unrequested" has disconnected the peer. */
  received(peer: PeerId, wtxid: Uint8Array, now: Now): "requested" | "unrequested";
  announce(wtxid: Uint8Array, now: Now, exceptPeer?: PeerId): void;
  reannounce(wtxids: readonly Uint8Array[], now: Now): void;
  nextWake(): number | undefined;
  wake(now: Now): void;
}

export interface HeaderSyncPorts {
  readonly outbox: PeerOutbox;
  /** Block hashes from our best header back, newest first. */
  readonly locator: () => readonly Uint8Array[];
  /** Work of our best header. */
  readonly ownWork: () => bigint;
  readonly isKnown: (hash: Uint8Array) => boolean;
}
export declare class HeaderSync {
  constructor(ports: HeaderSyncPorts);
  /** `work`: what its Hello claims. */
  peerReady(peer: PeerId, work: bigint, now: Now): void;
  peerGone(peer: PeerId, now: Now): void;
  /** "connects": the parent is known, validate the header; "orphan": the peer has been (or will be) asked for headers. */
  announcementReceived(peer: PeerId, header: Uint8Array, now: Now): "connects" | "orphan";
  /** "expected": validate and call headersAccepted or headersRejected; "unrequested" has disconnected the peer. */
  headersReceived(peer: PeerId, headers: readonly Uint8Array[], now: Now): "expected" | "unrequested";
  /** `count` as received (0 allowed), `lastHash` of the last of them (undefined when 0). */
  headersAccepted(
    peer: PeerId,
    outcome: { readonly count: number; readonly lastHash: Uint8Array | undefined },
    now: Now,
  ): void;
  /** Disconnects with `invalid-header`; `text` names the rule. */
  headersRejected(peer: PeerId, text: string, now: Now): void;
  /** Headers of a peer with more work are still coming in. */
  isSyncing(): boolean;
  nextWake(): number | undefined;
  wake(now: Now): void;
}
/** The best chain as the answer to get-headers needs it. */
export interface BestChainView {
  readonly tipHeight: number;
  /** Height of a block of the best chain; undefined for any other hash. */
  heightOf(hash: Uint8Array): number | undefined;
  /** 80 bytes; asked for heights 0 to tipHeight only. */
  headerAt(height: number): Uint8Array;
}
export declare function answerGetHeaders(request: MessageOf<"get-headers">, chain: BestChainView): MessageOf<"headers">;

/** A header whose body can be downloaded; chain's HeaderEntry is one. */
export interface BlockReference {
  readonly hash: Uint8Array;
  readonly height: number;
  readonly chainWork: bigint;
}
/** "all": the complete chain (granted); "recent": the last RECENT_BLOCKS blocks; "none": no bodies. */
export type BlockServing = "all" | "recent" | "none";
export interface BlockDownloadPorts<Entry extends BlockReference> {
  readonly outbox: PeerOutbox;
  /** At most `limit` entries of the best header chain without body, in height order. */
  readonly wanted: (limit: number) => readonly Entry[];
  /** Whether `entry` is `of` or an ancestor of it. */
  readonly isAncestor: (entry: Entry, of: Entry) => boolean;
}
export declare class BlockDownload<Entry extends BlockReference> {
  constructor(ports: BlockDownloadPorts<Entry>);
  peerReady(peer: PeerId, serving: BlockServing): void;
  peerGone(peer: PeerId, now: Now): void;
  /** After an access reply. */
  servingChanged(peer: PeerId, serving: BlockServing, now: Now): void;
  /** The peer announced this block or sent its header; kept when it has more work than what was known of the peer. */
  peerHas(peer: PeerId, entry: Entry, now: Now): void;
  /** "unrequested" has disconnected the peer. */
  received(peer: PeerId, hash: Uint8Array, now: Now): "requested" | "unrequested";
  notFound(peer: PeerId, hashes: readonly Uint8Array[], now: Now): void;
  /** Call when what is wanted may have changed (headers accepted, body stored, reorganisation). */
  schedule(now: Now): void;
  inFlight(): number;
  nextWake(): number | undefined;
  wake(now: Now): void;
}

export declare class BlockRelay {
  constructor(outbox: PeerOutbox);
  peerReady(peer: PeerId): void;
  peerGone(peer: PeerId): void;
  /** The peer announced, sent or was sent this block. */
  peerKnows(peer: PeerId, hash: Uint8Array): void;
  /** To every ready peer that is not known to have it. */
  announce(hash: Uint8Array, header: Uint8Array): void;
}
