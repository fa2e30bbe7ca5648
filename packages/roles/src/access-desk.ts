/**
 * Who may have the complete chain of this full node, by node key.
 *
 * States of a node key: unknown; pending (asked, undecided), which is kept (pending-access.ts); granted or denied by the
 * operator, which is kept; granted or denied by the policy, which is worked out anew each time.
 * Events:
 *   request, key decided         -> the kept decision, whatever the policy
 *   request, key on the list     -> granted, whatever the policy
 *   request, policy open         -> granted
 *   request, policy allow        -> denied
 *   request, policy ask          -> pending, until the operator decides
 *   decision of the operator     -> in force at once, and told to the peer if it is connected; a record, so that a
 *                                   restart and a new connection of the same key find it
 *   decision forgotten           -> what the policy says, told as well
 *   peer gone                    -> what is known of its key stays
 * Rules and their reasons:
 * - A grant is of the key, but in force on a connection only after a request on it: every requester hears an answer.
 * - An operator's word comes before list and policy: it is about this one node. It may come before the node does.
 * - Who finds no place among those that are kept waits, and is shown, as long as it is connected.
 * - When all places for decisions are taken, another one is refused: to forget a denial in silence could be to grant.
 * Invariants: at most ACCESS_PENDING_MAX pending keys are kept, and ACCESS_DECISIONS_MAX decided ones; no key is both.
 */
import type { ChainStore } from "@triad/chain";
import { bytesToHex } from "@triad/crypto";
import type { PeerOutbox, PeerView as ReadyPeer } from "@triad/gossip";
import {
  type AccessParty,
  accessRecordName,
  type DecidedAccess,
  NOWHERE,
  readAccessRecords,
  writeAccessRecord,
} from "./access-records.ts";
import type { Effects } from "./effects.ts";
import { formatNetAddress } from "./net-address.ts";
import type { AccessRequestView, OperatorReply, OperatorValue } from "./operator.ts";
import { done, refuse } from "./operator-replies.ts";
import { nameOf } from "./peer-desk.ts";
import { PendingAccess } from "./pending-access.ts";
import type { AccessOptions } from "./role-options.ts";
import type { Now, PeerId } from "./seam.ts";

