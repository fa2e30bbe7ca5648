/**
 * How often a peer may say what: one row for each kind of message, and a bucket of it for each connection.
 *
 * States of a connection: one bucket for each kind that has come (token-bucket.ts). Events: a message.
 *   within its row  -> handled
 *   beyond it       -> `ignored` for what honest nodes may send in haste and lose nothing by; else `flood`, and the
 *                      connection ends
 * Rules and their reasons:
 * - A row is many times what a busy honest node sends, on a network with many blocks a second too: nobody honest ever
 *   comes near it. What costs this node more than it costs the asker is not bounded here but where it is answered
 *   (serving-queue.ts): a question is delayed there, for as long as the asker reads slowly or others wait as well.
 * - What may only come when it was asked for ends a connection by itself when it was not (`unrequested`); its row stands
 *   behind that rule, not in its place.
 * - What a message holds counts, where that is what it costs; an empty one counts as one.
 */
import type { Message, MessageKind } from "@triad/protocol";
import type { PeerId } from "./ports.ts";
import { type Rate, TokenBucket } from "./token-bucket.ts";

export type OverRate = "flood" | "ignored";

export interface MessageRate extends Rate {
  /** Messages, or the elements of their one list. */
  readonly unit: "messages" | "elements";
  readonly beyond: OverRate;
  /** One sentence: what an honest node sends at most. */
  readonly why: string;
}

/** Policy, all of it: nodes may differ here. */
const ROWS = {
  hello: messages(2, 0, "One; a second one is an offence of its own."),
  "hello-proof": messages(2, 0, "One; a second one is an offence of its own."),
  ping: messages(60, 2, "Two a minute, and one whenever a second connection to the same node turns up."),
  pong: messages(60, 2, "One for each of our pings."),
  "get-addresses": messages(20, 1, "One in 75 seconds; what comes sooner than in a minute is not answered."),
  addresses: messages(20, 1, "One for each of our questions."),
  "get-headers": messages(5_000, 500, "One at a time: the next one after our answer, at 2,000 headers each."),
  headers: messages(5_000, 1_000, "One for each of our questions."),
  inventory: elements(100_000, 20_000, "As many as its pool takes in: some thousand a second; 1,000 at the beginning."),
  "get-transactions": elements(100_000, 20_000, "Each of our announcements once."),
  transactions: elements(100_000, 20_000, "What we asked for, once."),
  "block-announcement": messages(
    20_000,
    2_000,
    "Each block once; on a local network hundreds may be made in a second.",
  ),
  "compact-block": messages(10_000, 1_000, "Each block once, as its announcement."),
  "get-block-transactions": messages(10_000, 1_000, "One for each compact block that it was sent."),
  "block-transactions": messages(10_000, 1_000, "One for each of our questions."),
  "get-blocks": messages(10_000, 1_000, "Two at a time, each of up to 64 blocks, or 4 MB."),
  "block-reply": messages(100_000, 20_000, "What we asked for; empty blocks come by thousands a second."),
  "blocks-not-found": messages(10_000, 2_000, "Up to four, one for each reason, in answer to one question."),
  "access-request": messages(20, 1, "One for each connection, and one whenever its operator asks."),
  "access-reply": messages(20, 1, "One for each request, and one whenever its operator decides."),
  notice: {
    ...messages(10, 0.2, "None yet: they are for people, who read no more than one in some seconds."),
    beyond: "ignored",
  } satisfies MessageRate,
  "get-filters": messages(1_000, 100, "One at a time: the next one after our answer, at 1,000 filters or 1 MB each."),
  filters: messages(1_000, 100, "One for each of our questions."),
  "get-transaction-proof": messages(1_000, 20, "One whenever somebody looks up a transaction."),
  "transaction-proof": messages(1_000, 20, "One for each of our questions."),
  "proof-not-found": messages(1_000, 20, "One for each of our questions."),
};

export const MESSAGE_RATES: Readonly<Record<MessageKind, MessageRate>> = ROWS;

function messages(burst: number, perSecond: number, why: string): MessageRate {
  return { unit: "messages", burst, perSecond, beyond: "flood", why };
}

function elements(burst: number, perSecond: number, why: string): MessageRate {
  return { unit: "elements", burst, perSecond, beyond: "flood", why };
}

export class MessageRates {
  /** Bounded by the connections of the peer table and the kinds that there are. */
  readonly #buckets = new Map<PeerId, Map<MessageKind, TokenBucket>>();

  peerGone(peer: PeerId): void {
    this.#buckets.delete(peer);
  }

  /** `nowMs`: monotonic. */
  charge(peer: PeerId, message: Message, nowMs: number): "within" | OverRate {
    const { kind } = message;
    const rate = MESSAGE_RATES[kind];
    const ofPeer = this.#buckets.get(peer) ?? new Map<MessageKind, TokenBucket>();
    this.#buckets.set(peer, ofPeer);
    const bucket = ofPeer.get(kind) ?? new TokenBucket(rate, nowMs);
    ofPeer.set(kind, bucket);
    return bucket.take(costOf(message), nowMs) ? "within" : rate.beyond;
  }
}

function costOf(message: Message): number {
  switch (message.kind) {
    case "inventory":
    case "get-transactions":
      return Math.max(1, message.wtxids.length);
    case "transactions":
      return Math.max(1, message.transactions.length);
    default:
      return 1;
  }
}
