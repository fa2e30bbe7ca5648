/**
 * Invariant 15: nothing is announced twice on one connection, nor back to where it came from. Between the honest only: who floods a node with ids makes it
 * forget what the flooder itself was told (gossip's known-items.ts), and may then be told again.
 */
import type { PeerId } from "@triad/roles";
import { announcedItems, announcedKind } from "../engine/announced-items.ts";
import type { ConnectionEnd } from "../engine/connection.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { Checker } from "./checker.ts";

const NAME = "once-per-connection";

export const checker: Checker = {
  name: NAME,
  claim: "On a connection of honest nodes nothing is announced twice, nor back to where it came from.",
  begin(world) {
    const told = new WeakMap<ConnectionEnd, Set<string> | "a liar's">();
    const itemsOn = (connection: ConnectionEnd, node: SimNode, peer: PeerId): Set<string> | "a liar's" => {
      const isHonest = (): boolean => world.network.otherSide(node, peer)?.isHonest ?? false;
      const known = told.get(connection);
      if (known !== undefined) return known;
      const items = isHonest() ? new Set<string>() : "a liar's";
      told.set(connection, items);
      return items;
    };
    return {
      onEvent(node, event) {
        if (event.type !== "frame-received" || !node.isHonest || announcedKind(event.frame) === undefined) return;
        const connection = node.connections.get(event.peer);
        if (connection === undefined) return;
        const items = itemsOn(connection, node, event.peer);
        if (items !== "a liar's") for (const item of announcedItems(event.frame)) items.add(item);
      },
      onEffect(node, effect) {
        if (effect.type !== "send" || !node.isHonest) return;
        const kind = announcedKind(effect.frame);
        if (kind === undefined) return;
        const connection = node.connections.get(effect.peer);
        if (connection === undefined) return;
        const items = itemsOn(connection, node, effect.peer);
        if (items === "a liar's") return;
        for (const item of announcedItems(effect.frame)) {
          if (items.has(item))
            world.violated(NAME, `a ${kind} is announced to peer ${effect.peer}, who knows it`, node);
          items.add(item);
        }
      },
    };
  },
};
