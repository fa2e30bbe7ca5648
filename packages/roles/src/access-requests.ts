/**
 * Whom this node has asked for the complete chain, and what they answered; for every role. An answer may be followed
 * by another on the same connection, when the operator over there decides or thinks better of it.
 *
 * A full node and a miner ask every full node as soon as it is connected: without the chain they can't do their work. A
 * light node asks when its operator wishes it. The wish is kept, since the answer may take days: who is connected again,
 * after whatever restart, is asked again, and hears what was decided meanwhile.
 */
import { bytesOfKey, type ChainStore, hashKey } from "@triad/chain";
import { bytesToHex } from "@triad/crypto";
import type { PeerOutbox, PeerView as ReadyPeer } from "@triad/gossip";
import type { AccessDecision } from "@triad/protocol";
import type { Effects } from "./effects.ts";
import type { PeerView, PermissionView } from "./operator.ts";
import type { PeerId } from "./seam.ts";

/** Single nodes that an operator wished to be asked; the oldest wish gives way. Four kilobytes. */
export const WISHES_MAX = 64;
const WISHES_RECORD = "access-wishes";
/** In the place of a node key: every full node is meant. */
const ALL = "all";
const WISHES = /^(all|[0-9a-f]{64})( (all|[0-9a-f]{64}))*$/;

export interface AccessRequestsPorts {
  readonly effects: Effects;
  readonly outbox: Pick<PeerOutbox, "send">;
  /** For people: `full node 0123abcd at 10.0.0.1:9000`. */
  readonly nameOf: (peer: PeerId) => string;
  readonly store: Pick<ChainStore, "record">;
  readonly putRecord: (name: string, bytes: Uint8Array) => void;
  /** Every full node is asked without a wish. */
  readonly asksAll: boolean;
  /** Without the answer this node can't go on; a wish of its operator counts as well. */
  readonly needsChain: () => boolean;
}

interface Asked {
  /** undefined: no answer yet. */
  readonly decision: AccessDecision | undefined;
  /** The operator has heard it since the last question. */
  readonly isTold: boolean;
  /** The operator asked, and wants to hear. */
  readonly isWished: boolean;
}

export class AccessRequests {
  readonly #ports: AccessRequestsPorts;
  /** Bounded by the connections. */
  readonly #asked = new Map<PeerId, Asked>();
  /** Node keys, and perhaps ALL; oldest first. */
  readonly #wishes: Set<string>;

  constructor(ports: AccessRequestsPorts) {
    this.#ports = ports;
    const bytes = ports.store.record(WISHES_RECORD);
    const text = bytes === undefined ? "" : hashKey(bytes);
    this.#wishes = new Set(WISHES.test(text) ? text.split(" ").slice(0, WISHES_MAX) : []);
  }

  /** Of the operator: to ask this peer now, and whenever it is connected. */
  wish({ peer, nodeKey }: ReadyPeer): void {
    this.#remember(bytesToHex(nodeKey));
    this.#request(peer, true);
  }

  /** Of the operator: to ask all full nodes, those of `ready` now. */
  wishAll(ready: readonly ReadyPeer[]): void {
    if (!this.#ports.asksAll) this.#remember(ALL);
    for (const { peer } of ready) this.#request(peer, true);
  }

  peerReady({ peer, role, nodeKey }: ReadyPeer): void {
    const isFullNode = role === "full-node";
    const isWished = this.#wishes.has(bytesToHex(nodeKey)) || (isFullNode && this.#wishes.has(ALL));
    if (isWished || (isFullNode && this.#ports.asksAll)) this.#request(peer, isWished);
  }

  /** False: nobody asked this peer, so its answer changes nothing. */
  answered(peer: PeerId, decision: AccessDecision): boolean {
    const asked = this.#asked.get(peer);
    if (asked === undefined) return false;
    this.#asked.set(peer, { ...asked, decision, isTold: true });
    if (!asked.isTold || asked.decision !== decision) this.#tell(peer, decision, asked.isWished);
    return true;
  }

  /** What the operator's list of peers says. */
  of(peer: PeerId): PeerView["access"] {
    const asked = this.#asked.get(peer);
    return asked === undefined ? "not-asked" : (asked.decision ?? "pending");
  }

  /** The peers that gave this answer last. */
  peersThat(decision: PeerView["access"]): readonly PeerId[] {
    return [...this.#asked.keys()].filter((peer) => this.of(peer) === decision);
  }

  /** Null: nobody that is connected was asked. */
  view(): PermissionView | null {
    if (this.#asked.size === 0) return null;
    const names = (decision: PeerView["access"]) => this.peersThat(decision).map((peer) => this.#ports.nameOf(peer));
    return { grantedBy: names("granted"), waitingFor: names("pending"), deniedBy: names("denied") };
  }

  peerGone(peer: PeerId): void {
    this.#asked.delete(peer);
  }

  #request(peer: PeerId, isWished: boolean): void {
    this.#asked.set(peer, { decision: this.#asked.get(peer)?.decision, isTold: false, isWished });
    this.#ports.outbox.send(peer, { kind: "access-request" });
  }

  #remember(wish: string): void {
    if (this.#wishes.has(wish)) return;
    this.#wishes.add(wish);
    for (const oldest of this.#wishes) {
      if (this.#wishes.size <= WISHES_MAX) break;
      if (oldest !== ALL) this.#wishes.delete(oldest);
    }
    this.#ports.putRecord(WISHES_RECORD, bytesOfKey([...this.#wishes].join(" ")));
  }

  /** A node that has the chain asks as well, since it may need it another day; no line for people is worth that. */
  #tell(peer: PeerId, decision: AccessDecision, isWished: boolean): void {
    const isNews = isWished || this.#ports.needsChain();
    const level = !isNews ? "debug" : decision === "denied" ? "warn" : "info";
    const text = sentenceOf(decision, this.#ports.nameOf(peer));
    this.#ports.effects.notify(level, "sync", "access-answered", text, { peer, decision });
  }
}

function sentenceOf(decision: AccessDecision, name: string): string {
  switch (decision) {
    case "granted":
      return `Access to the complete chain was granted by ${name}.`;
    case "pending":
      return `Waiting for permission from ${name} to have its complete chain.`;
    case "denied":
      return `Access to the complete chain was denied by ${name}.`;
    case "not-a-full-node":
      return `No complete chain to be had from ${name}: it is not a full node.`;
    default:
      return decision satisfies never;
  }
}
