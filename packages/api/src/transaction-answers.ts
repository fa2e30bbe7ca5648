/** Answers about single transactions. */
import { hexToBytes } from "@triad/crypto";
import type { TransactionView } from "@triad/roles";
import type { ApiNode } from "./api-node.ts";
import { esploraStatus, esploraTransaction } from "./esplora-shapes.ts";
import { ask, askTransaction } from "./questions.ts";
import { type Answer, type Call, json, text } from "./route.ts";

type ByTxid = Call<{ readonly txid: string }, unknown, unknown>;

export async function answerTransaction({ node, params }: ByTxid): Promise<Answer> {
  const transaction = await askTransaction(node, params.txid);
  return json(esploraTransaction(transaction, await askBlockTime(node, transaction)));
}

export async function answerTransactionStatus({ node, params }: ByTxid): Promise<Answer> {
  const transaction = await askTransaction(node, params.txid);
  return json(esploraStatus(transaction, await askBlockTime(node, transaction)));
}

export async function answerTransactionRaw({ node, params }: ByTxid): Promise<Answer> {
  return { kind: "octets", bytes: hexToBytes((await askTransaction(node, params.txid)).rawHex) };
}

export async function answerBroadcast({ node, body }: Call<unknown, unknown, string>): Promise<Answer> {
  const done = await ask(node, { name: "broadcast-transaction", rawHex: body }, "done");
  return text(done.id ?? done.text);
}

/** Undefined for an unconfirmed one, and when the chain was reorganised between the two questions. */
async function askBlockTime(node: ApiNode, { height, blockHash }: TransactionView): Promise<number | undefined> {
  if (height === null) return undefined;
  const { blocks } = await ask(node, { name: "chain", from: height, count: 1 }, "chain");
  return blocks.find(({ hash }) => hash === blockHash)?.time;
}
