/** The attacked node, ten honest peers of it, and the chain that they share: begun together, ended together. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts, killLivingNodes } from "@triad/testnet";
import type { KnownChain } from "./attack.ts";
import { Bystanders } from "./bystanders.ts";
import type { PeerTarget } from "./target.ts";
import { growTestChain, testNetworkFile } from "./test-chain.ts";
import { Victim } from "./victim.ts";

/** 125 attackers at a time and the ten honest peers. */
const INBOUND_MAX = 135;

export interface Arena {
  readonly victim: Victim;
  readonly bystanders: Bystanders;
  readonly peers: PeerTarget;
  readonly chain: KnownChain;
  /** `keep`: leave the data and the log, and say where. */
  stop(keep: boolean): Promise<string | undefined>;
}

export async function openArena(honestPeers: number, blockEveryMs: number): Promise<Arena> {
  const directory = await mkdtemp(join(tmpdir(), "triad-attack-"));
  process.once("exit", killLivingNodes);
  const [peerPort, apiPort] = (await freePorts(2)) as [number, number];
  const file = testNetworkFile();
  const networkFile = join(directory, "network.json");
  await writeFile(networkFile, file);
  const dataDirectory = join(directory, "full-node");
  const victim = await Victim.start({
    directory: dataDirectory,
    networkFile,
    peerPort,
    apiPort,
    dials: [],
    options: ["--max-inbound", String(INBOUND_MAX), "--max-outbound", "0"],
  });
  const peers = { host: "127.0.0.1", port: peerPort };
  const options = { networkFile: file, victim: peers, count: honestPeers, blockEveryMs };
  const bystanders = await Bystanders.start(options);
  const { network, blocks } = growTestChain(file);
  return {
    victim,
    bystanders,
    peers,
    chain: { network, blocks, apiUrl: victim.node.apiUrl, cookieFile: join(dataDirectory, ".cookie") },
    async stop(keep) {
      bystanders.stop();
      await victim.node.stop();
      if (keep) return directory;
      await rm(directory, { recursive: true, force: true });
      return undefined;
    },
  };
}
