/**
 * Where the commands of a document are run: a home of their own, a directory in which the repository's files seem to
 * lie, ports that are free. The ports that the documents name are replaced by these; nothing else is changed.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { agree } from "../nodes/fleet.ts";
import { OperatedNode } from "../nodes/operated-node.ts";
import { ROOT } from "../nodes/programs.ts";
import type { CommandBlock } from "./command-blocks.ts";

/** Coins can be spent five blocks later on `local`. */
const BLOCKS_OF_PAYER = 7;
/** As the documents say it: a full node's on the network `local`. */
const API_IN_DOCUMENTS = "127.0.0.1:28650";
/** In docs/access.md, the first digits of the key of a node that asked. */
const KEY_IN_DOCUMENTS = "06790d22";
const BLOCKS = 3;
const RUN_MS_MAX = 60_000;
const FREE_PORTS = ["--listen", "127.0.0.1:0", "--api", "127.0.0.1:0"];

export interface RunPlace {
  readonly home: string;
  /** Where the commands begin. */
  readonly directory: string;
  /** What stands in a document → what it is here. */
  readonly here: ReadonlyMap<string, string>;
  readonly env: Readonly<Record<string, string>>;
  end(): Promise<void>;
}

/** By the words of the comment above a block. */
const PLACES: Readonly<Record<string, () => Promise<RunPlace>>> = {
  alone: async () => openPlace(async () => ({})),
  "beside a full node": async () =>
    openPlace(async (home) => {
      const node = new OperatedNode("full-node", {
        options: [...FREE_PORTS, "--max-outbound", "0"],
        env: { HOME: home },
      });
      return { nodes: [node], here: [[API_IN_DOCUMENTS, new URL(await node.apiUrl()).host]] };
    }),
  "beside a full node with an address index": async () =>
    openPlace(async (home) => {
      const options = [...FREE_PORTS, "--max-outbound", "0", "--index", "address"];
      const node = new OperatedNode("full-node", { options, env: { HOME: home } });
      const miner = await finderOfBlocks(home, node, BLOCKS_OF_PAYER);
      const { address } = await node.reads<{ address: string }>("/api/wallet");
      const paid = await pay(miner, address);
      await mineOne(miner, node);
      const raw = await miner.reads<string>(`/api/tx/${await pay(miner, address)}/raw`);
      const here: readonly (readonly [string, string])[] = [
        [API_IN_DOCUMENTS, new URL(await node.apiUrl()).host],
        ["ltri1…", address],
        ["LAST_TXID", paid],
      ];
      return { nodes: [miner, node], here, env: { SIGNED_HEX: Buffer.from(raw, "latin1").toString("hex") } };
    }),
  "beside a full node that was asked for its chain": async () =>
    openPlace(async (home) => {
      const options = [...FREE_PORTS, "--max-outbound", "0", "--access", "ask"];
      const node = new OperatedNode("full-node", { options, env: { HOME: home } });
      const asker = await finder(home, node);
      const { nodeKey } = await asker.reads<{ nodeKey: string }>("/api/node");
      await node.readsUntil<{ requests: unknown[] }>("/api/access", ({ requests }) => requests.length === 1);
      const api = new URL(await node.apiUrl()).host;
      return {
        nodes: [asker, node],
        here: [
          [API_IN_DOCUMENTS, api],
          [KEY_IN_DOCUMENTS, nodeKey.slice(0, KEY_IN_DOCUMENTS.length)],
        ],
      };
    }),
  "with the chain of a full node that does not run": async () =>
    openPlace(async (home) => {
      const node = new OperatedNode("full-node", {
        options: [...FREE_PORTS, "--max-outbound", "0"],
        env: { HOME: home },
      });
      await stopBoth(await finderOfBlocks(home, node), node);
      return {};
    }),
  "where a full node can be asked for its chain": async () =>
    openPlace(async (home) => {
      const options = [...FREE_PORTS, "--max-outbound", "0", "--datadir", join(home, "another")];
      const node = new OperatedNode("full-node", { options });
      const miner = await finderOfBlocks(home, node);
      return { nodes: [miner, node], env: { TRIAD_CONNECT: await node.peerAddress() } };
    }),
};

