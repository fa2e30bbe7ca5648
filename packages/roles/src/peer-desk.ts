/**
 * Who this node is connected to, for every role: the peer table, the frames in and out of it, and the list that an
 * operator sees.
 */
import { bytesToHex } from "@triad/crypto";
import {
  Connections,
  type ConnectionsOptions,
  type DisconnectCode,
  MessageRates,
  type PeerView as ReadyPeer,
} from "@triad/gossip";
import { DecodeError, decodeFrame, type Message } from "@triad/protocol";
import { ClockWatch } from "./clock-watch.ts";
import type { Effects } from "./effects.ts";
import { formatNetAddress, parseNetAddress } from "./net-address.ts";
import type { OperatorReply, PeerView } from "./operator.ts";
import type { RoleName, RoleOptions } from "./role-options.ts";
import type { Event, NetAddress, Now, PeerId } from "./seam.ts";

/** A bit of Hello's services: this node has the bodies of all blocks. */
export const SERVICE_FULL_CHAIN = 1;
/** This node has the bodies of recent blocks. */
export const SERVICE_RECENT_BLOCKS = 2;
/** This node takes new blocks as compact blocks; others hear of them by their headers. */
export const SERVICE_COMPACT_BLOCKS = 4;
/** This node gives filters of blocks, and proofs of transactions. */
export const SERVICE_FILTERS = 8;

export interface PeerDeskPorts {
  readonly effects: Effects;
  readonly tip: () => { readonly height: number; readonly work: bigint };
  readonly onReady: (peer: ReadyPeer, now: Now) => void;
  readonly onGone: (peer: ReadyPeer, now: Now) => void;
  /** What the operator's list says of a peer's access answer to us. */
  readonly accessOf: (peer: PeerId) => PeerView["access"];
}

interface Connection {
  readonly direction: "inbound" | "outbound";
  readonly address: NetAddress;
  readonly connectedAtMs: number;
  receivedBytes: number;
  /** Of the best block that the peer has shown since its Hello. */
  shownHeight: number;
  /** For people; undefined while the greeting goes on. */
  name: string | undefined;
}

/** With these a node that was reached says during the greeting that it won't have this one, now or ever. */
const REFUSALS: ReadonlySet<string> = new Set<DisconnectCode>([
  "different-network",
  "too-old",
  "full",
  "banned",
  "not-allowed",
]);

export class PeerDesk {
  readonly connections: Connections;
  readonly #ports: PeerDeskPorts;
  /** Bounded by the connections that the host and the peer table admit. */
  readonly #open = new Map<PeerId, Connection>();
  /** Address → code of the last refusal; bounded by the addresses that an operator names. */
  readonly #refused = new Map<string, string>();
  readonly #rates = new MessageRates();
  readonly #clock: ClockWatch;
  /** The highest block that any peer has shown; whoever shows a higher one was first with it. */
  #highestShown = 0;
  #now: Now = { monotonicMs: 0, unixMs: 0 };