/** Bounds records where a program decides in the operator's place; about a megabyte. */
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
  readonly #pending: PendingAccess;
  /** Oldest first. */
  readonly #decided = new Map<string, DecidedAccess>();
  /** Who asked on a connection that is open; bounded by the connections. */
  readonly #asked = new Map<PeerId, AccessParty>();

  constructor({ policy, allow }: AccessOptions, ports: AccessDeskPorts) {
    this.#ports = ports;
    this.#policy = policy;
    this.#allowed = new Set(allow.map((key) => key.toLowerCase()));
    const pending: AccessParty[] = [];
    for (const { decision, ...party } of readAccessRecords(ports.store)) {
      if (decision === "pending") pending.push(party);
      else this.#decided.set(party.nodeKey, { ...party, decision });
    }
    this.#pending = new PendingAccess(pending, ports.putRecord);
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
    this.#meet(party, decision, now);
    this.#ports.outbox.send(peer, { kind: "access-reply", decision });
    // the answer to a question that is asked again is worth no line in the log
    if (isRepeated) return;
    const answers = `"answer ${nodeKey.slice(0, 8)} grant" or "deny"`;
    const outcome = decision === "pending" ? `it waits for your answer (${answers})` : decision;
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

  /**
   * `given`: a node key, or the beginning of one that has asked. "forget": the policy decides from now on. What was
   * decided is on disk after the next commit.
   */
  decide(given: string, decision: "grant" | "deny" | "forget", now: Now): OperatorReply {
    const found = this.#find(given, decision, now);
    if ("ok" in found) return found;
    const { nodeKey } = found;
    if (decision !== "forget" && !this.#decided.has(nodeKey) && this.#decided.size >= ACCESS_DECISIONS_MAX) {
      const message = `${ACCESS_DECISIONS_MAX} decisions are kept, and no more fit; let the node forget some first.`;
      return refuse("too-many-decisions", message);
    }
    const before = this.#judge(nodeKey);
    this.#pending.delete(nodeKey);
    if (decision === "forget") this.#forget(found, now);
    else this.#keep({ ...found, decision: decision === "grant" ? "granted" : "denied", sinceUnixMs: now.unixMs });
    const after = this.#judge(nodeKey);
    if (before !== after) this.#tellPeersOf(nodeKey, after);
    const text =
      decision === "forget"
        ? `What was decided about node ${nodeKey} is forgotten; by the policy "${this.#policy}" it is ${after}.`
        : `Node ${nodeKey} is ${after} access to the chain.`;
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

  #meet(party: AccessParty, decision: Decision, now: Now): void {
    const decided = this.#decided.get(party.nodeKey);
    if (decision === "pending") this.#pending.add(party, now);
    else if (decided === undefined) this.#dropPending(party.nodeKey);
    // the operator named its key before it came
    else if (decided.address === NOWHERE) this.#keep({ ...party, decision: decided.decision });
  }

  /** The policy has changed since it asked. */
  #dropPending(nodeKey: string): void {
    if (this.#pending.delete(nodeKey)) this.#ports.putRecord(accessRecordName(nodeKey), null);
  }

  #keep(decided: DecidedAccess): void {
    this.#decided.delete(decided.nodeKey);
    this.#decided.set(decided.nodeKey, decided);
    this.#ports.putRecord(accessRecordName(decided.nodeKey), writeAccessRecord(decided));
  }

  /** Whoever is connected and has asked waits again, where the policy is to ask. */
  #forget({ nodeKey }: AccessParty, now: Now): void {
    this.#decided.delete(nodeKey);
    this.#ports.putRecord(accessRecordName(nodeKey), null);
    if (this.#judge(nodeKey) !== "pending") return;
    const asked = [...this.#asked.values()].find((party) => party.nodeKey === nodeKey);
    if (asked !== undefined) this.#pending.add({ ...asked, sinceUnixMs: now.unixMs }, now);
  }

  #tellPeersOf(nodeKey: string, decision: Decision): void {
    for (const [peer, party] of this.#asked) {
      if (party.nodeKey === nodeKey) this.#ports.outbox.send(peer, { kind: "access-reply", decision });
    }
  }

  #find(
    given: string,
    decision: "grant" | "deny" | "forget",
    now: Now,
  ): AccessParty | Extract<OperatorReply, { ok: false }> {
    const start = given.toLowerCase();
    if (!/^[0-9a-f]{1,64}$/.test(start)) {
      return refuse("bad-node-key", "A node key is 64 hexadecimal digits; the first digits of one will do.");
    }
    const [match, ...more] = [...this.#known().values()].filter(({ party }) => party.nodeKey.startsWith(start));
    if (match === undefined) {
      // a whole key may be named before its node has asked
      if (start.length === 64 && decision !== "forget") {
        return { nodeKey: start, address: NOWHERE, role: "unknown", sinceUnixMs: now.unixMs };
      }
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
    for (const party of this.#pending.parties) {
      // the policy of this run may not be the one under which it asked
      if (this.#judge(party.nodeKey) === "pending") known.set(party.nodeKey, { party, decision: "pending" });
    }
    const asked = [...this.#asked.values()].map((party) => ({ party, decision: this.#judge(party.nodeKey) }));
    for (const each of asked) {
      if (each.decision === "pending" && !known.has(each.party.nodeKey)) known.set(each.party.nodeKey, each);
    }
    for (const [key, party] of this.#decided) known.set(key, { party, decision: party.decision });
    for (const each of asked) if (!known.has(each.party.nodeKey)) known.set(each.party.nodeKey, each);
    return known;
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
