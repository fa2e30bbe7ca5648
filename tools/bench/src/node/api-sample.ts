/** What there is to ask a node about: blocks, transactions and addresses from all over its chain. */
import type { Draw } from "../chain/draws.ts";
import type { BenchNode } from "./bench-node.ts";

export interface ApiSample {
  readonly height: number;
  readonly hash: string;
  /** The block's last transaction: its coinbase, or a payment. */
  readonly txid: string;
  readonly address: string;
}

interface BlockTransaction {
  readonly txid: string;
  readonly vout: readonly { readonly scriptpubkey_address: string }[];
}

/** By rising height, so that those below any height come first. */
export async function sampleChain(
  node: BenchNode,
  count: number,
  heightMax: number,
  draw: Draw,
): Promise<readonly ApiSample[]> {
  const samples: ApiSample[] = [];
  for (let taken = 0; taken < count; taken++) {
    const height = 1 + draw(heightMax);
    const hash = await node.text(`/api/block-height/${height}`);
    const last = (await node.json<readonly BlockTransaction[]>(`/api/block/${hash}/txs`)).at(-1);
    if (last === undefined) throw new RangeError("every block has a transaction");
    samples.push({ height, hash, txid: last.txid, address: last.vout[0]?.scriptpubkey_address ?? "" });
  }
  return samples.toSorted((a, b) => a.height - b.height);
}
