/** Answers about peers. */
import type { ApiNode } from "./api-node.ts";
import { ask } from "./questions.ts";
import { type Answer, type Call, json } from "./route.ts";

export async function answerPeers({ node }: { readonly node: ApiNode }): Promise<Answer> {
  return json((await ask(node, { name: "peers" }, "peers")).peers);
}

export async function answerConnect({
  node,
  body,
}: Call<unknown, unknown, { readonly address: string }>): Promise<Answer> {
  const done = await ask(node, { name: "connect", address: body.address }, "done");
  return json({ text: done.text });
}

export async function answerDisconnect({
  node,
  params,
}: Call<{ readonly peer: string }, unknown, unknown>): Promise<Answer> {
  const done = await ask(node, { name: "disconnect", peer: Number(params.peer) }, "done");
  return json({ text: done.text });
}