  constructor(role: RoleName, services: number, options: RoleOptions, ports: PeerDeskPorts) {
    this.#ports = ports;
    this.#clock = new ClockWatch({
      effects: ports.effects,
      maxFutureSeconds: options.network.maxFutureSeconds,
      ready: () => this.connections.ready(),
    });
    this.connections = new Connections(
      {
        outbox: ports.effects,
        random: options.randomness,
        schnorr: options.schnorr,
        tip: ports.tip,
        onReady: (peer, now) => {
          const connection = this.#open.get(peer.peer);
          if (connection !== undefined) connection.name = nameOf(peer);
          this.#refused.delete(formatNetAddress(peer.address));
          const text = `Connected to ${nameOf(peer)} (height ${peer.height}).`;
          ports.effects.notify("info", "peers", "peer-ready", text, { peer: peer.peer, role: peer.role });
          this.#clock.peerReady();
          ports.onReady(peer, now);
        },
        onGone: ports.onGone,
      },
      connectionsOptions(role, services, options),
    );
  }

  /** True: the event was about a connection, and all that is left of it is the message returned, if any. */
  handle(event: Event, now: Now): { readonly peer: PeerId; readonly message: Message } | undefined {
    this.#now = now;
    switch (event.type) {
      case "peer-connected":
        this.#open.set(event.peer, {
          direction: event.direction,
          address: event.address,
          connectedAtMs: now.monotonicMs,
          receivedBytes: 0,
          shownHeight: 0,
          name: undefined,
        });
        this.connections.peerConnected(event.peer, event.direction, event.address, now, event.ip);
        return undefined;
      case "dial-failed":
        this.#dialFailed(event.address, event.reason, event.resolved ?? [], now);
        return undefined;
      case "address-heard":
        this.connections.heardOnLan(event.address, event.role, now);
        return undefined;
      case "peer-closed":
        this.#closed(event.peer, event.code, event.text, now);
        return undefined;
      case "frame-received":
        return this.#frame(event.peer, event.frame, now);
      default:
        return undefined;
    }
  }

  connect(address: string, now: Now): OperatorReply {
    const parsed = parseNetAddress(address);
    if (parsed === undefined) {
      const message = `"${address}" is not an address; write HOST:PORT, for example 192.168.1.7:28640 or [::1]:28640.`;
      return { ok: false, code: "bad-address", message };
    }
    if (!this.connections.connect(parsed, now)) {
      return { ok: false, code: "bad-address", message: `"${address}" can't be dialled: it leads nowhere.` };
    }
    return {
      ok: true,
      value: { of: "done", text: `Connecting to ${address}, now and whenever the connection is lost.` },
    };
  }

  disconnect(peer: PeerId, now: Now): OperatorReply {
    if (this.connections.disconnect(peer, "operator", "the operator of the other node ended the connection", now)) {
      return { ok: true, value: { of: "done", text: `Peer ${peer} is being disconnected.` } };
    }
    return { ok: false, code: "peer-not-found", message: `There is no peer ${peer}; "peers" lists them.` };
  }

  /** The peer has announced or sent a header: it has that block. */
  hasShown(peer: PeerId, height: number): void {
    const connection = this.#open.get(peer);
    if (connection === undefined) return;
    connection.shownHeight = Math.max(connection.shownHeight, height);
    if (height <= this.#highestShown) return;
    this.#highestShown = height;
    this.connections.delivered(peer, "block", this.#now);
  }

  views(now: Now): readonly PeerView[] {
    const standings = this.connections.standings();
    return [...this.#open].map(([peer, { direction, address, connectedAtMs, receivedBytes, shownHeight }]) => {
      const ready = this.connections.view(peer);
      const standing = standings.get(peer);
      return {
        peer,
        direction,
        address: formatNetAddress(address),
        toldBy: standing?.toldBy ?? null,
        role: ready?.role ?? "?",
        nodeKey: ready === undefined ? "" : bytesToHex(ready.nodeKey),
        userAgent: ready?.userAgent ?? "",
        height: Math.max(ready?.height ?? 0, shownHeight),
        connectedSeconds: Math.floor((now.monotonicMs - connectedAtMs) / 1000),
        group: standing?.group ?? "?",
        lastTransactionUnixMs: standing?.lastTransactionUnixMs ?? null,
        lastBlockUnixMs: standing?.lastBlockUnixMs ?? null,
        protectedBy: standing?.protectedBy ?? null,
        isAnchor: standing?.isAnchor ?? false,
        isDiscouraged: standing?.isDiscouraged ?? false,
        pingMs: ready?.pingMs ?? null,
        bytesSent: this.#ports.effects.sentBytes(peer),
        bytesReceived: receivedBytes,
        access: this.#ports.accessOf(peer),
        state: ready === undefined ? "handshake" : "ready",
      };
    });
  }

  /** For people; of a peer whose greeting is done, its role and key too. */
  nameOf(peer: PeerId): string {
    const ready = this.connections.view(peer);
    return ready === undefined ? `peer ${peer}` : nameOf(ready);
  }

  #frame(peer: PeerId, frame: Uint8Array, now: Now): { peer: PeerId; message: Message } | undefined {
    const connection = this.#open.get(peer);
    // a frame that was under way when the connection was closed
    if (connection === undefined) return undefined;
    connection.receivedBytes += frame.length;
    const message = decodeFrame(frame);
    if (message instanceof DecodeError) {
      this.connections.disconnect(peer, "bad-frame", `a frame could not be read: ${message.what}`, now);
      return undefined;
    }
    switch (this.#rates.charge(peer, message, now.monotonicMs)) {
      case "within":
        break;
      case "ignored":
        return undefined;
      case "flood":
        this.connections.disconnect(peer, "flood", `${message.kind} came more often than any node sends it`, now);
        return undefined;
    }
    if (message.kind === "notice") {
      const { code, text } = message;
      this.#ports.effects.notify("info", "peers", "peer-notice", `Peer ${peer} says: ${text}`, { peer, notice: code });
    }
    const left = this.connections.messageReceived(peer, message, now);
    return left === undefined ? undefined : { peer, message: left };
  }

  /** What an operator asked for is worth a line, once for each reason; of the others most fail now and then. */
  #dialFailed(address: NetAddress, reason: string, resolved: readonly string[], now: Now): void {
    const failed = this.connections.dialFailed(address, reason, resolved, now);
    if (failed === undefined) return;
    const level = failed.origin === "manual" && failed.isNews ? "info" : "debug";
    const where = formatNetAddress(address);
    const text = `Can't connect to ${where}: ${reason}. It is tried again.`;
    this.#ports.effects.notify(level, "peers", "dial-failed", text, { address: where, reason });
  }

  /** Whoever was told that a peer is connected is told that it is no longer, whichever side ended it. */
  #closed(peer: PeerId, code: string, text: string, now: Now): void {
    // one that this node ended has left the table by then
    const isOwnWish = this.connections.view(peer) === undefined;
    const connection = this.#open.get(peer);
    const isRefusal = REFUSALS.has(code) && connection !== undefined && this.#isNewsOfRefusal(peer, connection, code);
    this.#open.delete(peer);
    this.#rates.peerGone(peer);
    this.#ports.effects.forgetPeer(peer);
    this.connections.peerClosed(peer, code, now);
    if (connection === undefined) return;
    const { name, address } = connection;
    // two nodes that dialled each other at once keep one of both connections: no news for an operator
    const isNews = name !== undefined ? code !== "duplicate" : isRefusal;
    const level = isNews ? "info" : "debug";
    const who = name ?? formatNetAddress(address);
    const told =
      isOwnWish && name !== undefined
        ? `This node ended the connection to ${who} (${code}).`
        : `Connection to ${who} ended (${text === "" ? code : `${code}: ${text}`}).`;
    this.#ports.effects.notify(level, "peers", "peer-closed", told, { peer, code });
  }

  /** As of a dial that fails: what an operator asked for is worth a line, once for each reason. */
  #isNewsOfRefusal(peer: PeerId, { direction, address, name }: Connection, code: string): boolean {
    if (direction === "inbound" || name !== undefined) return false;
    if (this.connections.standings().get(peer)?.toldBy !== "operator") return false;
    const where = formatNetAddress(address);
    if (this.#refused.get(where) === code) return false;
    this.#refused.set(where, code);
    return true;
  }
}

function connectionsOptions(role: RoleName, services: number, options: RoleOptions): ConnectionsOptions {
  const { network, listen } = options;
  const isAnyAddress = listen?.host === "::" || listen?.host === "0.0.0.0";
  return {
    chainId: network.chainId,
    role,
    services,
    userAgent: options.userAgent,
    nodeSecretKey: options.nodeSecretKey,
    listen: listen === undefined ? undefined : { ...listen, host: isAnyAddress ? "" : listen.host },
    maxInbound: options.maxInbound,
    maxOutbound: options.maxOutbound,
    peers: options.peers,
    connectOnly: options.connectOnly ?? [],
    seeds: network.params.seeds.flatMap((seed) => parseNetAddress(seed) ?? []),
  };
}

/** `full node 0123abcd at 10.0.0.1:9000`. */
export function nameOf(peer: ReadyPeer): string {
  const role = peer.role === "full-node" ? "full node" : peer.role === "light-node" ? "light node" : "miner";
  return `${role} ${bytesToHex(peer.nodeKey).slice(0, 8)} at ${formatNetAddress(peer.address)}`;
}
