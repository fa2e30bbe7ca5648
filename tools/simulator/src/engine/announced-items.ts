/**
 * What a frame announces, for checkers that look at every frame: by its first tag, since decoding all would cost as much
 * as the run itself. Whoever receives a frame gets the object that was sent, so each is read once for all who look.
 */
import { type HashKey, hashKey } from "@triad/chain";
import { sha256d } from "@triad/crypto";
import { DecodeError, decodeFrame, encodeMessage } from "@triad/protocol";

/** How a frame of each kind begins. */
const INVENTORY_TAG = encodeMessage({ kind: "inventory", wtxids: [new Uint8Array(32)] })[0];
const ANNOUNCEMENT_TAG = encodeMessage({ kind: "block-announcement", header: new Uint8Array(80) })[0];
const COMPACT_TAG = encodeMessage({
  kind: "compact-block",
  header: new Uint8Array(80),
  commitments: new Uint8Array(64),
  nonce: new Uint8Array(8),
  shortIds: new Uint8Array(6),
  prefilled: [],
})[0];

const itemsOfFrames = new WeakMap<Uint8Array, readonly HashKey[]>();

export function announcedKind(frame: Uint8Array): "block" | "transaction" | undefined {
  const tag = frame[0];
  if (tag === INVENTORY_TAG) return "transaction";
  return tag === ANNOUNCEMENT_TAG || tag === COMPACT_TAG ? "block" : undefined;
}

/** Hashes of blocks, or wtxids; none of a frame that can't be read. */
export function announcedItems(frame: Uint8Array): readonly HashKey[] {
  const known = itemsOfFrames.get(frame);
  if (known !== undefined) return known;
  const items = readItems(frame);
  itemsOfFrames.set(frame, items);
  return items;
}

function readItems(frame: Uint8Array): readonly HashKey[] {
  const message = decodeFrame(frame);
  if (message instanceof DecodeError) return [];
  if (message.kind === "inventory") return message.wtxids.map(hashKey);
  // in either form it is one announcement
  const isBlock = message.kind === "block-announcement" || message.kind === "compact-block";
  return isBlock ? [hashKey(sha256d(message.header))] : [];
}
