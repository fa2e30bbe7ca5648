/** Answers about single transactions. */
import { hexToBytes } from "@triad/crypto";
import { esploraStatus, esploraTransaction } from "./esplora-shapes.ts";
import { ask, askTransaction } from "./questions.ts";
import { type Answer, type Call, json, text } from "./route.ts";

type ByTxid = Call<{ readonly txid: string }, unknown, unknown>;

export async function answerTransaction({ node, params }: ByTxid): Promise<Answer> {
  return json(esploraTransaction(await askTransaction(node, params.txid)));
}

export async function answerTransactionStatus({ node, params }: ByTxid): Promise<Answer> {
  return json(esploraStatus(await askTransaction(node, params.txid)));
}

export async function answerTransactionRaw({ node, params }: ByTxid): Promise<Answer> {
  return { kind: "octets", bytes: hexToBytes((await askTransaction(node, params.txid)).rawHex) };
}

export async function answerBroadcast({ node, body }: Call<unknown, unknown, string>): Promise<Answer> {
  const done = await ask(node, { name: "broadcast-transaction", rawHex: body }, "done");
  return text(done.id ?? done.text);
}
