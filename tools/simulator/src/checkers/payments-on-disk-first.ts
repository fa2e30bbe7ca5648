/** Invariant 19, at a crash: a payment that others have heard of is in the payer's store, or it would pay with its coins again. */
import { type HashKey, hashKey } from "@triad/chain";
import { equalBytes } from "@triad/crypto";
import { WALLET_RECORD_PREFIX } from "@triad/wallet";
import { announcedItems, announcedKind } from "../engine/announced-items.ts";
import { short } from "../engine/describe.ts";
import { partsOf } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { Checker } from "./checker.ts";

const NAME = "payments-on-disk-first";
/** A payment's record begins with its txid (wallet-record.ts). */
const TXID_BYTES = 32;

export const checker: Checker = {
  name: NAME,
  claim: "A node tells nobody of a payment of its own that its store has no record of.",
  begin(world) {
    // once told, it may be in a block, and its record another one
    const told = new Map<SimNode, Set<HashKey>>();
    return {
      onEffect(node, effect) {
        if (effect.type !== "send" || !node.isHonest || announcedKind(effect.frame) !== "transaction") return;
        if (node.role === "light-node" || node.core === undefined) return;
        const before = told.get(node) ?? new Set<HashKey>();
        told.set(node, before);
        const fresh = announcedItems(effect.frame).filter((wtxid) => !before.has(wtxid));
        if (fresh.length === 0) return;
        for (const wtxid of fresh) before.add(wtxid);
        const own = partsOf(node.core).wallet.wallet.unconfirmed();
        for (const tx of own) {
          if (!fresh.includes(hashKey(tx.wtxid))) continue;
          const records = [...node.disk.store.records(WALLET_RECORD_PREFIX)];
          if (records.some(([, bytes]) => equalBytes(bytes, tx.bytes))) continue;
          // a block had it before anybody was told, and a reorganisation took that block: the store has its payment
          if (records.some(([, bytes]) => equalBytes(bytes.subarray(0, TXID_BYTES), tx.txid))) continue;
          world.violated(NAME, `announces its payment ${short(tx.txid)}, which is not on its disk`, node);
        }
      },
    };
  },
};
