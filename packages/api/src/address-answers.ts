/** Answers about addresses, of nodes that keep an index of them. */
import type { OperatorCommand } from "@triad/roles";
import type { ApiNode } from "./api-node.ts";
import { esploraAddress, esploraCoin, esploraTransaction } from "./esplora-shapes.ts";
import { ADDRESS_COINS_LISTED, ADDRESS_POOL_LISTED, ADDRESS_TRANSACTIONS_LISTED } from "./limits.ts";
import { ask } from "./questions.ts";
import { type Answer, type Call, json } from "./route.ts";

type ByAddress = Call<{ readonly address: string }, unknown, unknown>;
type TransactionsQuestion = Omit<Extract<OperatorCommand, { name: "address-transactions" }>, "name">;

export async function answerAddress({ node, params }: ByAddress): Promise<Answer> {
  return json(esploraAddress((await ask(node, { name: "address", address: params.address }, "address")).address));
}

/** The pool's first, then the newest of the chain. */
export async function answerAddressTransactions({ node, params }: ByAddress): Promise<Answer> {
  const { address } = params;
  return listTransactions(node, { address, pooled: ADDRESS_POOL_LISTED, confirmed: ADDRESS_TRANSACTIONS_LISTED });
}

export async function answerAddressPool({ node, params }: ByAddress): Promise<Answer> {
  return listTransactions(node, { address: params.address, pooled: ADDRESS_POOL_LISTED, confirmed: 0 });
}

export async function answerAddressChain({
  node,
  params,
}: Call<{ readonly address: string; readonly lastSeenTxid?: string }, unknown, unknown>): Promise<Answer> {
  const { address, lastSeenTxid } = params;
  const after = lastSeenTxid === undefined ? {} : { after: lastSeenTxid.toLowerCase() };
  return listTransactions(node, { address, pooled: 0, confirmed: ADDRESS_TRANSACTIONS_LISTED, ...after });
}

async function listTransactions(node: ApiNode, question: TransactionsQuestion): Promise<Answer> {
  const command = { name: "address-transactions", ...question } as const;
  return json((await ask(node, command, "address-transactions")).transactions.map(esploraTransaction));
}

/** Where there are more, a header says where the next page is. */
export async function answerAddressCoins({
  node,
  params,
  query,
}: Call<{ readonly address: string }, { readonly after?: string }, unknown>): Promise<Answer> {
  const { address } = params;
  const command = { name: "address-coins", address, count: ADDRESS_COINS_LISTED, ...readAfter(query.after) } as const;
  const { coins, next } = await ask(node, command, "address-coins");
  const list = coins.map(esploraCoin);
  if (next === null) return json(list);
  const path = `/api/address/${encodeURIComponent(address)}/utxo?after=${next.txid}:${next.index}`;
  return { kind: "json", value: list, headers: { link: `<${path}>; rel="next"` } };
}

/** As the schema lets it through. */
function readAfter(text: string | undefined): { readonly after?: { readonly txid: string; readonly index: number } } {
  const [txid, index] = text?.split(":") ?? [];
  return txid === undefined ? {} : { after: { txid: txid.toLowerCase(), index: Number(index) } };
}
