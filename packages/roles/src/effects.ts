/** The effects of one turn, in the order in which the parts of a role ask for them. */
import type { CommitBatch } from "@triad/chain";
import type { Outbox } from "@triad/gossip";
import { encodeMessage, type Message } from "@triad/protocol";
import type { OperatorReply } from "./operator.ts";
import type { Effect, JobId, NetAddress, Notice, PeerId, ReplyId } from "./seam.ts";

export class Effects implements Outbox {
  #effects: Effect[] = [];
  #wakeAt: number | undefined;
  /** The last message of this turn and its frame: what goes to many peers is encoded once. */
  #encoded: { readonly message: Message; readonly frame: Uint8Array } | undefined;
  #lastCommit = 0;
  #lastSignatureJob = 0;
  /** Bytes sent to each peer, for the operator's list; forgotten with the peer. */
  readonly #sentBytes = new Map<PeerId, number>();

  take(): readonly Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    this.#encoded = undefined;
    return effects;
  }

  send(peer: PeerId, message: Message): void {
    if (this.#encoded?.message !== message) this.#encoded = { message, frame: encodeMessage(message) };
    const { frame } = this.#encoded;
    this.#sentBytes.set(peer, this.sentBytes(peer) + frame.length);
    this.#effects.push({ type: "send", peer, frame });
  }

  sentBytes(peer: PeerId): number {
    return this.#sentBytes.get(peer) ?? 0;
  }

  forgetPeer(peer: PeerId): void {
    this.#sentBytes.delete(peer);
  }

  disconnect(peer: PeerId, code: string, text: string): void {
    this.#effects.push({ type: "disconnect", peer, code, text });
  }

  dial(address: NetAddress, farOnly?: true): void {
    this.#effects.push({ type: "dial", address, ...(farOnly ? { farOnly } : {}) });
  }

  /** Signature checks and nonce searches share one space of numbers: these are even, those odd. */
  newSignatureJob(): JobId {
    this.#lastSignatureJob += 2;
    return this.#lastSignatureJob;
  }

  checkSignatures(job: JobId, priority: "block" | "pool", items: Uint8Array): void {
    this.#effects.push({ type: "check-signatures", job, priority, items });
  }

  searchNonce(job: JobId, header: Uint8Array, target: Uint8Array, powerPercent: number): void {
    this.#effects.push({ type: "search-nonce", job, header, target, powerPercent });
  }

  cancel(job: JobId): void {
    this.#effects.push({ type: "cancel", job });
  }

  commit(batch: CommitBatch, durable: boolean): number {
    this.#lastCommit += 1;
    this.#effects.push({ type: "commit", commit: this.#lastCommit, batch, durable });
    return this.#lastCommit;
  }

  /** Says it only when it changed. */
  wakeAt(monotonicMs: number | undefined): void {
    if (monotonicMs === this.#wakeAt) return;
    this.#wakeAt = monotonicMs;
    this.#effects.push({ type: "wake-at", monotonicMs });
  }

  /** The host's timer is spent: the same time may be asked for again. */
  woken(): void {
    this.#wakeAt = undefined;
  }

  reply(reply: ReplyId, result: OperatorReply): void {
    this.#effects.push({ type: "reply", reply, result });
  }

  notify(level: Notice["level"], area: Notice["area"], code: string, text: string, facts: Notice["facts"] = {}): void {
    this.#effects.push({ type: "notify", notice: { level, area, code, text, facts } });
  }

  giveUp(reason: string): void {
    this.#effects.push({ type: "give-up", reason });
  }
}
