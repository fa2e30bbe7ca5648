/** Answers about mining. */
import type { OperatorCommand } from "@triad/roles";
import type { ApiNode } from "./api-node.ts";
import { badRequest } from "./problem.ts";
import { ask } from "./questions.ts";
import { type Answer, type Call, json } from "./route.ts";

export interface MiningBody {
  readonly action: "start" | "stop" | "pending" | "generate" | "power";
  readonly blocks?: number;
  readonly percent?: number;
}

export async function answerMining({ node }: { readonly node: ApiNode }): Promise<Answer> {
  return json((await ask(node, { name: "mining" }, "mining")).mining);
}

export async function answerGenerateOrMode({ node, body }: Call<unknown, unknown, MiningBody>): Promise<Answer> {
  const { of: _, ...done } = await ask(node, commandOf(body), "done");
  return json(done);
}

function commandOf({ action, blocks, percent }: MiningBody): OperatorCommand {
  if (percent !== undefined && action !== "power") throw badRequest(`percent has no meaning with ${action}.`);
  if (blocks !== undefined && action !== "generate") throw badRequest(`blocks has no meaning with ${action}.`);
  switch (action) {
    case "start":
      return { name: "mining-mode", mode: "always" };
    case "pending":
      return { name: "mining-mode", mode: "pending" };
    case "stop":
      return { name: "mining-mode", mode: "off" };
    case "generate":
      return { name: "generate", blocks: blocks ?? 1 };
    case "power":
      if (percent === undefined) throw badRequest("Give percent with power.");
      return { name: "mining-power", percent };
    default: {
      const never: never = action;
      throw new Error(`the schema let the action ${String(never)} through`);
    }
  }
}