export async function openNamedPlace(name: string): Promise<RunPlace> {
  const open = PLACES[name];
  if (open === undefined) throw new Error(`There is no place "${name}"; there are: ${Object.keys(PLACES).join("; ")}.`);
  return await open();
}

/** A document is read from above: a variable that a block sets is there for the later ones in the same place. */
export function withEarlierVariables(block: CommandBlock, all: readonly CommandBlock[]): readonly string[] {
  const isSame = ({ document, line, handling }: CommandBlock) =>
    document === block.document && line < block.line && isDeepStrictEqual(handling, block.handling);
  const set = all.filter(isSame).flatMap(({ commands }) => commands.filter((command) => /^[A-Z_]+=/.test(command)));
  return [...set, ...block.commands];
}

interface Opened {
  readonly nodes?: readonly OperatedNode[];
  readonly here?: readonly (readonly [string, string])[];
  readonly env?: Readonly<Record<string, string>>;
}

async function openPlace(open: (home: string) => Promise<Opened>): Promise<RunPlace> {
  const home = mkdtempSync(join(tmpdir(), "triad-documents-"));
  const directory = join(home, "repository");
  mkdirSync(directory);
  for (const name of readdirSync(ROOT)) symlinkSync(join(ROOT, name), join(directory, name));
  // An answer that is an error is one here, too.
  writeFileSync(join(home, ".curlrc"), "fail\nsilent\nshow-error\n");
  const { nodes = [], here = [], env = {} } = await open(home);
  return {
    home,
    directory,
    here: new Map(here),
    env: { HOME: home, TRIAD_LISTEN: "127.0.0.1:0", TRIAD_API: "127.0.0.1:0", TRIAD_MAX_OUTBOUND: "1", ...env },
    async end() {
      for (const node of nodes) await node.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A miner of the same network, connected to the node. */
async function finder(home: string, node: OperatedNode): Promise<OperatedNode> {
  const connect = ["--connect", await node.peerAddress(), "--mine", "off", "--threads", "1"];
  return new OperatedNode("miner", { options: [...FREE_PORTS, ...connect, "--datadir", join(home, "finder")] });
}

async function finderOfBlocks(home: string, node: OperatedNode, blocks = BLOCKS): Promise<OperatedNode> {
  const miner = await finder(home, node);
  await node.readsUntil<unknown[]>("/api/peers", (peers) => peers.length === 1);
  await generate(miner, blocks);
  await agree([miner, node]);
  return miner;
}

async function generate(miner: OperatedNode, blocks: number): Promise<void> {
  const before = await miner.reads<{ height: number }>("/api/node");
  await miner.asks("POST", "/api/mining", { body: { action: "generate", blocks } });
  await miner.readsUntil<{ height: number }>("/api/node", ({ height }) => height === before.height + blocks);
}

/** Two coins: the document's example pays one and a half of them. */
async function pay(miner: OperatedNode, to: string): Promise<string> {
  const { value } = await miner.asks("POST", "/api/wallet/send", { body: { to, amount: 200_000_000 } });
  return (value as { txid: string }).txid;
}

async function mineOne(miner: OperatedNode, node: OperatedNode): Promise<void> {
  await generate(miner, 1);
  await agree([miner, node]);
}

async function stopBoth(...nodes: readonly OperatedNode[]): Promise<void> {
  for (const node of nodes) await node.stop();
}

export interface CommandRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** As they would be typed one after another; the first that fails ends it. */
export async function runCommands(commands: readonly string[], place: RunPlace): Promise<CommandRun> {
  const typed = [...place.here].reduce((text, [there, here]) => text.replaceAll(there, here), commands.join("\n"));
  const child = spawn("sh", ["-e", "-c", typed], {
    cwd: place.directory,
    env: { PATH: process.env["PATH"] ?? "", NO_COLOR: "1", npm_config_update_notifier: "false", ...place.env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: RUN_MS_MAX,
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stdout, stderr };
}
