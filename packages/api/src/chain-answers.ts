/** The complete chain of this node as a file, written to the caller as fast as it reads. */
import type { ApiNode } from "./api-node.ts";
import { problemOfReply } from "./problem.ts";
import type { Answer } from "./route.ts";

export async function answerChain({ node }: { readonly node: ApiNode }): Promise<Answer> {
  const chain = await node.exportChain();
  if (!chain.ok) throw problemOfReply(chain);
  const { tipHeight, tipHash, chunks } = chain;
  return {
    kind: "download",
    fileName: "chain.triad",
    // a caller that reads so far knows what the whole file would hold
    facts: { "triad-tip-height": String(tipHeight), "triad-tip-hash": tipHash },
    chunks,
  };
}
