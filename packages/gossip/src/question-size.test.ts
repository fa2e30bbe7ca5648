import { expect, it } from "vitest";
import {
  ANSWER_BYTES_MAX,
  QUESTION_BLOCKS_MAX,
  QUESTION_BYTES,
  QUESTIONS_PER_PEER_MAX,
  QuestionSize,
} from "./question-size.ts";

/** A host's bound for what waits for a slow reader (host-nodejs/src/connection.ts). */
const SEND_QUEUE_BYTES_MAX = 16 * 1024 * 1024;

it("the largest blocks are expected before the first came, and one is always asked for", () => {
  expect(new QuestionSize(1_000_000).blocks).toBe(4);
  expect(new QuestionSize(QUESTION_BYTES).blocks).toBe(1);
  expect(new QuestionSize(QUESTION_BYTES + 1).blocks).toBe(1);
  expect(new QuestionSize(1).blocks).toBe(QUESTION_BLOCKS_MAX);
});

it("a larger body is expected at once, a smaller one step by step", () => {
  const size = new QuestionSize(1_000_000);
  size.bodyCame(200_000);
  expect(size.expectedBytes).toBe(950_000);
  for (let came = 0; came < 15; came++) size.bodyCame(200_000);
  expect(size.expectedBytes).toBeGreaterThan(400_000);
  expect(size.expectedBytes).toBeLessThan(500_000);
  size.bodyCame(900_000);
  expect(size.expectedBytes).toBe(900_000);
});

it("whatever was expected, the answers that wait at one peer fit into its host's queue", () => {
  expect(QUESTIONS_PER_PEER_MAX * ANSWER_BYTES_MAX).toBeLessThan(SEND_QUEUE_BYTES_MAX);
});
