/**
 * Whose question is answered next, and how much of an answer. A question of 40 bytes can be worth 8 MB of blocks: who
 * asks gets as much as they read, and no more of this node's time than anybody else who asks.
 *
 * States of a peer: its questions that wait, in their order; how many bytes of answers it may not have read yet.
 * Events:
 *   asked            -> waits, unless as many as OPEN_QUESTIONS allows wait already
 *   a turn (`serve`) -> the peer whose turn is next gets a piece of its oldest answer, then the next peer one
 *   more than UNREAD_BYTES_MAX unread -> the peer's turn is passed over
 *   drained (the host's send queue is short again), and time, by UNREAD_BYTES_PER_SECOND -> less is unread
 * Rules and their reasons:
 * - Delayed, not punished: a node that synchronises asks as fast as it is answered, and its line sets the pace.
 * - One piece for each peer in turn, so that 124 greedy ones delay the 125th by 124 pieces and not by all they ask for.
 * - A turn of this node serves a few pieces only: in between it handles what came in.
 * Invariants: a peer's questions are answered in order; nothing waits of a peer that is gone; what waits is bounded.
 */
import type { Message, MessageKind, MessageOf } from "@triad/protocol";
import { earlier, type Now, type PeerId } from "./ports.ts";
import { ANNOUNCEMENTS_PER_PEER_MAX } from "./transaction-requests.ts";

export type QuestionKind = Extract<
  MessageKind,
  "get-headers" | "get-blocks" | "get-transactions" | "get-block-transactions" | "get-filters" | "get-transaction-proof"
>;
export type Question = MessageOf<QuestionKind>;

export interface OpenQuestions {
  /** Waiting at one time, of one peer. */
  readonly max: number;
  readonly unit: "messages" | "elements";
  /** `ignored`: who asked asks somebody else after a few seconds; `flood`: nobody honest asks so much at a time. */
  readonly beyond: "flood" | "ignored";
  /** What an honest node has open at most. */
  readonly why: string;
}

/** Policy. Together they bound what waits of one peer to some megabytes, and of most to nothing. */
export const OPEN_QUESTIONS: Readonly<Record<QuestionKind, OpenQuestions>> = {
  "get-headers": { max: 16, unit: "messages", beyond: "flood", why: "One." },
  "get-blocks": { max: 32, unit: "messages", beyond: "flood", why: "Two." },
  "get-transactions": {
    max: ANNOUNCEMENTS_PER_PEER_MAX + 1_000,
    unit: "elements",
    beyond: "ignored",
    why: "5,000, the announcements that it keeps; after 5 seconds it asks others.",
  },
  "get-block-transactions": {
    max: 16,
    unit: "messages",
    beyond: "ignored",
    why: "Two; after 2 seconds it asks others.",
  },
  "get-filters": { max: 4, unit: "messages", beyond: "flood", why: "One." },
  "get-transaction-proof": { max: 16, unit: "messages", beyond: "ignored", why: "One, or a few of its operator's." },
};

/** Policy: a second of a line of 32 Mbit/s waits at the host, so that the line is never idle between two pieces. */
export const UNREAD_BYTES_MAX = 4_000_000;
/** Policy: without word from the host, what the slowest line that can follow the chain has read meanwhile. */
export const UNREAD_BYTES_PER_SECOND = 1_000_000;
/** Policy: some milliseconds of reading and copying. A piece ends with the message that reaches it. */
export const PIECE_BYTES = 1_000_000;
/** Policy: with a message of 1 MB each it is ten milliseconds; with small ones it is hundreds of messages. */
const PIECES_PER_TURN = 4;

export interface ServingPorts<Rest> {
  /**
   * Sends a piece of the answer, some PIECE_BYTES of it, and returns what is needed to go on; undefined: that was all.
   * `rest`: what the last piece returned.
   */
  readonly answer: (peer: PeerId, question: Question, rest: Rest | undefined, now: Now) => Rest | undefined;
  /** Bytes sent to the peer since its connection opened. */
  readonly sentBytes: (peer: PeerId) => number;
}

interface Asker<Rest> {
  readonly questions: Question[];
  /** What they cost by OPEN_QUESTIONS. */
  readonly open: Map<QuestionKind, number>;
  /** Of the first one, when a part of it is answered. */
  rest: Rest | undefined;
  unreadBytes: number;
  countedMs: number;
}

