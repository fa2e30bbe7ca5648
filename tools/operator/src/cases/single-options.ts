/** Options that are about a start itself: what is printed instead of it, and where the others come from. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { optionsOfRole } from "@triad/host-nodejs";
import { placeOptions } from "../nodes/fleet.ts";
import { OperatedNode, type StartOptions } from "../nodes/operated-node.ts";
import type { OptionPlace } from "../nodes/option-place.ts";
import { ROLES } from "../nodes/programs.ts";

export interface SingleCase {
  readonly touches: string;
  readonly title: string;
  readonly run: (place: OptionPlace) => Promise<void>;
}

/** As a config file says it; another number than by default. */
const MAX_OUTBOUND = 0;

export const SINGLE_OPTION_CASES: readonly SingleCase[] = [
  ...ROLES.flatMap((role): readonly SingleCase[] => [
    {
      touches: "option version",
      title: `option version of a ${role}: prints it and ends`,
      async run() {
        const node = new OperatedNode(role, { options: ["--version"] });
        assert.equal(await node.ends(), 0);
        assert.match(node.output, new RegExp(`^triad ${role} \\d+\\.\\d+\\.\\d+`));
      },
    },
    {
      touches: "option help",
      title: `option help of a ${role}: explains each option that the role has`,
      async run() {
        const node = new OperatedNode(role, { options: ["--help"] });
        assert.equal(await node.ends(), 0);
        for (const { name, help } of optionsOfRole(role)) {
          assert.match(node.output, new RegExp(`^ +(--no-|--)${name}\\b`, "m"));
          assert.ok(node.output.replace(/\s+/g, " ").includes(help), `the help of --${name}`);
        }
      },
    },
  ]),
  {
    touches: "option config",
    title: "option config (command line): what its file says holds",
    run: (place) => readsConfig(place, (file) => ({ options: ["--config", file] })),
  },
  {
    touches: "option config",
    title: "option config (environment): what its file says holds",
    run: (place) => readsConfig(place, (file) => ({ options: [], env: { TRIAD_CONFIG: file } })),
  },
  {
    touches: "option config",
    title: "option config: the command line comes before the environment, that before the file",
    async run(place) {
      const file = join(place.directory, "order.json");
      writeFileSync(file, JSON.stringify({ logLevel: "error", logFormat: "json", maxOutbound: "many" }));
      const env = { TRIAD_LOG_LEVEL: "warn", TRIAD_MAX_OUTBOUND: "0" };
      const options = [...placeOptions(place, "order"), "--config", file, "--log-level", "debug"];
      const node = new OperatedNode("light-node", { options, env });
      assert.deepEqual(await node.reads("/api/log"), { levels: "debug" });
      assert.match(await node.log(), /^\{/);
      await node.stop();
    },
  },
];

async function readsConfig(place: OptionPlace, start: (file: string) => StartOptions): Promise<void> {
  const { directory, networkFile } = place;
  const file = join(directory, "only.json");
  const usual = { network: networkFile, listen: "127.0.0.1:0", api: "127.0.0.1:0", maxOutbound: MAX_OUTBOUND };
  writeFileSync(file, JSON.stringify({ ...usual, datadir: join(directory, "configured"), logLevel: "debug" }));
  const node = new OperatedNode("light-node", start(file));
  assert.deepEqual(await node.reads("/api/log"), { levels: "debug" });
  assert.equal(await node.dataDirectory(), join(directory, "configured"));
  await node.stop();
}
