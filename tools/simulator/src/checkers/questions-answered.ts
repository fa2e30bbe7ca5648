/** Invariant 16: between the honest, what was asked for comes, or one is told that it does not, or the connection ends. */
import { type HashKey, hashKey } from "@triad/chain";
import { sha256d } from "@triad/crypto";
import { DecodeError, decodeFrame, encodeMessage, type Message } from "@triad/protocol";
import type { PeerId } from "@triad/roles";
import type { ConnectionEnd } from "../engine/connection.ts";
import type { SimNode } from "../engine/sim-node.ts";
import { SECOND } from "../engine/timetable.ts";
import type { Checker } from "./checker.ts";

const NAME = "questions-answered";
const HASH = new Uint8Array(32);
/** How frames begin that ask or answer; decoding all would cost as much as the run. */
const ASKING = tagsOf(
  { kind: "get-headers", locator: [HASH], stop: undefined },
  { kind: "get-blocks", hashes: [HASH] },
);
const ANSWERING = tagsOf(
  { kind: "headers", headers: [] },
  { kind: "blocks-not-found", hashes: [HASH], code: "not-found" },
  { kind: "block-reply", block: new Uint8Array(200) },
);
/** In an encoded block: the tag and the length of its first field come before. */
const HEADER_AT = 2;
const HEADER_BYTES = 80;

/** A question of the last moments is still under way: connections are made until the end. */
const UNDER_WAY_MS = 5 * SECOND;

interface Open {
  /** When the oldest of them was asked, or one before it. */
  sinceMs: number;
  headers: number;
  readonly blocks: Set<HashKey>;
}

export const checker: Checker = {
  name: NAME,
  claim: "At rest no question about headers or blocks between honest nodes is open on a connection that is.",
  begin(world) {
    const questions = new Map<ConnectionEnd, Open & { readonly node: SimNode; readonly peer: PeerId }>();
    const of = (node: SimNode, peer: PeerId) => {
      const connection = node.connections.get(peer);
      if (connection === undefined) return undefined;
      const open = questions.get(connection) ?? { node, peer, sinceMs: 0, headers: 0, blocks: new Set<HashKey>() };
      questions.set(connection, open);
      return open;
    };
    return {
      onEffect(node, effect) {
        if (effect.type !== "send" || !node.isHonest || !ASKING.has(effect.frame[0])) return;
        const open = of(node, effect.peer);
        if (open === undefined) return;
        if (open.headers + open.blocks.size === 0) open.sinceMs = world.nowMs();
        asked(open, effect.frame);
      },
      onEvent(node, event) {
        if (event.type !== "frame-received" || !node.isHonest || !ANSWERING.has(event.frame[0])) return;
        const open = questions.get(node.connections.get(event.peer) as ConnectionEnd);
        if (open !== undefined && (open.headers > 0 || open.blocks.size > 0)) answered(open, event.frame);
      },
      atRest() {
        for (const [connection, { node, peer, sinceMs, headers, blocks }] of questions) {
          if (world.nowMs() - sinceMs < UNDER_WAY_MS) continue;
          if (!connection.isOpen || node.connections.get(peer) !== connection) continue;
          const other = world.network.otherSide(node, peer);
          if (other === undefined || !other.isHonest || !other.isUp || headers + blocks.size === 0) continue;
          const what = `${headers} questions for headers and ${blocks.size} for blocks`;
          world.violated(NAME, `${node.name} has ${what} open with ${other.name}`, node, other);
        }
      },
    };
  },
};

function tagsOf(...messages: readonly Message[]): ReadonlySet<number | undefined> {
  return new Set(messages.map((message) => encodeMessage(message)[0]));
}

function asked(open: Open, frame: Uint8Array): void {
  const message = decodeFrame(frame);
  if (message instanceof DecodeError) return;
  if (message.kind === "get-headers") open.headers += 1;
  if (message.kind === "get-blocks") for (const hash of message.hashes) open.blocks.add(hashKey(hash));
}

function answered(open: Open, frame: Uint8Array): void {
  const message = decodeFrame(frame);
  if (message instanceof DecodeError) return;
  if (message.kind === "headers") open.headers = Math.max(0, open.headers - 1);
  if (message.kind === "blocks-not-found") for (const hash of message.hashes) open.blocks.delete(hashKey(hash));
  if (message.kind !== "block-reply") return;
  open.blocks.delete(hashKey(sha256d(message.block.subarray(HEADER_AT, HEADER_AT + HEADER_BYTES))));
}
