/** Answers about the node as a whole. */
import type { ApiNode } from "./api-node.ts";
import { Problem } from "./problem.ts";
import { ask } from "./questions.ts";
import { type Answer, json } from "./route.ts";

export async function answerNode({ node }: { readonly node: ApiNode }): Promise<Answer> {
  const view = (await ask(node, { name: "node" }, "node")).node;
  return json({ ...view, version: node.version });
}

/** Asks nobody: a node that is busy for long is still alive. */
export function answerHealthy(): Answer {
  return json({ healthy: true });
}

export async function answerReady({ node }: { readonly node: ApiNode }): Promise<Answer> {
  const { synchronising, height, headers } = (await ask(node, { name: "node" }, "node")).node;
  if (synchronising) {
    throw new Problem(503, "synchronising", `The node is synchronising: block ${height}, headers up to ${headers}.`);
  }
  return json({ ready: true, height });
}

export function answerStop(): Answer {
  return { kind: "last-words", value: { text: "The node stops." } };
}
