/**
 * Invariant 15: nothing is announced twice on one connection, nor back to where it came from. Between the honest only: who floods a node with ids makes it
 * forget what the flooder itself was told (gossip's known-items.ts), and may then be told again.
 */

import { hashKey } from "@triad/chain";
import { sha256d } from "@triad/crypto";
import { DecodeError, decodeFrame, encodeMessage } from "@triad/protocol";
import type { PeerId } from "@triad/roles";
import type { ConnectionEnd } from "../engine/connection.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { Checker } from "./checker.ts";

const NAME = "once-per-connection";
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

/** Whoever receives a frame gets the object that was sent, so each is read once. */
const itemsOfFrames = new WeakMap<Uint8Array, readonly string[]>();

export const checker: Checker = {
  name: NAME,
  claim: "On a connection of honest nodes nothing is announced twice, nor back to where it came from.",
  begin(world) {
    const told = new WeakMap<ConnectionEnd, Set<string> | "a liar's">();
    const itemsOn = (connection: ConnectionEnd, node: SimNode, peer: PeerId): Set<string> | "a liar's" => {
      const isHonest = (): boolean => world.network.otherSide(node, peer)?.isHonest ?? false;
      const items = told.get(connection) ?? (isHonest() ? new Set<string>() : "a liar's");
      told.set(connection, items);
      return items;
    };
    return {
      onEvent(node, event) {
        if (event.type !== "frame-received" || !node.isHonest || kindOf(event.frame) === undefined) return;
        const connection = node.connections.get(event.peer);
        if (connection === undefined) return;
        const items = itemsOn(connection, node, event.peer);
        if (items !== "a liar's") for (const item of itemsOf(event.frame)) items.add(item);
      },
      onEffect(node, effect) {
        if (effect.type !== "send" || !node.isHonest) return;
        const kind = kindOf(effect.frame);
        if (kind === undefined) return;
        const connection = node.connections.get(effect.peer);
        if (connection === undefined) return;
        const items = itemsOn(connection, node, effect.peer);
        if (items === "a liar's") return;
        for (const item of itemsOf(effect.frame)) {
          if (items.has(item))
            world.violated(NAME, `a ${kind} is announced to peer ${effect.peer}, who knows it`, node);
          items.add(item);
        }
      },
    };
  },
};

/** By the first tag, since decoding every frame again would cost as much as the run itself. */
function kindOf(frame: Uint8Array): "block" | "transaction" | undefined {
  const tag = frame[0];
  if (tag === INVENTORY_TAG) return "transaction";
  return tag === ANNOUNCEMENT_TAG || tag === COMPACT_TAG ? "block" : undefined;
}

function itemsOf(frame: Uint8Array): readonly string[] {
  const known = itemsOfFrames.get(frame);
  if (known !== undefined) return known;
  const items = readItems(frame);
  itemsOfFrames.set(frame, items);
  return items;
}

function readItems(frame: Uint8Array): readonly string[] {
  const message = decodeFrame(frame);
  if (message instanceof DecodeError) return [];
  if (message.kind === "inventory") return message.wtxids.map(hashKey);
  // in either form it is one announcement
  const isBlock = message.kind === "block-announcement" || message.kind === "compact-block";
  return isBlock ? [hashKey(sha256d(message.header))] : [];
}
