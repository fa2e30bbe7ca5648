/** Answers about the wallet; all of them need the token. */
import type { OperatorReply } from "@triad/roles";
import type { ApiNode } from "./api-node.ts";
import { PAYMENTS_LISTED, PAYMENTS_LISTED_MAX } from "./limits.ts";
import { badRequest, problemOfReply } from "./problem.ts";
import { ask } from "./questions.ts";
import { type Answer, type Call, json } from "./route.ts";

export interface SendBody {
  readonly to: string;
  /** Base units. */
  readonly amount: number;
  /** Base units a byte. */
  readonly feeRate?: number;
  readonly label?: string;
}

export async function answerWallet({ node }: { readonly node: ApiNode }): Promise<Answer> {
  return json((await ask(node, { name: "wallet" }, "wallet")).wallet);
}

export async function answerHistory({
  node,
  query,
}: Call<unknown, { readonly count?: string }, unknown>): Promise<Answer> {
  return json((await ask(node, { name: "history", count: readCount(query) }, "history")).payments);
}

export async function answerAddresses({
  node,
  query,
}: Call<unknown, { readonly count?: string }, unknown>): Promise<Answer> {
  return json((await ask(node, { name: "addresses", count: readCount(query) }, "addresses")).addresses);
}

export async function answerLabel({
  node,
  body,
}: Call<unknown, unknown, { readonly target: string; readonly label: string }>): Promise<Answer> {
  return json({ text: (await ask(node, { name: "label", ...body }, "done")).text });
}

export async function answerBump({
  node,
  body,
}: Call<unknown, unknown, { readonly txid: string; readonly feeRate?: number }>): Promise<Answer> {
  const done = await ask(node, { name: "bump", ...body, txid: body.txid.toLowerCase() }, "done");
  return json({ txid: done.id ?? null, text: done.text });
}

export async function answerAbandon({
  node,
  body,
}: Call<unknown, unknown, { readonly txid: string }>): Promise<Answer> {
  const done = await ask(node, { name: "abandon", txid: body.txid.toLowerCase() }, "done");
  return json({ txid: done.id ?? null, text: done.text });
}

function readCount(query: { readonly count?: string }): number {
  const count = query.count === undefined ? PAYMENTS_LISTED : Number(query.count);
  if (count > PAYMENTS_LISTED_MAX) throw badRequest(`count must be a number from 1 to ${PAYMENTS_LISTED_MAX}.`);
  return count;
}

export async function answerSend({ node, body }: Call<unknown, unknown, SendBody>): Promise<Answer> {
  const done = await ask(node, { name: "send", ...body }, "done");
  return json({ txid: done.id ?? null, text: done.text });
}

export async function answerReceive({
  node,
  body,
}: Call<unknown, unknown, { readonly label?: string } | undefined>): Promise<Answer> {
  const done = await ask(node, { name: "receive", ...body }, "done");
  return json({ address: done.id ?? null, text: done.text });
}

export interface UnlockBody {
  readonly passphrase: string;
  readonly seconds?: number;
}

export interface PassphraseBody {
  readonly old?: string;
  readonly new?: string;
}

/** As the console's: some payments. */
const UNLOCK_SECONDS = 300;

export async function answerUnlock({ node, body }: Call<unknown, unknown, UnlockBody>): Promise<Answer> {
  return doneOf(await node.wallet.unlock(body.passphrase, body.seconds ?? UNLOCK_SECONDS));
}

export async function answerLock({ node }: { readonly node: ApiNode }): Promise<Answer> {
  return doneOf(await node.wallet.lock());
}

export async function answerPassphrase({ node, body }: Call<unknown, unknown, PassphraseBody>): Promise<Answer> {
  const { old, new: next } = body;
  if (old === undefined && next === undefined) throw badRequest("Name a new passphrase, the old one, or both.");
  return doneOf(await node.wallet.changePassphrase({ old, next }));
}

function doneOf(reply: OperatorReply): Answer {
  if (!reply.ok) throw problemOfReply(reply);
  if (reply.value.of !== "done") throw new Error(`the wallet answered with ${reply.value.of}`);
  return json({ text: reply.value.text });
}
