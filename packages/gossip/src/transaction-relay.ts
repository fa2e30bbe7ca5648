/**
 * How transactions travel: announced by wtxid, asked for, delivered.
 *
 * States: for each ready peer its announcements (transaction-announcements.ts) and whether it wants others'
 * transactions; the requests to peers (transaction-requests.ts).
 * Events: peer ready and gone; inventory, get-transactions, transactions; announce and reannounce by the role; time.
 * Rules and their reasons:
 * - An item is announced once to each peer that is not known to have it, and never to one that announced it, sent it,
 *   or got it from us: so no link carries it twice unsolicited, and it never goes back to where it came from.
 * - What is announced may be asked for by anyone: the pool is public among peers.
 * - Transactions come only when asked for. Light nodes, too, announce their own: then one bound holds for everyone.
 *   Whoever sends what was never asked for is disconnected, `unrequested`.
 * - A light node ignores inventory (it cannot check transactions of others) and gets none.
 * - Own unconfirmed transactions are announced again in rounds: to peers that know them nothing is sent.
 */
import { bytesOfKey, type HashKey, hashKey } from "@triad/chain";
import { LIMITS, TRANSACTIONS_BYTES_MAX } from "@triad/protocol";
import { earlier, type Now, type PeerId, type PeerOutbox, type Randomness } from "./ports.ts";
import { ANNOUNCE_DELAY_MS_MAX, TransactionAnnouncements } from "./transaction-announcements.ts";
import { TransactionRequests } from "./transaction-requests.ts";

const INVENTORY_MAX = LIMITS.inventory.elementsMax ?? 1;
const GET_TRANSACTIONS_MAX = LIMITS["get-transactions"].elementsMax ?? 1;
/** Policy: bytes served for one question, so that a short one can't make megabytes by the dozen. */
const SERVED_BYTES_MAX = 4 * TRANSACTIONS_BYTES_MAX;
const TRANSACTIONS_MAX = LIMITS.transactions.elementsMax ?? 1;

export interface TransactionRelayPorts {
  readonly outbox: PeerOutbox;
  readonly random: Randomness;
  /** The encoded transaction of the pool. */
  readonly lookup: (wtxid: Uint8Array) => Uint8Array | undefined;
  /** In the pool, or not worth asking for (recently rejected, confirmed). */
  readonly isKnown: (wtxid: Uint8Array) => boolean;
}

export interface TransactionRelayOptions {
  /** False for light nodes: inventory from peers is ignored. */
  readonly relays: boolean;
}

interface RelayPeer {
  readonly relays: boolean;
  readonly announcements: TransactionAnnouncements;
}

export class TransactionRelay {
  readonly #ports: TransactionRelayPorts;
  readonly #options: TransactionRelayOptions;
  readonly #peers = new Map<PeerId, RelayPeer>();
  readonly #requests = new TransactionRequests();

