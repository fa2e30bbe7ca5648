/** Answers about who may have this full node's complete chain, and questions for that of others. */
import type { ApiNode } from "./api-node.ts";
import { ask } from "./questions.ts";
import { type Answer, type Call, json } from "./route.ts";

export interface DecisionBody {
  readonly nodeKey: string;
  readonly decision: "grant" | "deny" | "forget";
}

export async function answerAccess({ node }: { readonly node: ApiNode }): Promise<Answer> {
  const { policy, requests } = await ask(node, { name: "access" }, "access");
  return json({ policy, requests });
}

export async function answerDecideAccess({ node, body }: Call<unknown, unknown, DecisionBody>): Promise<Answer> {
  const { nodeKey, decision } = body;
  const done = await ask(node, { name: "decide-access", nodeKey: nodeKey.toLowerCase(), decision }, "done");
  return json({ text: done.text });
}

export async function answerRequestAccess({
  node,
  body,
}: Call<unknown, unknown, { readonly peer?: number }>): Promise<Answer> {
  const { peer } = body;
  const done = await ask(node, { name: "request-access", ...(peer === undefined ? {} : { peer }) }, "done");
  return json({ text: done.text });
}
