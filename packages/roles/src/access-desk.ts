/**
 * Who may have the complete chain of this full node, by node key.
 *
 * States of a node key: unknown; pending (asked, undecided); granted or denied by the operator, which is kept; granted
 * or denied by the policy, which is worked out anew each time.
 * Events:
 *   request, key decided         -> the kept decision, whatever the policy
 *   request, key on the list     -> granted, whatever the policy
 *   request, policy open         -> granted
 *   request, policy allow        -> denied
 *   request, policy ask          -> pending, until the operator decides
 *   decision of the operator     -> in force at once, and told to the peer if it is connected; a record, so that a
 *                                   restart and a new connection of the same key find it
 *   peer gone                    -> what is known of its key stays
 * Rules and their reasons:
 * - A grant is of the key, but in force on a connection only after a request on it: every requester hears an answer.
 * - An operator's word comes before list and policy: it is about this one node.
 * - Of too many pending keys the oldest goes, first of those whose peer has left: keys cost nothing, connections do.
 *   Whoever was dropped asks again with its next connection.
 * - Pending requests are not kept: those who still want the chain ask again after a restart.
 * Invariants: at most ACCESS_PENDING_MAX pending and ACCESS_DECISIONS_MAX decided keys; no key is both.
 */
import type { ChainStore } from "@triad/chain";
import { bytesToHex } from "@triad/crypto";
import type { PeerOutbox, PeerView as ReadyPeer } from "@triad/gossip";
import {
  type AccessParty,
  accessRecordName,
  type DecidedAccess,
  readAccessRecords,
  writeAccessRecord,
} from "./access-records.ts";
import type { Effects } from "./effects.ts";
import { formatNetAddress } from "./net-address.ts";
import type { AccessRequestView, OperatorReply, OperatorValue } from "./operator.ts";
import { done, refuse } from "./operator-replies.ts";
import { nameOf } from "./peer-desk.ts";
import type { AccessOptions } from "./role-options.ts";
import type { Now, PeerId } from "./seam.ts";

/** More than a person decides in one sitting; bounds what unknown keys can make a node remember. */
export const ACCESS_PENDING_MAX = 256;
/** Bounds records where a program decides in the operator's place; about a megabyte. The oldest is forgotten. */
export const ACCESS_DECISIONS_MAX = 4_096;

type Decision = AccessRequestView["decision"];

export interface AccessDeskPorts {
  readonly effects: Effects;
  readonly outbox: Pick<PeerOutbox, "send">;
  readonly store: ChainStore;
  readonly putRecord: (name: string, bytes: Uint8Array | null) => void;
  readonly view: (peer: PeerId) => ReadyPeer | undefined;
}

export class AccessDesk {
  readonly #ports: AccessDeskPorts;
  readonly #policy: AccessOptions["policy"];
  readonly #allowed: ReadonlySet<string>;
  /** Oldest first. */
  readonly #pending = new Map<string, AccessParty>();
  /** Oldest first. */
  readonly #decided: Map<string, DecidedAccess>;
  /** Who asked on a connection that is open; bounded by the connections. */
  readonly #asked = new Map<PeerId, AccessParty>();

  constructor({ policy, allow }: AccessOptions, ports: AccessDeskPorts) {
    this.#ports = ports;
    this.#policy = policy;
    this.#allowed = new Set(allow.map((key) => key.toLowerCase()));
    this.#decided = new Map(readAccessRecords(ports.store).map((decided) => [decided.nodeKey, decided]));
  }