  constructor(ports: TransactionRelayPorts, options: TransactionRelayOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  /** `relays`: the peer wants others' transactions (full nodes and miners). */
  peerReady(peer: PeerId, relays: boolean): void {
    this.#peers.set(peer, { relays, announcements: new TransactionAnnouncements() });
  }

  peerGone(peer: PeerId, now: Now): void {
    this.#peers.delete(peer);
    this.#requests.peerGone(peer);
    this.#sendRequests(now);
  }

  inventoryReceived(peer: PeerId, wtxids: readonly Uint8Array[], now: Now): void {
    const from = this.#peers.get(peer);
    if (from === undefined || !this.#options.relays) return;
    for (const wtxid of wtxids) {
      const key = hashKey(wtxid);
      from.announcements.markKnown(key);
      if (!this.#ports.isKnown(wtxid)) this.#requests.announced(peer, key);
    }
    this.#sendRequests(now);
  }

  /** Serves what the pool has; silent about the rest, which the asker gets from another announcer. */
  transactionsRequested(peer: PeerId, wtxids: readonly Uint8Array[]): void {
    const to = this.#peers.get(peer);
    if (to === undefined) return;
    const served = new Set<HashKey>();
    let batch: Uint8Array[] = [];
    let batchBytes = 0;
    let servedBytes = 0;
    for (const wtxid of wtxids) {
      const key = hashKey(wtxid);
      const bytes = served.has(key) ? undefined : this.#ports.lookup(wtxid);
      if (bytes === undefined || bytes.length > TRANSACTIONS_BYTES_MAX) continue;
      if (servedBytes + bytes.length > SERVED_BYTES_MAX) break;
      if (batch.length === TRANSACTIONS_MAX || batchBytes + bytes.length > TRANSACTIONS_BYTES_MAX) {
        this.#ports.outbox.send(peer, { kind: "transactions", transactions: batch });
        batch = [];
        batchBytes = 0;
      }
      served.add(key);
      to.announcements.markKnown(key);
      batch.push(bytes);
      batchBytes += bytes.length;
      servedBytes += bytes.length;
    }
    if (batch.length > 0) this.#ports.outbox.send(peer, { kind: "transactions", transactions: batch });
  }

  /** To be called for each transaction of a message, before it is judged. "unrequested": the peer is disconnected. */
  received(peer: PeerId, wtxid: Uint8Array, now: Now): "requested" | "unrequested" {
    const from = this.#peers.get(peer);
    const key = hashKey(wtxid);
    if (from === undefined) return "unrequested";
    if (!this.#requests.mayStillCome(peer, key)) {
      this.#ports.outbox.disconnect(peer, "unrequested", "a transaction that was not asked for");
      return "unrequested";
    }
    from.announcements.markKnown(key);
    this.#requests.forget(key);
    this.#sendRequests(now);
    return "requested";
  }

  /** A transaction entered the pool. */
  announce(wtxid: Uint8Array, now: Now, exceptPeer?: PeerId): void {
    const key = hashKey(wtxid);
    this.#requests.forget(key);
    for (const [peer, { relays, announcements }] of this.#peers) {
      if (peer === exceptPeer) announcements.markKnown(key);
      else if (relays) announcements.queue(key, now.monotonicMs, this.#ports.random.integer(ANNOUNCE_DELAY_MS_MAX + 1));
    }
  }

  /** What is in the pool already, to a peer that has just come. */
  announceTo(peer: PeerId, wtxids: readonly Uint8Array[], now: Now): void {
    const to = this.#peers.get(peer);
    if (to === undefined || !to.relays) return;
    const delayMs = this.#ports.random.integer(ANNOUNCE_DELAY_MS_MAX + 1);
    for (const wtxid of wtxids) to.announcements.queue(hashKey(wtxid), now.monotonicMs, delayMs);
  }

  /** A round for own unconfirmed transactions. */
  reannounce(wtxids: readonly Uint8Array[], now: Now): void {
    for (const wtxid of wtxids) this.announce(wtxid, now);
  }

  /** For tests and for the operator: announcements kept, requests in flight, announcements waiting. */
  counts(): { readonly announcements: number; readonly inFlight: number; readonly queued: number } {
    let queued = 0;
    for (const { announcements } of this.#peers.values()) queued += announcements.queued;
    return { announcements: this.#requests.size, inFlight: this.#requests.inFlight, queued };
  }

  nextWake(): number | undefined {
    let next = this.#requests.nextExpiryMs();
    for (const { announcements } of this.#peers.values()) next = earlier(next, announcements.nextWakeMs());
    return next;
  }

  wake(now: Now): void {
    for (const [peer, { announcements }] of [...this.#peers]) {
      const wtxids = announcements.take(now.monotonicMs).map(bytesOfKey);
      for (let start = 0; start < wtxids.length; start += INVENTORY_MAX) {
        this.#ports.outbox.send(peer, { kind: "inventory", wtxids: wtxids.slice(start, start + INVENTORY_MAX) });
      }
    }
    this.#requests.expire(now.monotonicMs);
    this.#sendRequests(now);
  }

  #sendRequests(now: Now): void {
    for (const [peer, keys] of this.#requests.takeRequests(now.monotonicMs)) {
      for (let start = 0; start < keys.length; start += GET_TRANSACTIONS_MAX) {
        const wtxids = keys.slice(start, start + GET_TRANSACTIONS_MAX).map(bytesOfKey);
        this.#ports.outbox.send(peer, { kind: "get-transactions", wtxids });
      }
    }
  }
}
