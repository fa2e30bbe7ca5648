/**
 * A process of its own, so that nothing is warm: opens a data directory as the full node does and prints, as JSON, how
 * long each step took. Arguments: network file, data directory.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeNetwork, readNetworkFile } from "@triad/chain";
import { wasmSchnorr } from "@triad/crypto";
import { systemRandomness } from "@triad/host-nodejs";
import { createFullNode } from "@triad/roles/full-node";
import { openLmdbStore } from "@triad/store-lmdb";
import { seedOfMnemonic } from "@triad/wallet";

export interface StartPhases {
  readonly openStoreMs: number;
  /** Reads all headers, and connects what is stored above the coins' tip: here nothing. */
  readonly constructRoleMs: number;
  /** Of this process, which holds nothing else. */
  readonly residentMb: number;
}

const [networkFile = "", directory = ""] = process.argv.slice(2);
const network = makeNetwork(readNetworkFile(readFileSync(networkFile, "utf8")));
const schnorr = wasmSchnorr();
const nodeSecretKey = new Uint8Array(32).fill(1);
// the directory's own: with another seed's records a wallet refuses to begin
const { mnemonic } = JSON.parse(readFileSync(join(directory, "wallet"), "utf8")) as { mnemonic: string };
const walletSeed = seedOfMnemonic(mnemonic);

const startMs = performance.now();
const store = openLmdbStore({
  directory: join(directory, "chain"),
  networkName: network.params.name,
  chainId: network.chainId,
});
const openedMs = performance.now();
createFullNode({
  network,
  store,
  randomness: systemRandomness,
  schnorr,
  nodeSecretKey,
  walletSeed,
  userAgent: "triad-bench",
  listen: undefined,
  connectOnly: [],
  peers: [],
  maxInbound: 1,
  maxOutbound: 1,
  access: { policy: "open", allow: [] },
});
const madeMs = performance.now();
const phases: StartPhases = {
  openStoreMs: openedMs - startMs,
  constructRoleMs: madeMs - openedMs,
  residentMb: process.memoryUsage.rss() / 1e6,
};
process.stdout.write(JSON.stringify(phases));
await store.close();
