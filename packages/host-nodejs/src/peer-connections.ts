/** All connections of a node: dials and accepts, gives numbers, turns sockets into events and effects into frames. */
import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import type { Event, NetAddress, PeerId } from "@triad/roles";
import type { WebSocket } from "ws";
import { type Connection, openConnection } from "./connection.ts";
import { type DialWays, dialAddress } from "./dial-address.ts";
import { createTrafficBudget, type TrafficBounds } from "./traffic-budget.ts";

/** Sees every frame; for tests and for counting. It must not change the frame. */
export type FrameObserver = (peer: PeerId, direction: "sent" | "received", frame: Uint8Array) => void;

export interface PeerConnections {
  /** `stream`: what the socket reads from. */
  accept(socket: WebSocket, address: NetAddress, stream: Duplex): void;
  dial(address: NetAddress, farOnly?: true): void;
  send(peer: PeerId, frame: Uint8Array): void;
  disconnect(peer: PeerId, code: string, text: string): void;
  frameHandled(peer: PeerId, bytes: number): void;
  /** False: the peer has left, or this node is ending the connection. */
  isOpen(peer: PeerId): boolean;
  /** Cuts off the peer that this node has been ending for longest, and that has not answered. False: there is none. */
  cutOffClosing(): boolean;
  /** Disconnects all and ends all dials; resolves when the last socket is closed. */
  closeAll(code: string, text: string): Promise<void>;
}

export interface PeerConnectionsOptions {
  readonly post: (event: Event) => void;
  readonly dialWays: Omit<DialWays, "farOnly">;
  readonly onFrame?: FrameObserver | undefined;
  readonly sendQueueBytesMax?: number | undefined;
  readonly trafficBounds?: TrafficBounds | undefined;
}

export function createPeerConnections(options: PeerConnectionsOptions): PeerConnections {
  const { post, dialWays, onFrame, sendQueueBytesMax } = options;
  const budget = createTrafficBudget(options.trafficBounds);
  const connections = new Map<PeerId, Connection>();
  /** Of the connections, those that were cut off and whose end is not reported yet. */
  const cut = new Set<PeerId>();
  const dials = new Set<() => void>();
  let lastPeer = 0;
  let ended = false;
  let lastOneClosed: (() => void) | undefined;

  function open(
    socket: WebSocket,
    direction: "inbound" | "outbound",
    address: NetAddress,
    { ip, stream }: { readonly ip?: string | undefined; readonly stream?: Duplex },
  ): void {
    if (ended) {
      socket.terminate();
      return;
    }
    lastPeer += 1;
    const peer = lastPeer;
    const connection = openConnection(socket, {
      peer,
      direction,
      address,
      budget,
      stream,
      ...(sendQueueBytesMax === undefined ? {} : { sendQueueBytesMax }),
      listener: {
        frame(frame) {
          onFrame?.(peer, "received", frame);
          post({ type: "frame-received", peer, frame });
        },
        drained: (queuedBytes) => post({ type: "send-drained", peer, queuedBytes }),
        closed(code, text) {
          connections.delete(peer);
          cut.delete(peer);
          post({ type: "peer-closed", peer, code, text });
          if (connections.size === 0) lastOneClosed?.();
        },
      },
    });
    connections.set(peer, connection);
    post({ type: "peer-connected", peer, direction, address, ...(ip === undefined ? {} : { ip }) });
  }

  return {
    accept: (socket, address, stream) => open(socket, "inbound", address, { stream }),

    dial(address, farOnly) {
      if (ended) return;
      const cancel = dialAddress(
        address,
        { ...dialWays, farOnly: farOnly === true },
        {
          opened(socket, ip) {
            dials.delete(cancel);
            open(socket, "outbound", address, { ip: isIP(address.host) === 0 ? ip : undefined });
          },
          failed(reason, resolved) {
            dials.delete(cancel);
            post({ type: "dial-failed", address, reason, resolved });
          },
        },
      );
      dials.add(cancel);
    },

    send(peer, frame) {
      const connection = connections.get(peer);
      // The connection may have closed while the role didn't know it yet.
      if (connection === undefined) return;
      onFrame?.(peer, "sent", frame);
      connection.send(frame);
    },

    disconnect: (peer, code, text) => connections.get(peer)?.disconnect(code, text),
    isOpen: (peer) => connections.get(peer)?.isOpen === true,
    cutOffClosing() {
      for (const connection of connections.values()) {
        if (connection.isOpen || cut.has(connection.peer)) continue;
        cut.add(connection.peer);
        connection.cutOff("connection-lost", "");
        return true;
      }
      return false;
    },
    frameHandled: (peer, bytes) => connections.get(peer)?.frameHandled(bytes),

    async closeAll(code, text) {
      ended = true;
      for (const cancel of dials) cancel();
      if (connections.size === 0) return;
      const allClosed = new Promise<void>((resolve) => {
        lastOneClosed = resolve;
      });
      for (const connection of connections.values()) connection.disconnect(code, text);
      await allClosed;
    },
  };
}
