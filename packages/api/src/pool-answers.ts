/** Answers about the transaction pool, and what the operator wishes of it. */
import type { PoolEntryView } from "@triad/roles";
import type { ApiNode } from "./api-node.ts";
import { esploraPool, esploraRecent } from "./esplora-shapes.ts";
import { POOL_RECENT_LISTED } from "./limits.ts";
import { badRequest, notFound } from "./problem.ts";
import { ask } from "./questions.ts";
import { type Answer, type Call, json } from "./route.ts";

type Wish = PoolEntryView["wish"];

export interface WishBody {
  readonly action?: Wish;
  readonly include?: boolean;
  readonly exclude?: boolean;
  readonly feeDelta?: number;
}

export async function answerPool({ node }: { readonly node: ApiNode }): Promise<Answer> {
  return json(esploraPool((await ask(node, { name: "pool-summary" }, "pool-summary")).summary));
}

export async function answerPoolRecent({ node }: { readonly node: ApiNode }): Promise<Answer> {
  const { transactions } = await ask(node, { name: "pool-recent", count: POOL_RECENT_LISTED }, "pool-recent");
  return json(transactions.map(esploraRecent));
}

export async function answerPoolTxids({ node }: { readonly node: ApiNode }): Promise<Answer> {
  const { pool } = await ask(node, { name: "pool" }, "pool");
  return json(pool.entries.map(({ txid }) => txid));
}

export async function answerPoolEntries({ node }: { readonly node: ApiNode }): Promise<Answer> {
  return json((await ask(node, { name: "pool" }, "pool")).pool);
}

/** Rates by the number of blocks; targets of which too little is known are missing, as in Esplora. */
export async function answerFeeEstimates({ node }: { readonly node: ApiNode }): Promise<Answer> {
  const { fees } = await ask(node, { name: "fees" }, "fees");
  return json(Object.fromEntries(fees.estimates.map(({ blocks, feeRate }) => [String(blocks), feeRate])));
}

export async function answerPrioritise({
  node,
  params,
  body,
}: Call<{ readonly txid: string }, unknown, WishBody>): Promise<Answer> {
  const txid = params.txid.toLowerCase();
  const { feeDelta } = body;
  const wish = readWish(body) ?? (await askPresentWish(node, txid));
  const command = { name: "prioritise", txid, wish, ...(feeDelta === undefined ? {} : { feeDelta }) } as const;
  return json((await ask(node, command, "wish")).wish);
}

/** `include: false` takes an earlier `include` back. Undefined: only the fee's weight is to change. */
function readWish({ action, include, exclude, feeDelta }: WishBody): Wish | undefined {
  const named = [action, include, exclude].filter((member) => member !== undefined).length;
  if (named > 1) throw badRequest("Give one of action, include and exclude.");
  if (named === 0 && feeDelta === undefined) throw badRequest("Give action, include, exclude or feeDelta.");
  if (action !== undefined) return action;
  if (include !== undefined) return include ? "include" : "none";
  if (exclude !== undefined) return exclude ? "exclude" : "none";
  return undefined;
}

async function askPresentWish(node: ApiNode, txid: string): Promise<Wish> {
  const { pool } = await ask(node, { name: "pool" }, "pool");
  const entry = pool.entries.find((candidate) => candidate.txid === txid);
  if (entry === undefined) throw notFound(`The pool has no transaction ${txid}.`);
  return entry.wish;
}
