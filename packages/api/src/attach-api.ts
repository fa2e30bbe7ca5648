/** The API as something that runs beside a node and ends with it; the shape is the host's `Attach`. */
import type { AttachableNode, ListenAtChoice } from "./api-node.ts";
import { startApi } from "./start-api.ts";

export interface ApiAttachment {
  /** Lines for the operator. */
  readonly banner: readonly string[];
  stop(): Promise<void>;
}

/** `attachApi(listenAtChoice)` is what an app lists among its attachments. */
export function attachApi<Choice>(
  listenAtChoice: ListenAtChoice<Choice>,
): (node: AttachableNode<Choice>) => Promise<ApiAttachment> {
  return async (node) => {
    if (node.api === undefined) return { banner: [], stop: () => Promise.resolve() };
    const { server, moved } = await listenAtChoice(node.api, (listen) => startApi({ node, listen }));
    const note = moved ? "  (the usual port is taken)" : "";
    return { banner: [`API       ${server.url}${note}`], stop: server.stop };
  };
}
