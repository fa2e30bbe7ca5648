/** Invariant 19, at a crash: a payment that others have heard of is in the payer's store, or it would pay with its coins again. */
import { type HashKey, hashKey } from "@triad/chain";
import { equalBytes } from "@triad/crypto";
import { DecodeError, decodeFrame, encodeMessage } from "@triad/protocol";
import { WALLET_RECORD_PREFIX } from "@triad/wallet";
import { short } from "../engine/describe.ts";
import { partsOf } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { Checker } from "./checker.ts";

const NAME = "payments-on-disk-first";
/** How a frame of this kind begins. */
const INVENTORY_TAG = encodeMessage({ kind: "inventory", wtxids: [new Uint8Array(32)] })[0];

export const checker: Checker = {
  name: NAME,
  claim: "A node tells nobody of a payment of its own that its store has no record of.",
  begin(world) {
    // once told, it may be in a block, and its record another one
    const told = new Map<SimNode, Set<HashKey>>();
    return {
      onEffect(node, effect) {
        if (effect.type !== "send" || effect.frame[0] !== INVENTORY_TAG || !node.isHonest) return;
        if (node.role === "light-node" || node.core === undefined) return;
        const message = decodeFrame(effect.frame);
        if (message instanceof DecodeError || message.kind !== "inventory") return;
        const before = told.get(node) ?? new Set<HashKey>();
        told.set(node, before);
        const fresh = message.wtxids.map(hashKey).filter((wtxid) => !before.has(wtxid));
        if (fresh.length === 0) return;
        for (const wtxid of fresh) before.add(wtxid);
        const own = partsOf(node.core).wallet.wallet.unconfirmed();
        for (const tx of own) {
          if (!fresh.includes(hashKey(tx.wtxid))) continue;
          const records = [...node.disk.store.records(WALLET_RECORD_PREFIX)];
          if (records.some(([, bytes]) => equalBytes(bytes, tx.bytes))) continue;
          world.violated(NAME, `announces its payment ${short(tx.txid)}, which is not on its disk`, node);
        }
      },
    };
  },
};
