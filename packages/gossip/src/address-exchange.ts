/**
 * Addresses asked and told on one connection.
 *
 * States: whether our question is open; when the peer's last question was answered.
 * Events and rules:
 * - we ask on connections that we dialled only: a node that dials us could otherwise choose what we learn. Once when
 *   it is ready, and again while outbound connections are missing (address-asking.ts);
 * - only the answer to an open question is read; other address messages are ignored;
 * - a question is answered once in ANSWER_INTERVAL_MS, with a random part of the book, so that asking often does not
 *   map the network.
 */
import { LIMITS, type Message, type PeerAddress } from "@triad/protocol";
import type { AddressBook } from "./address-book.ts";
import { isLoopback } from "./address-text.ts";
import type { Now, Randomness } from "./ports.ts";

/** Policy: a quarter of what the message can carry. */
export const ADDRESSES_TOLD_MAX = Math.min(250, LIMITS.addresses.elementsMax ?? 0);
/** Policy: an honest node asks less often (address-asking.ts). */
export const ANSWER_INTERVAL_MS = 60_000;

export class AddressExchange {
  readonly #book: AddressBook;
  /** Host of the other side. */
  readonly #host: string;
  #isQuestionOpen = false;
  #lastAskedMs: number | undefined;
  #lastAnswerMs: number | undefined;

  constructor(book: AddressBook, host: string) {
    this.#book = book;
    this.#host = host;
  }

  /** Monotonic; undefined: never. */
  get lastAskedMs(): number | undefined {
    return this.#lastAskedMs;
  }

  ask(now: Now): Message {
    this.#isQuestionOpen = true;
    this.#lastAskedMs = now.monotonicMs;
    return { kind: "get-addresses" };
  }

  /** The answer to the peer's question, or undefined when it asks too often. */
  answer(now: Now, random: Randomness): Message | undefined {
    if (this.#lastAnswerMs !== undefined && now.monotonicMs - this.#lastAnswerMs < ANSWER_INTERVAL_MS) return undefined;
    this.#lastAnswerMs = now.monotonicMs;
    const addresses = this.#book.sample(ADDRESSES_TOLD_MAX, random, isLoopback(this.#host));
    return { kind: "addresses", addresses };
  }

  learn(addresses: readonly PeerAddress[]): void {
    if (!this.#isQuestionOpen) return;
    this.#isQuestionOpen = false;
    for (const address of addresses) this.#book.learn(address, address.role, this.#host);
  }
}
