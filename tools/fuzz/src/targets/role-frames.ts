/**
 * Frames of a peer to a whole full node, which keeps what it has learned from the inputs before. An input is a byte
 * that says whether the peer greets first (0: no), and frames, each after its length in three bytes.
 */
import { encodeMessage } from "@triad/protocol";
import { join } from "../generate/bytes.ts";
import { mutate } from "../generate/mutate.ts";
import type { Random } from "../generate/random.ts";
import { RoleAlone } from "../live/role-alone.ts";
import { sampleBlocks, sampleBranch, sampleTransactions } from "../sample-chain.ts";
import type { Target } from "../target.ts";
import { sampleMessages } from "./frames.ts";

/** A new node after so many inputs: its state would be ever the same. */
const INPUTS_PER_NODE = 100;

export function openRoleFrames(): Target {
  let node = new RoleAlone();
  let inputs = 0;
  const frames = usefulFrames();
  return {
    samples: [inputOf(frames.slice(0, CHAIN_FRAMES)), ...frames.map((frame) => inputOf([frame]))],
    dictionary: [],
    shape: (random) => visitShape(random, frames),
    check(input, timed) {
      inputs += 1;
      if (inputs % INPUTS_PER_NODE === 0) node = new RoleAlone();
      const ended = timed(() => node.visit(framesOf(input), input[0] !== 0));
      return ended === undefined ? "accepted" : `refused ${ended}`;
    },
  };
}

/** The headers of the sample branch, then its blocks: what a node asks a new peer for. */
const CHAIN_FRAMES = 12;

/** Samples of every kind, and the real chain in the messages that carry it. */
function usefulFrames(): readonly Uint8Array[] {
  const blocks = [...sampleBranch(), ...sampleBlocks()];
  return [
    encodeMessage({ kind: "headers", headers: sampleBranch().map(({ headerBytes }) => headerBytes) }),
    ...blocks.map(({ bytes }) => encodeMessage({ kind: "block-reply", block: bytes })),
    ...blocks.map(({ headerBytes }) => encodeMessage({ kind: "block-announcement", header: headerBytes })),
    ...blocks.map(({ hash }) => encodeMessage({ kind: "get-headers", locator: [hash], stop: undefined })),
    ...sampleTransactions().map(({ bytes }) => encodeMessage({ kind: "transactions", transactions: [bytes] })),
    ...sampleMessages()
      .filter(({ kind }) => kind !== "hello" && kind !== "hello-proof")
      .map(encodeMessage),
  ];
}

function visitShape(random: Random, frames: readonly Uint8Array[]): Uint8Array {
  const damaged = (frame: Uint8Array) =>
    random.once(6) ? mutate(frame, random, random.pick(frames), []) : random.once(9) ? random.pick(frames) : frame;
  // in the order in which a node asks for them, or in none
  const visit = random.once(2)
    ? frames.slice(0, random.integer(CHAIN_FRAMES + 1)).map(damaged)
    : Array.from({ length: 1 + random.integer(8) }, () => damaged(random.pick(frames)));
  return inputOf(visit, random.once(12) ? 0 : 1);
}

function inputOf(frames: readonly Uint8Array[], greets = 1): Uint8Array {
  const withLengths = frames.map((frame) =>
    join([Uint8Array.of(frame.length >> 16, frame.length >> 8, frame.length), frame]),
  );
  return join([Uint8Array.of(greets), ...withLengths]);
}

function framesOf(input: Uint8Array): readonly Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let at = 1; at + 3 <= input.length; ) {
    const length = ((input[at] ?? 0) << 16) | ((input[at + 1] ?? 0) << 8) | (input[at + 2] ?? 0);
    frames.push(input.slice(at + 3, at + 3 + length));
    at += 3 + length;
  }
  return frames;
}
