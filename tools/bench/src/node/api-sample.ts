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
    const txid = (await node.json<readonly string[]>(`/api/block/${hash}/txids`)).at(-1) ?? "";
    const { vout } = await node.json<{ readonly vout: readonly { readonly scriptpubkey_address: string }[] }>(
      `/api/tx/${txid}`,
    );
    samples.push({ height, hash, txid, address: vout[0]?.scriptpubkey_address ?? "" });
  }
  return samples.toSorted((a, b) => a.height - b.height);
}
