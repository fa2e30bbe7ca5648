/** Answers about the node's log. */
import { Problem } from "./problem.ts";
import { type Answer, type Call, json } from "./route.ts";

export function answerLogLevels({ node }: Call<unknown, unknown, unknown>): Answer {
  return json({ levels: node.logLevels() });
}

export function answerChangeLogLevels({ node, body }: Call<unknown, unknown, { readonly levels: string }>): Answer {
  const levels = node.changeLogLevels(body.levels);
  if (typeof levels !== "string") throw new Problem(400, "bad-log-levels", levels.wrong);
  return json({ levels });
}
