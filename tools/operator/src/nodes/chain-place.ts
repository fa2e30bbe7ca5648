/** Data directories with a chain, and programs that run on them once and end. */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { RoleName } from "@triad/host-nodejs";
import { agree, makeOwnNetwork, placeOptions } from "./fleet.ts";
import { OperatedNode } from "./operated-node.ts";
import { programOf } from "./programs.ts";

/** Enough for a file with some payments' worth of bytes; each costs a millisecond or two. */
const BLOCKS = 40;
/** A subcommand on so few blocks takes a second. */
const RUN_MS_MAX = 30_000;

export interface ChainPlace {
  readonly directory: string;
  readonly networkFile: string;
  readonly blocks: number;
  readonly tipHash: string;
  /** That the cases write and read. */
  readonly chainFile: string;
  end(): void;
}

export interface ProgramRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The standard output as it came. */
  readonly octets: Buffer;
}

/** A full node with a chain in the directory `full-node`, stopped. */
export async function makeChainPlace(): Promise<ChainPlace> {
  const place = makeOwnNetwork();
  const fullNode = new OperatedNode("full-node", { options: placeOptions(place, "full-node") });
  const connect = ["--connect", await fullNode.peerAddress(), "--mine", "off", "--threads", "1"];
  const miner = new OperatedNode("miner", { options: [...placeOptions(place, "finder"), ...connect] });
  await miner.asks("POST", "/api/mining", { body: { action: "generate", blocks: BLOCKS } });
  await miner.readsUntil<{ height: number }>("/api/node", ({ height }) => height === BLOCKS);
  await agree([miner, fullNode]);
  const { tipHash } = await fullNode.reads<{ tipHash: string }>("/api/node");
  await Promise.all([miner.stop(), fullNode.stop()]);
  return {
    ...place,
    blocks: BLOCKS,
    tipHash,
    chainFile: join(place.directory, "chain.triad"),
    end: () => rmSync(place.directory, { recursive: true, force: true }),
  };
}

/** On the data directory of this name, the role's own unless given; `input` is what is typed. */
export async function runProgram(
  role: RoleName,
  words: readonly string[],
  { directory, networkFile }: ChainPlace,
  data: string = role,
  input = "",
): Promise<ProgramRun> {
  const options = ["--network", networkFile, "--datadir", join(directory, data)];
  const child = spawn(process.execPath, [programOf(role), ...words, ...options], {
    timeout: RUN_MS_MAX,
  });
  child.stdin.end(input);
  const out: Buffer[] = [];
  const error: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => error.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const octets = Buffer.concat(out);
  return { code, octets, stdout: octets.toString(), stderr: Buffer.concat(error).toString() };
}