export class ServingQueue<Rest> {
  readonly #ports: ServingPorts<Rest>;
  readonly #askers = new Map<PeerId, Asker<Rest>>();
  /** Those with questions, whose turn is next first. */
  readonly #turns = new Set<PeerId>();

  constructor(ports: ServingPorts<Rest>) {
    this.#ports = ports;
  }

  ask(peer: PeerId, question: Question, now: Now): "waits" | "flood" | "ignored" {
    const asker = this.#askers.get(peer) ?? this.#newAsker(peer, now);
    const { max, beyond } = OPEN_QUESTIONS[question.kind];
    const open = (asker.open.get(question.kind) ?? 0) + costOf(question);
    if (open > max) return beyond;
    asker.open.set(question.kind, open);
    asker.questions.push(question);
    this.#turns.add(peer);
    return "waits";
  }

  /** `queuedBytes`: still in the host's send queue. */
  drained(peer: PeerId, queuedBytes: number): void {
    const asker = this.#askers.get(peer);
    if (asker !== undefined) asker.unreadBytes = Math.min(asker.unreadBytes, queuedBytes);
  }

  peerGone(peer: PeerId): void {
    this.#askers.delete(peer);
    this.#turns.delete(peer);
  }

  /** True: there is more that could be answered at once. */
  serve(now: Now): boolean {
    for (let piece = 0; piece < PIECES_PER_TURN; piece++) {
      const peer = this.#next(now);
      if (peer === undefined) return false;
      this.#servePiece(peer, now);
    }
    return this.#next(now) !== undefined;
  }

  /** Monotonic milliseconds: when somebody who waits may have read enough. */
  nextWake(): number | undefined {
    let next: number | undefined;
    for (const peer of this.#turns) {
      const asker = this.#askers.get(peer);
      if (asker === undefined) continue;
      const excessBytes = Math.max(0, asker.unreadBytes - UNREAD_BYTES_MAX);
      next = earlier(next, asker.countedMs + Math.ceil((excessBytes / UNREAD_BYTES_PER_SECOND) * 1000));
    }
    return next;
  }

  #newAsker(peer: PeerId, now: Now): Asker<Rest> {
    const asker: Asker<Rest> = {
      questions: [],
      open: new Map(),
      rest: undefined,
      unreadBytes: 0,
      countedMs: now.monotonicMs,
    };
    this.#askers.set(peer, asker);
    return asker;
  }

  #next(now: Now): PeerId | undefined {
    for (const peer of this.#turns) {
      const asker = this.#askers.get(peer);
      if (asker === undefined) continue;
      const readBytes = ((now.monotonicMs - asker.countedMs) / 1000) * UNREAD_BYTES_PER_SECOND;
      asker.unreadBytes = Math.max(0, asker.unreadBytes - readBytes);
      asker.countedMs = now.monotonicMs;
      if (asker.unreadBytes <= UNREAD_BYTES_MAX) return peer;
    }
    return undefined;
  }

  #servePiece(peer: PeerId, now: Now): void {
    const asker = this.#askers.get(peer);
    const question = asker?.questions[0];
    if (asker === undefined || question === undefined) return;
    const sentBefore = this.#ports.sentBytes(peer);
    asker.rest = this.#ports.answer(peer, question, asker.rest, now);
    asker.unreadBytes += this.#ports.sentBytes(peer) - sentBefore;
    if (asker.rest === undefined) {
      asker.questions.shift();
      asker.open.set(question.kind, (asker.open.get(question.kind) ?? 0) - costOf(question));
    }
    this.#turns.delete(peer);
    // an answer may have ended the connection
    if (asker.questions.length > 0 && this.#askers.has(peer)) this.#turns.add(peer);
  }
}

function costOf(question: Question): number {
  return OPEN_QUESTIONS[question.kind].unit === "messages" ? 1 : Math.max(1, elementsOf(question));
}

function elementsOf(question: Question): number {
  switch (question.kind) {
    case "get-headers":
      return question.locator.length;
    case "get-blocks":
      return question.hashes.length;
    case "get-transactions":
      return question.wtxids.length;
    case "get-block-transactions":
      return question.indexes.length;
    case "get-filters":
    case "get-transaction-proof":
      return 1;
    default:
      return question satisfies never;
  }
}

export function isQuestion(message: Message): message is Question {
  return message.kind in OPEN_QUESTIONS;
}
