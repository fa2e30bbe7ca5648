/** `network new` and each of its settings: what stands in the file, and that a node takes it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ChainPlace } from "../nodes/chain-place.ts";
import { OperatedNode } from "../nodes/operated-node.ts";
import { programOf } from "../nodes/programs.ts";
import type { SubcommandRow } from "./subcommand-cases.ts";

type NetworkFile = Readonly<Record<string, unknown>> & { readonly genesis: Readonly<Record<string, unknown>> };

interface SettingRow {
  readonly setting: string;
  readonly value?: string;
  readonly claim: string;
  readonly sees: (file: NetworkFile) => unknown;
}

const SETTINGS: readonly SettingRow[] = [
  { setting: "name", value: "acme", claim: "is its name", sees: ({ name }) => assert.equal(name, "acme") },
  { setting: "spacing", value: "30", claim: "is its spacing", sees: ({ spacing }) => assert.equal(spacing, 30) },
  {
    setting: "hash-rate",
    value: "1000000000",
    claim: "makes the first blocks harder than a thread could",
    sees: ({ genesis }) => assert.match(String(genesis["bits"]), /^1[0-9ac]/),
  },
  {
    setting: "fixed-difficulty",
    claim: "stands as a half-life of 0",
    sees: ({ halfLife }) => assert.equal(halfLife, 0),
  },
  {
    setting: "subsidy",
    value: "4",
    claim: "is what a block creates, in base units",
    sees: ({ subsidy }) => assert.equal(subsidy, 400_000_000),
  },
  {
    setting: "halving",
    value: "1000",
    claim: "is the interval of halvings",
    sees: ({ halvingInterval }) => assert.equal(halvingInterval, 1000),
  },
  {
    setting: "maturity",
    value: "9",
    claim: "is the coinbase's maturity",
    sees: ({ coinbaseMaturity }) => assert.equal(coinbaseMaturity, 9),
  },
  {
    setting: "block-bytes",
    value: "500000",
    claim: "is the largest block",
    sees: ({ maxBlockBytes }) => assert.equal(maxBlockBytes, 500_000),
  },
  {
    setting: "prefix",
    value: "acm",
    claim: "is what addresses begin with",
    sees: ({ addressPrefix }) => assert.equal(addressPrefix, "acm"),
  },
  {
    setting: "message",
    value: "first of all",
    claim: "stands in the first block",
    sees: ({ genesis }) => assert.equal(genesis["message"], "first of all"),
  },
  {
    setting: "seed",
    value: "seed.example:38640",
    claim: "is dialled first",
    sees: ({ seeds }) => assert.deepEqual(seeds, ["seed.example:38640"]),
  },
];

export const NETWORK_SUBCOMMANDS: readonly SubcommandRow[] = [
  {
    subcommand: "network new",
    role: "miner",
    claim: "writes a file that a node runs on",
    async run(place) {
      const file = await networkNew(place, "whole", ["--fixed-difficulty"]);
      const options = ["--network", file, "--datadir", join(place.directory, "whole"), "--no-listen"];
      const node = new OperatedNode("miner", { options: [...options, "--api", "127.0.0.1:0"] });
      assert.equal((await node.reads<{ network: string }>("/api/node")).network, "whole");
      await node.stop();
    },
  },
  ...SETTINGS.map(
    ({ setting, value, claim, sees }): SubcommandRow => ({
      subcommand: `network new --${setting}`,
      role: "miner",
      claim,
      async run(place) {
        const file = await networkNew(place, `by-${setting}`, [
          `--${setting}`,
          ...(value === undefined ? [] : [value]),
        ]);
        sees(JSON.parse(readFileSync(file, "utf8")) as NetworkFile);
      },
    }),
  ),
];

/** It takes none of the options of a node. */
async function networkNew({ directory }: ChainPlace, name: string, settings: readonly string[]): Promise<string> {
  const file = join(directory, `${name}.json`);
  const child = spawn(process.execPath, [programOf("miner"), "network", "new", file, ...settings], { stdio: "ignore" });
  assert.equal(await new Promise((resolve) => child.once("close", resolve)), 0);
  return file;
}
