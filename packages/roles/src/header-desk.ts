/** Headers in and out, for every role: synchronisation, announcements, and answering those who ask. */

import { type Network, Reject } from "@triad/chain";
import { type HeaderEntry, type HeaderIndex, locatorOf, meetsBits } from "@triad/chain/headers";
import {
  answerGetHeaders,
  earlier,
  HeaderSync,
  type PeerOutbox,
  PresyncPeers,
  type PresyncProgress,
  type Randomness,
} from "@triad/gossip";
import { DecodeError, hashHeader, type MessageOf, readHeader } from "@triad/protocol";
import { isSendersFault } from "./blame.ts";
import type { Now, PeerId } from "./seam.ts";

export interface HeaderDeskPorts {
  readonly network: Network;
  readonly random: Randomness;
  readonly outbox: PeerOutbox;
  readonly index: HeaderIndex;
  readonly accept: (header: Uint8Array, nowSeconds: number) => HeaderEntry | Reject;
  /** The end of the chain that this node stands for. */
  readonly tip: () => HeaderEntry;
  /** Whether that chain is the best we know of, as far as its blocks are to be had. */
  readonly hasCaughtUp: () => boolean;
  /** It announced the header itself, which need not be acceptable yet. */
  readonly peerKnows: (peer: PeerId, hash: Uint8Array) => void;
  /** The peer has shown a header: it has that block. */
  readonly peerHas: (peer: PeerId, entry: HeaderEntry, now: Now) => void;
  readonly headersChanged: (now: Now) => void;
}

/** Nobody needs a header that lies further ahead sooner: its peer announces others until then. */
const EARLY_WAIT_MS_MAX = 600_000;

/** Bytes of a header that name its parent. */
const PARENT_START = 4;
const PARENT_END = 36;

export class HeaderDesk {
  readonly sync: HeaderSync;
  readonly #ports: HeaderDeskPorts;
  readonly #presync: PresyncPeers;
  /** Monotonic times at which to ask peers again for a header that was ahead of the clock. */
  readonly #earlyUntilMs = new Map<PeerId, number>();
  /**
   * The last header that each peer announced before its parent was here. A peer may announce a block before it is its
   * tip, and then its answer to get-headers ends with the parent.
   */
  readonly #orphans = new Map<PeerId, Uint8Array>();