  requested(peer: PeerId, now: Now): void {
    const view = this.#ports.view(peer);
    if (view === undefined) return;
    const nodeKey = bytesToHex(view.nodeKey);
    const isRepeated = this.#asked.has(peer);
    const party = this.#asked.get(peer) ?? {
      nodeKey,
      address: formatNetAddress(view.address),
      role: view.role,
      sinceUnixMs: now.unixMs,
    };
    this.#asked.set(peer, party);
    const decision = this.#judge(nodeKey);
    if (decision === "pending") this.#wait(party);
    this.#ports.outbox.send(peer, { kind: "access-reply", decision });
    // the answer to a question that is asked again is worth no line in the log
    if (isRepeated) return;
    const outcome = decision === "pending" ? "it waits for your answer" : decision;
    const text = `${capitalised(nameOf(view))} asked for access to the chain: ${outcome}.`;
    this.#ports.effects.notify("info", "sync", "access-asked", text, { peer, nodeKey, decision });
  }

  peerGone(peer: PeerId): void {
    this.#asked.delete(peer);
  }

  mayHaveAll(peer: PeerId): boolean {
    const party = this.#asked.get(peer);
    return party !== undefined && this.#judge(party.nodeKey) === "granted";
  }

  /** Those that wait first, then decisions; the oldest first in each. */
  view(): Extract<OperatorValue, { of: "access" }> {
    const peers = new Map([...this.#asked].map(([peer, { nodeKey }]) => [nodeKey, peer]));
    const requests = [...this.#known().values()].map(({ party, decision }) => {
      const { nodeKey, address, role, sinceUnixMs } = party;
      return { nodeKey, peer: peers.get(nodeKey) ?? null, address, role, decision, sinceUnixMs };
    });
    return { of: "access", policy: this.#policy, requests };
  }

  /** `given`: a node key or the beginning of one. The decision is on disk after the next commit. */
  decide(given: string, decision: "grant" | "deny", now: Now): OperatorReply {
    const found = this.#find(given);
    if ("ok" in found) return found;
    const { nodeKey } = found;
    const before = this.#judge(nodeKey);
    const after = decision === "grant" ? "granted" : "denied";
    this.#pending.delete(nodeKey);
    this.#keep({ ...found, decision: after, sinceUnixMs: now.unixMs });
    if (before !== after) this.#tellPeersOf(nodeKey, after);
    const text = `Node ${nodeKey} is ${after} access to the chain.`;
    this.#ports.effects.notify("info", "sync", "access-decided", text, { nodeKey, decision: after });
    return done(text);
  }

  #judge(nodeKey: string): Decision {
    const decided = this.#decided.get(nodeKey);
    if (decided !== undefined) return decided.decision;
    if (this.#allowed.has(nodeKey)) return "granted";
    switch (this.#policy) {
      case "open":
        return "granted";
      case "ask":
        return "pending";
      case "allow":
        return "denied";
      default:
        return this.#policy satisfies never;
    }
  }

  #wait(party: AccessParty): void {
    const { nodeKey } = party;
    const sinceUnixMs = this.#pending.get(nodeKey)?.sinceUnixMs ?? party.sinceUnixMs;
    this.#pending.set(nodeKey, { ...party, sinceUnixMs });
    if (this.#pending.size <= ACCESS_PENDING_MAX) return;
    const connected = new Set([...this.#asked.values()].map((asked) => asked.nodeKey));
    const keys = [...this.#pending.keys()];
    const dropped = keys.find((key) => !connected.has(key)) ?? keys[0];
    if (dropped !== undefined) this.#pending.delete(dropped);
  }

  #keep(decided: DecidedAccess): void {
    this.#decided.delete(decided.nodeKey);
    this.#decided.set(decided.nodeKey, decided);
    this.#ports.putRecord(accessRecordName(decided.nodeKey), writeAccessRecord(decided));
    for (const oldest of this.#decided.keys()) {
      if (this.#decided.size <= ACCESS_DECISIONS_MAX) break;
      this.#decided.delete(oldest);
      this.#ports.putRecord(accessRecordName(oldest), null);
    }
  }

  #tellPeersOf(nodeKey: string, decision: "granted" | "denied"): void {
    for (const [peer, party] of this.#asked) {
      if (party.nodeKey === nodeKey) this.#ports.outbox.send(peer, { kind: "access-reply", decision });
    }
  }

  #find(given: string): AccessParty | Extract<OperatorReply, { ok: false }> {
    const start = given.toLowerCase();
    if (!/^[0-9a-f]{1,64}$/.test(start)) {
      return refuse("bad-node-key", "A node key is 64 hexadecimal digits; the first digits of one will do.");
    }
    const [match, ...more] = [...this.#known().values()].filter(({ party }) => party.nodeKey.startsWith(start));
    if (match === undefined) {
      return refuse("access-request-not-found", `No node whose key begins with ${start} has asked for access.`);
    }
    if (more.length > 0) {
      const message = `${more.length + 1} nodes that asked for access have keys that begin with ${start}; give more digits.`;
      return refuse("node-key-ambiguous", message);
    }
    return match.party;
  }

  /** By node key: all that wait, all that were decided, and whoever is connected and was answered by the policy. */
  #known(): ReadonlyMap<string, { readonly party: AccessParty; readonly decision: Decision }> {
    const known = new Map<string, { party: AccessParty; decision: Decision }>();
    for (const [key, party] of this.#pending) known.set(key, { party, decision: "pending" });
    for (const [key, party] of this.#decided) known.set(key, { party, decision: party.decision });
    for (const party of this.#asked.values()) {
      const decision = this.#judge(party.nodeKey);
      if (decision !== "pending" && !known.has(party.nodeKey)) known.set(party.nodeKey, { party, decision });
    }
    return known;
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
