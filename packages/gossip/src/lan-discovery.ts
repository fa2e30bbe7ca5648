/**
 * Who is on the local network, and telling it that we are. Only where an operator asks for it: it tells everybody on
 * that network that a node runs here.
 *
 * States: when the next announcement is due; who was heard of lately.
 * Events and rules:
 *   wake     -> our announcement, if we listen: thrice within seconds, as datagrams get lost, then every half minute or so
 *   heard    -> an address, unless it is not an announcement, of another chain, our own, or was heard of lately
 * Invariants: at most LAN_HEARD_MAX addresses remembered, LAN_HEARD_OF_HOST_MAX of one host, so no more than that are
 * handed on in HEARD_AGAIN_MS. What is handed on is hearsay: anybody on the network can send anything in the name of any
 * host, so it goes into `new` as what a peer tells (address-book.ts), and the greeting shows who is there.
 */
import { equalBytes } from "@triad/crypto";
import type { NodeRole } from "@triad/protocol";
import { type AddressKey, addressKey, normaliseAddress, tlsOf } from "./address-text.ts";
import { decodeLanAnnouncement, encodeLanAnnouncement } from "./lan-announcement.ts";
import type { NetAddress, Now, Randomness } from "./ports.ts";

/** Policy: between two announcements, drawn between the two: a newcomer waits no longer, and nodes don't get in step. */
export const ANNOUNCE_MS_MIN = 20_000;
export const ANNOUNCE_MS_MAX = 40_000;
/** Policy: after the start, with distances of up to FIRST_MS_MAX. */
export const FIRST_ANNOUNCEMENTS = 3;
export const FIRST_MS_MAX = 3_000;
/** Policy: an address that is heard of again sooner is known already. */
export const HEARD_AGAIN_MS = 60_000;
/** Policy: more nodes than a local network has. */
export const LAN_HEARD_MAX = 256;
/** Policy: a whole test network on one machine; one host must not fill the memory of all. */
export const LAN_HEARD_OF_HOST_MAX = 16;

export interface LanIdentity {
  readonly chainId: Uint8Array;
  readonly role: NodeRole;
  readonly nodeKey: Uint8Array;
  /** Undefined: we don't listen, and only hear. */
  readonly listen: Pick<NetAddress, "port" | "tls"> | undefined;
}

export interface HeardNode {
  readonly address: NetAddress;
  readonly role: NodeRole;
}

export class LanDiscovery {
  readonly #own: LanIdentity;
  readonly #random: Randomness;
  /** When an address was handed on; the oldest first. */
  readonly #heardMs = new Map<AddressKey, { readonly host: string; readonly ms: number }>();
  #announced = 0;
  #dueMs: number | undefined;

  constructor(own: LanIdentity, random: Randomness) {
    this.#own = own;
    this.#random = random;
  }

  /** Monotonic; when to ask for an announcement. */
  nextWake(now: Now): number {
    this.#dueMs ??= now.monotonicMs + this.#random.integer(FIRST_MS_MAX);
    return this.#dueMs;
  }

  /** What is to be sent now; undefined when it is not time, or we don't listen. */
  wake(now: Now): Uint8Array | undefined {
    if (now.monotonicMs < this.nextWake(now)) return undefined;
    this.#announced++;
    const isFirst = this.#announced < FIRST_ANNOUNCEMENTS;
    const [minMs, maxMs] = isFirst ? [1, FIRST_MS_MAX] : [ANNOUNCE_MS_MIN, ANNOUNCE_MS_MAX];
    this.#dueMs = now.monotonicMs + minMs + this.#random.integer(maxMs - minMs + 1);
    const { listen, ...identity } = this.#own;
    if (listen === undefined) return undefined;
    return encodeLanAnnouncement({ ...identity, port: listen.port, tls: listen.tls === true });
  }

  /** `host`: where the datagram came from. The node to be told of, if there is news. */
  heard(bytes: Uint8Array, host: string, now: Now): HeardNode | undefined {
    const announcement = decodeLanAnnouncement(bytes);
    if (announcement === undefined || !equalBytes(announcement.chainId, this.#own.chainId)) return undefined;
    if (equalBytes(announcement.nodeKey, this.#own.nodeKey)) return undefined;
    const { port, tls, role } = announcement;
    const address = normaliseAddress({ host, port, ...tlsOf(tls) });
    if (address === undefined || !this.#isNews(address, now)) return undefined;
    this.#heardMs.set(addressKey(address), { host: address.host, ms: now.monotonicMs });
    return { address, role };
  }

  #isNews(address: NetAddress, now: Now): boolean {
    let ofHost = 0;
    for (const [key, { host, ms }] of this.#heardMs) {
      if (now.monotonicMs - ms >= HEARD_AGAIN_MS) this.#heardMs.delete(key);
      else if (host === address.host) ofHost++;
    }
    if (this.#heardMs.has(addressKey(address))) return false;
    return this.#heardMs.size < LAN_HEARD_MAX && ofHost < LAN_HEARD_OF_HOST_MAX;
  }
}
