/** Who is there for a node that is started with options: a full node to dial, and a light node that dials it. */
import { rmSync } from "node:fs";
import { makeOwnNetwork, placeOptions } from "./fleet.ts";
import { OperatedNode } from "./operated-node.ts";

export interface OptionPlace {
  readonly directory: string;
  readonly networkFile: string;
  /** Listens. */
  readonly hub: OperatedNode;
  /** Dials nobody by itself. */
  readonly asker: OperatedNode;
  end(): Promise<void>;
}

export async function openOptionPlace(): Promise<OptionPlace> {
  const place = makeOwnNetwork();
  const hub = new OperatedNode("full-node", { options: placeOptions(place, "hub") });
  const asker = new OperatedNode("light-node", { options: [...placeOptions(place, "asker"), "--max-outbound", "0"] });
  await Promise.all([hub.apiUrl(), asker.apiUrl()]);
  return {
    ...place,
    hub,
    asker,
    async end() {
      await Promise.all([hub.stop(), asker.stop()]);
      rmSync(place.directory, { recursive: true, force: true });
    },
  };
}
