/**
 * How many bodies one question may name, so that the answer is about QUESTION_BYTES: a count alone is either too small
 * for empty blocks, where every question costs a round trip, or too large for full ones, which would fill the memory and
 * the line of a slow reader.
 *
 * Nobody tells the size of a body beforehand, so it is expected from those that came:
 * - a larger body is believed at once, a smaller one step by step (SHRINK): full blocks after empty ones are asked for
 *   too boldly once, empty ones after full ones a little too timidly for a few questions;
 * - before the first body, the largest that the network allows is expected.
 * What is expected only makes questions large. Who answers bounds the bytes of an answer himself (ANSWER_BYTES_MAX), and
 * no more than QUESTIONS_PER_PEER_MAX wait at one peer: so a wrong guess never makes more bytes wait than a host allows.
 */
import { LIMITS } from "@triad/protocol";

/** Policy: while one is being answered, the next one is on its way. */
export const QUESTIONS_PER_PEER_MAX = 2;
/**
 * Bytes of bodies served for one question. Times QUESTIONS_PER_PEER_MAX it is less than what a host lets wait for a slow
 * reader, so that nobody is cut off for asking what it may ask.
 */
export const ANSWER_BYTES_MAX = 8_000_000;
/** Policy: what one question should bring; two of them are four seconds of a line of 16 Mbit/s. */
export const QUESTION_BYTES = 4_000_000;
/** As many as one question can name. */
export const QUESTION_BLOCKS_MAX = LIMITS["get-blocks"].elementsMax ?? 1;

/** Share of the difference by which the expectation follows a smaller body: 16 of them bring it down to a third. */
const SHRINK = 1 / 16;

export class QuestionSize {
  #expectedBytes: number;

  /** `maxBlockBytes`: of the network. */
  constructor(maxBlockBytes: number) {
    this.#expectedBytes = maxBlockBytes;
  }

  /** Of the next body. */
  get expectedBytes(): number {
    return this.#expectedBytes;
  }

  get blocks(): number {
    const blocks = Math.floor(QUESTION_BYTES / Math.max(1, this.#expectedBytes));
    return Math.max(1, Math.min(QUESTION_BLOCKS_MAX, blocks));
  }

  /** A body of so many bytes came. */
  bodyCame(bytes: number): void {
    const difference = bytes - this.#expectedBytes;
    this.#expectedBytes += difference > 0 ? difference : difference * SHRINK;
  }
}
