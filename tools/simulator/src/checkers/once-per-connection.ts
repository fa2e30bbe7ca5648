/** Invariant 15: nothing is announced twice on one connection. */

import { hashKey } from "@triad/chain";
import { sha256d } from "@triad/crypto";
import { DecodeError, decodeFrame, encodeMessage } from "@triad/protocol";
import type { ConnectionEnd } from "../engine/connection.ts";
import type { Checker } from "./checker.ts";

const NAME = "once-per-connection";
/** How a frame of each kind begins. */
const INVENTORY_TAG = encodeMessage({ kind: "inventory", wtxids: [new Uint8Array(32)] })[0];
const ANNOUNCEMENT_TAG = encodeMessage({ kind: "block-announcement", header: new Uint8Array(80) })[0];

export const checker: Checker = {
  name: NAME,
  claim: "No block and no transaction is announced twice on one connection.",
  begin(world) {
    const told = new WeakMap<ConnectionEnd, Set<string>>();
    return {
      onEffect(node, effect) {
        if (effect.type !== "send" || !node.isHonest) return;
        const kind = kindOf(effect.frame);
        if (kind === undefined) return;
        const connection = node.connections.get(effect.peer);
        if (connection === undefined) return;
        const items = told.get(connection) ?? new Set();
        told.set(connection, items);
        for (const item of itemsOf(effect.frame)) {
          if (items.has(item)) world.violated(NAME, `a ${kind} is announced again to peer ${effect.peer}`, node);
          items.add(item);
        }
      },
    };
  },
};

/** By the first tag, since decoding every frame again would cost as much as the run itself. */
function kindOf(frame: Uint8Array): "block" | "transaction" | undefined {
  const tag = frame[0];
  return tag === INVENTORY_TAG ? "transaction" : tag === ANNOUNCEMENT_TAG ? "block" : undefined;
}

function itemsOf(frame: Uint8Array): readonly string[] {
  const message = decodeFrame(frame);
  if (message instanceof DecodeError) return [];
  if (message.kind === "inventory") return message.wtxids.map(hashKey);
  return message.kind === "block-announcement" ? [hashKey(sha256d(message.header))] : [];
}
