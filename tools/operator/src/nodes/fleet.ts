/** A network of three that the cases share: a full node that is asked for its chain, a miner and a light node. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RoleName } from "@triad/host-nodejs";
import { testParameters } from "@triad/testnet";
import { OperatedNode } from "./operated-node.ts";

/** Any hash but one in 256 will do: a block costs next to nothing. */
const GENESIS_BITS = 0x207fffff;
const COINBASE_MATURITY = 2;
/** Enough to be paged through, and for the miner to have something to spend. */
const BLOCKS_FIRST = 12;
/** Above the limit of what a node takes for its clock's past, below the age at which a chain counts as left behind. */
const GENESIS_AGE_SECONDS = 3_600;

/** Three bundles and four processes on a machine that does other things, too. */
export const START_MS_MAX = 60_000;

export interface Fleet {
  readonly directory: string;
  readonly networkFile: string;
  readonly nodes: Readonly<Record<RoleName, OperatedNode>>;
  /** One more miner, which dials nobody: its blocks and payments are new to the three until they are handed over. */
  readonly stranger: OperatedNode;
  end(): Promise<void>;
}

/** A directory of its own, with the parameters of a network whose blocks cost nothing. */
export function makeOwnNetwork(): { readonly directory: string; readonly networkFile: string } {
  const directory = mkdtempSync(join(tmpdir(), "triad-operator-"));
  const networkFile = join(directory, "network.json");
  const genesisTime = Math.floor(Date.now() / 1000) - GENESIS_AGE_SECONDS;
  const easy = { halfLife: 0, genesisBits: GENESIS_BITS, coinbaseMaturity: COINBASE_MATURITY, spacing: 1 };
  writeFileSync(networkFile, testParameters(genesisTime, easy));
  return { directory, networkFile };
}

/** What every node of a test is started with: nothing of it is shared with another one. */
export function placeOptions(place: { directory: string; networkFile: string }, name: string): readonly string[] {
  const { directory, networkFile } = place;
  return [
    ...["--network", networkFile, "--datadir", join(directory, name)],
    ...["--listen", "127.0.0.1:0", "--api", "127.0.0.1:0"],
  ];
}

/** All three connected, at one height, and with some coins in the miner's wallet. */
export async function startFleet(): Promise<Fleet> {
  const place = makeOwnNetwork();
  const alone = ["--max-outbound", "0", "--mine", "off", "--threads", "1"];
  const stranger = new OperatedNode("miner", { options: [...placeOptions(place, "stranger"), ...alone] });
  const fullNode = new OperatedNode("full-node", {
    options: [...placeOptions(place, "full-node"), "--access", "ask", "--index", "address"],
  });
  const connect = ["--connect", await fullNode.peerAddress()];
  const miner = new OperatedNode("miner", {
    options: [...placeOptions(place, "miner"), ...connect, "--mine", "off", "--threads", "1"],
  });
  const lightNode = new OperatedNode("light-node", { options: [...placeOptions(place, "light-node"), ...connect] });
  const nodes = { "full-node": fullNode, miner, "light-node": lightNode };
  await fullNode.readsUntil<unknown[]>("/api/peers", (peers) => peers.length === 2);
  await miner.asks("POST", "/api/mining", { body: { action: "generate", blocks: BLOCKS_FIRST } });
  await miner.readsUntil<{ height: number }>("/api/node", ({ height }) => height === BLOCKS_FIRST);
  await stranger.apiUrl();
  await agree(Object.values(nodes));
  return {
    ...place,
    nodes,
    stranger,
    async end() {
      await Promise.all([stranger, ...Object.values(nodes)].map((node) => node.stop()));
      rmSync(place.directory, { recursive: true, force: true });
    },
  };
}

/** All at the first one's tip, which stands still meanwhile, and in step. */
export async function agree(nodes: readonly OperatedNode[]): Promise<void> {
  const heights = await Promise.all(nodes.map((node) => node.reads<{ height: number }>("/api/node")));
  const height = Math.max(...heights.map((node) => node.height));
  for (const node of nodes) {
    await node.readsUntil<{ height: number; synchronising: boolean }>("/api/node", (state) => {
      return state.height >= height && !state.synchronising;
    });
  }
}
