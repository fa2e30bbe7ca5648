/**
 * Which TCP sockets may stay before they are peers.
 *
 * States of a socket: half-open (accepted, its upgrade not done), open (a WebSocket) → gone.
 * Events and rules:
 * - a socket is accepted -> half-open. Beyond HALF_OPEN_MAX the oldest half-open one makes room: an honest one needs a
 *   few round trips, one that was opened and left would keep its place until its time is over;
 * - its address opens them faster than SOCKET_RATE, or has HALF_OPEN_PER_ADDRESS_MAX half-open -> refused. An IPv6
 *   address counts by its first 64 bits, which one customer of a provider has for himself;
 * - its upgrade is done -> open, unless socketsMax are. Then one that is being closed makes room, else it is refused.
 * Loopback is not counted by address: a test network has all its nodes there, so do a proxy's clients, and who runs
 * programs on this machine has better ways to harm it. The bounds on all sockets together hold for it, too.
 * Refused means closed without a word: a greeting costs this node a signature, a refusal next to nothing. Nobody is
 * blamed; who is honest dials again.
 */
import { connectionSource, TokenBucket } from "@triad/gossip";

/**
 * Half-open sockets of all addresses. Some 20 kB each. Who opens a thousand a second leaves an honest socket a quarter
 * of a second, a few round trips.
 */
export const HALF_OPEN_MAX = 256;
/** Of one address: an office behind one has so many nodes that dial in one moment at most. */
export const HALF_OPEN_PER_ADDRESS_MAX = 16;
/**
 * New sockets of one address. All peers of a node behind one router come back at once when the node was restarted; who
 * is refused dials again after some seconds. A greeting costs a millisecond at most: 0.2 % of the node's time.
 */
export const SOCKET_RATE = { burst: 128, perSecond: 2 } as const;
/** Addresses remembered, some hundred bytes each; the one that came first is forgotten first. */
export const ADDRESSES_MAX = 4096;

/** A socket as this module sees it; `destroy` has to be the end of it. */
export interface AdmittedSocket {
  destroy(): unknown;
  once(event: "close", listener: () => void): unknown;
}

export interface SocketAdmission {
  /** A TCP socket was accepted from `host`. False: destroy it. */
  accepted(socket: AdmittedSocket, host: string): boolean;
  /** It asks for the upgrade. False: refuse it. */
  upgraded(socket: AdmittedSocket): boolean;
  counts(): { readonly halfOpen: number; readonly open: number; readonly addresses: number };
}

export interface SocketAdmissionOptions {
  /** WebSockets at the same time, those included that are being closed. */
  readonly socketsMax: number;
  /** Ends a WebSocket that is being closed; false: none is. */
  readonly makeRoom: () => boolean;
  readonly nowMs?: () => number;
}

interface Source {
  readonly bucket: TokenBucket;
  halfOpen: number;
}

export function createSocketAdmission({
  socketsMax,
  makeRoom,
  nowMs = () => performance.now(),
}: SocketAdmissionOptions): SocketAdmission {
  /** Oldest first, with what its address counts as. */
  const halfOpen = new Map<AdmittedSocket, Source | undefined>();
  const open = new Set<AdmittedSocket>();
  const sources = new Map<string, Source>();

  function sourceOf(host: string): Source | undefined {
    const name = connectionSource(host);
    if (name === undefined) return undefined;
    const known = sources.get(name);
    if (known !== undefined) return known;
    if (sources.size >= ADDRESSES_MAX) forgetOne();
    const source = { bucket: new TokenBucket(SOCKET_RATE, nowMs()), halfOpen: 0 };
    sources.set(name, source);
    return source;
  }

  /** The oldest one, and those after it that are as good as new, a few at a time. */
  function forgetOne(): void {
    let looked = 0;
    for (const [name, { bucket, halfOpen: waiting }] of sources) {
      const isAsNew = waiting === 0 && bucket.isFull(nowMs());
      if (looked === 0 || isAsNew) sources.delete(name);
      looked += 1;
      if (looked >= 16) return;
    }
  }

  function leaveHalfOpen(socket: AdmittedSocket): void {
    const source = halfOpen.get(socket);
    if (halfOpen.delete(socket) && source !== undefined) source.halfOpen -= 1;
  }

  function endOldest(): void {
    for (const socket of halfOpen.keys()) {
      leaveHalfOpen(socket);
      socket.destroy();
      return;
    }
  }

  return {
    accepted(socket, host) {
      const source = sourceOf(host);
      if (source !== undefined) {
        if (source.halfOpen >= HALF_OPEN_PER_ADDRESS_MAX || !source.bucket.take(1, nowMs())) return false;
        source.halfOpen += 1;
      }
      if (halfOpen.size >= HALF_OPEN_MAX) endOldest();
      halfOpen.set(socket, source);
      socket.once("close", () => {
        leaveHalfOpen(socket);
        open.delete(socket);
      });
      return true;
    },
    upgraded(socket) {
      if (!halfOpen.has(socket)) return false;
      if (open.size >= socketsMax && !makeRoom()) return false;
      leaveHalfOpen(socket);
      open.add(socket);
      return true;
    },
    counts: () => ({ halfOpen: halfOpen.size, open: open.size, addresses: sources.size }),
  };
}
