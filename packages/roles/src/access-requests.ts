/**
 * Whom this node has asked for the complete chain, and what they answered; for every role. An answer may be followed
 * by another on the same connection, when the operator over there decides or thinks better of it.
 */
import type { PeerOutbox } from "@triad/gossip";
import type { AccessDecision } from "@triad/protocol";
import type { Effects } from "./effects.ts";
import type { PeerView } from "./operator.ts";
import type { PeerId } from "./seam.ts";

export interface AccessRequestsPorts {
  readonly effects: Effects;
  readonly outbox: Pick<PeerOutbox, "send">;
  /** For people: `full node 0123abcd at 10.0.0.1:9000`. */
  readonly nameOf: (peer: PeerId) => string;
}

export class AccessRequests {
  readonly #ports: AccessRequestsPorts;
  /** undefined: asked, and no answer yet. */
  readonly #answers = new Map<PeerId, AccessDecision | undefined>();

  constructor(ports: AccessRequestsPorts) {
    this.#ports = ports;
  }

  request(peer: PeerId): void {
    this.#answers.set(peer, undefined);
    this.#ports.outbox.send(peer, { kind: "access-request" });
  }

  /** False: nobody asked this peer, so its answer changes nothing. */
  answered(peer: PeerId, decision: AccessDecision): boolean {
    if (!this.#answers.has(peer)) return false;
    const isNew = this.#answers.get(peer) !== decision;
    this.#answers.set(peer, decision);
    if (isNew) this.#tell(peer, decision);
    return true;
  }

  /** What the operator's list of peers says. */
  of(peer: PeerId): PeerView["access"] {
    return this.#answers.has(peer) ? (this.#answers.get(peer) ?? "pending") : "not-asked";
  }

  peerGone(peer: PeerId): void {
    this.#answers.delete(peer);
  }

  #tell(peer: PeerId, decision: AccessDecision): void {
    const level = decision === "denied" ? "warn" : "info";
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
