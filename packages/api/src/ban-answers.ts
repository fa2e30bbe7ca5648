/** Answers about who is shut out. */
import type { ApiNode } from "./api-node.ts";
import { ask } from "./questions.ts";
import { type Answer, type Call, json } from "./route.ts";

export interface BanBody {
  readonly target: string;
  readonly hours?: number;
}

export async function answerBans({ node }: { readonly node: ApiNode }): Promise<Answer> {
  return json((await ask(node, { name: "bans" }, "bans")).bans);
}

export async function answerBan({ node, body }: Call<unknown, unknown, BanBody>): Promise<Answer> {
  const done = await ask(node, { name: "ban", ...body }, "done");
  return json({ text: done.text });
}

export async function answerUnban({
  node,
  params,
}: Call<{ readonly target: string }, unknown, unknown>): Promise<Answer> {
  const done = await ask(node, { name: "unban", target: params.target }, "done");
  return json({ text: done.text });
}