  constructor(ports: HeaderDeskPorts) {
    this.#ports = ports;
    this.#presync = new PresyncPeers({
      network: ports.network,
      random: ports.random,
      index: ports.index,
      // While bodies are still coming, the headers are far ahead of the tip, and it is their work that cheap ones have to
      // reach. Afterwards, headers whose blocks nobody gives must not keep out those of a chain that is there.
      tip: () => (ports.hasCaughtUp() ? ports.tip() : ports.index.best),
    });
    this.sync = new HeaderSync({
      outbox: ports.outbox,
      // from the parent on, so that a peer with the same tip shows that it has it
      locator: () => locatorOf(ports.index.best.parent ?? ports.index.best),
      ownWork: () => ports.index.best.chainWork,
      isKnown: (hash) => ports.index.get(hash) !== undefined,
    });
  }

  peerGone(peer: PeerId, now: Now): void {
    this.#earlyUntilMs.delete(peer);
    this.#orphans.delete(peer);
    this.#presync.peerGone(peer);
    this.sync.peerGone(peer, now);
  }

  wake(now: Now): void {
    this.sync.wake(now);
    for (const [peer, untilMs] of [...this.#earlyUntilMs]) {
      if (now.monotonicMs < untilMs) continue;
      this.#earlyUntilMs.delete(peer);
      this.sync.askAgain(peer, now);
    }
  }

  nextWake(): number | undefined {
    return [...this.#earlyUntilMs.values()].reduce(earlier, this.sync.nextWake());
  }

  /** Of the furthest presync; undefined: there is none. */
  presyncProgress(): PresyncProgress | undefined {
    return this.#presync.progress();
  }

  answer(peer: PeerId, request: MessageOf<"get-headers">): void {
    this.#ports.outbox.send(peer, answerGetHeaders(request, this.#ports.index, this.#ports.tip()));
  }

  received(peer: PeerId, { headers }: MessageOf<"headers">, now: Now): void {
    if (this.sync.headersReceived(peer) === "unrequested") return;
    const verdict = this.#presync.receive(peer, headers, Math.floor(now.unixMs / 1000));
    switch (verdict.type) {
      case "store":
        this.#store(peer, verdict.headers, now, (last) => {
          this.sync.headersAccepted(peer, { count: headers.length, lastHash: last?.hash }, now);
        });
        return;
      case "ask":
        this.#store(peer, verdict.headers, now, () => this.sync.presyncGoesOn(peer, verdict.locator, now));
        return;
      case "not-stored":
        this.sync.branchNotStored(peer, verdict.isUnclear, now);
        return;
      case "refused":
        this.#refused(peer, verdict.reject, undefined, now);
        return;
      default:
        verdict satisfies never;
    }
  }

  /** `then` asks on: the index has taken the headers before the next request is sent from its locator. */
  #store(peer: PeerId, headers: readonly Uint8Array[], now: Now, then: (last: HeaderEntry | undefined) => void): void {
    let last: HeaderEntry | undefined;
    for (const header of headers) {
      const accepted = this.#ports.accept(header, Math.floor(now.unixMs / 1000));
      if (accepted instanceof Reject) {
        this.#presync.peerGone(peer);
        this.#refused(peer, accepted, last, now);
        return;
      }
      last = accepted;
    }
    if (last !== undefined) this.#ports.peerHas(peer, last, now);
    this.#retryOrphan(peer, now);
    then(last);
    this.#ports.headersChanged(now);
  }

  announced(peer: PeerId, { header }: MessageOf<"block-announcement">, now: Now): void {
    const hash = hashHeader(header);
    if (this.#ports.index.get(hash) === undefined && !hasWork(header, hash)) {
      this.#ports.outbox.disconnect(peer, "invalid-header", "a header was announced that has no work");
      return;
    }
    // also when its parents are still to come: otherwise it would go back to where it came from
    this.#ports.peerKnows(peer, hash);
    if (this.sync.announcementReceived(peer, header, hash, now) === "orphan") {
      this.#orphans.set(peer, header);
      return;
    }
    this.#orphans.delete(peer);
    // no offence: its maker may be alone on a branch
    if (!this.#presync.hasEnoughWork(header)) return;
    const accepted = this.#ports.accept(header, Math.floor(now.unixMs / 1000));
    if (!(accepted instanceof Reject)) {
      this.#ports.peerHas(peer, accepted, now);
      this.#ports.headersChanged(now);
    } else if (!isSendersFault("header", accepted)) {
      this.#holdForRetry(peer, accepted, now);
    } else {
      this.#ports.outbox.disconnect(peer, "invalid-header", `a header was announced that breaks ${accepted.code}`);
    }
  }

  #retryOrphan(peer: PeerId, now: Now): void {
    const header = this.#orphans.get(peer);
    if (header === undefined || this.#ports.index.get(header.subarray(PARENT_START, PARENT_END)) === undefined) return;
    this.announced(peer, { kind: "block-announcement", header }, now);
  }

  #refused(peer: PeerId, refused: Reject, last: HeaderEntry | undefined, now: Now): void {
    if (!isSendersFault("header", refused)) {
      if (last !== undefined) this.#ports.peerHas(peer, last, now);
      this.sync.headersAccepted(peer, { count: 0, lastHash: last?.hash }, now);
      this.#ports.headersChanged(now);
      this.#holdForRetry(peer, refused, now);
    } else this.sync.headersRejected(peer, `a header breaks ${refused.code}`);
  }

  /** A header ahead of the clock is not kept: its peer is asked for it when its time has come. */
  #holdForRetry(peer: PeerId, { code, facts }: Reject, now: Now): void {
    if (code !== "time-too-new") return;
    const waitMs = (Number(facts.time) - Number(facts.latest)) * 1000;
    const untilMs = now.monotonicMs + Math.min(waitMs, EARLY_WAIT_MS_MAX);
    this.#earlyUntilMs.set(peer, Math.min(untilMs, this.#earlyUntilMs.get(peer) ?? untilMs));
  }
}

/** In isolation: the work that the header itself claims. Whether it claims enough, its parent's chain says. */
function hasWork(headerBytes: Uint8Array, hash: Uint8Array): boolean {
  const header = readHeader(headerBytes);
  return !(header instanceof DecodeError) && meetsBits(hash, header.bits);
}
