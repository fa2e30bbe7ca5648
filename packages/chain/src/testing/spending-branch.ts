/** A branch of blocks whose every block spends a coin, so that it has a signature to check and coins to change. */
import type { HeaderEntry } from "../headers/index.ts";
import { outpointKey } from "../keys.ts";
import type { BlockOrder, BlockTree } from "./chain-builder.ts";
import { type OwnedCoin, ownedCoin, payment, premineCoin } from "./payment.ts";
import { testKey } from "./test-keys.ts";

type TreeBlock = ReturnType<BlockTree["extend"]>;

/** Each block hands the premine's first coin on; that of the block at `badAt` is badly signed. */
export function spendingBranch(
  tree: BlockTree,
  from: HeaderEntry,
  count: number,
  { version = 1, coin = premineCoin(tree.network, 0), badAt = -1 } = {},
): TreeBlock[] {
  const built: TreeBlock[] = [];
  let parent = from;
  let spent: OwnedCoin = coin;
  for (let i = 0; i < count; i++) {
    const owner = testKey(i % 3);
    const outputs = [{ amount: spent.amount - 1, key: owner.key }];
    const spoil = (all: Uint8Array) => (i === badAt ? all.map((byte) => byte ^ 1) : all);
    const tx = payment({ network: tree.network, spend: [spent], outputs, changeSignatures: spoil });
    const order: Omit<BlockOrder, "network" | "parent"> = {
      transactions: [tx],
      fees: 1,
      changes: { header: { version } },
    };
    const block = tree.extend(parent, order);
    built.push(block);
    parent = block.entry;
    spent = ownedCoin(tx, 0, owner);
  }
  return built;
}

/** As `BlockChain.coin` takes it: the first output of a transaction. */
export function firstOutputKey({ txid }: { readonly txid: Uint8Array }): string {
  return outpointKey(txid, 0);
}
