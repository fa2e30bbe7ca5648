import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BlockTree, testNetwork } from "@triad/chain/testing";
import { bytesToHex, concatBytes } from "@triad/crypto";
import type { NodeView, OperatorCommand, OperatorReply, PermissionView } from "@triad/roles";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NodeHandle } from "../node-handle.ts";
import { chainFileChunks } from "./chain-file-writer.ts";
import { exportFromPeers } from "./export-from-peers.ts";
import { openWorkLines } from "./progress-bar.ts";
import { ChainCutOff, openRunningChain } from "./running-chain.ts";

const network = testNetwork();
const HEIGHT = 150;
const blocks: Uint8Array[] = [];
const tree = new BlockTree(network);
for (let tip = tree.genesis; tip.height < HEIGHT; ) {
  const block = tree.extend(tip);
  blocks.push(block.bytes);
  tip = block.entry;
}
const file = concatBytes(...chainFileChunks(network, blocks));
const TIP = "ab".repeat(32);
const ACCESS_NEEDED: OperatorReply = { ok: false, code: "access-needed", message: "Ask first." };

/** Answers for pieces as a node does; `refuses` says from which height on it has none at the moment. */
function fakeChain(refuses: (from: number) => OperatorReply | undefined = () => undefined) {
  const asked: (OperatorCommand & { name: "raw-blocks" })[] = [];
  const ask = async (command: OperatorCommand): Promise<OperatorReply> => {
    if (command.name !== "raw-blocks") throw new Error(`asked for ${command.name}`);
    asked.push(command);
    const refusal = refuses(command.from);
    if (refusal !== undefined) return refusal;
    const piece = blocks.slice(command.from - 1, command.from - 1 + command.count);
    const found = piece.map((bytes, i) => ({ height: command.from + i, rawHex: bytesToHex(bytes) }));
    return { ok: true, value: { of: "raw-blocks", tipHeight: HEIGHT, tipHash: TIP, blocks: found } };
  };
  return { ask, asked };
}

const linesTo = (told: (line: string) => void = () => undefined) =>
  openWorkLines({ write: (text: string) => told(text.trimEnd()) }, {});

async function allOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return concatBytes(...parts);
}

describe("the chain of a running node", () => {
  it("is the same file as of a stopped one, all of the chain that it began with", async () => {
    const { ask, asked } = fakeChain();
    const chain = await openRunningChain(ask, network);
    if (!chain.ok) throw new Error(chain.message);
    expect([chain.tipHeight, chain.tipHash]).toEqual([HEIGHT, TIP]);
    expect(await allOf(chain.chunks)).toEqual(file);
    expect(asked.map(({ from, tip }) => [from, tip])).toEqual([
      [1, undefined],
      [65, TIP],
      [129, TIP],
    ]);
  });

  it("is asked for one piece ahead of what was read, and no further", async () => {
    const { ask, asked } = fakeChain();
    const chain = await openRunningChain(ask, network);
    if (!chain.ok) throw new Error(chain.message);
    const reader = chain.chunks[Symbol.asyncIterator]();
    for (let chunk = 0; chunk < 10; chunk++) await reader.next();
    expect(asked).toHaveLength(2);
    await reader.return?.();
    expect(asked).toHaveLength(2);
  });

  it("is refused at once where the node can't give it, and cut off where it can't go on", async () => {
    expect(await openRunningChain(fakeChain(() => ACCESS_NEEDED).ask, network)).toEqual(ACCESS_NEEDED);
    const chain = await openRunningChain(fakeChain((from) => (from > 64 ? ACCESS_NEEDED : undefined)).ask, network);
    if (!chain.ok) throw new Error(chain.message);
    const error = await allOf(chain.chunks).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ChainCutOff);
    expect(error).toMatchObject({ code: "access-needed", height: 65 });
  });

  it("goes on after a refusal that is worth waiting for", async () => {
    let refusals = 3;
    const { ask } = fakeChain((from) => (from > 64 && refusals-- > 0 ? ACCESS_NEEDED : undefined));
    const chain = await openRunningChain(ask, network, { isWorthWaiting: async () => true });
    if (!chain.ok) throw new Error(chain.message);
    expect(await allOf(chain.chunks)).toEqual(file);
  });
});

describe("export-chain of a light node", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "triad-export-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  const nobody: PermissionView = { grantedBy: [], waitingFor: [], deniedBy: [] };

  /** A light node; `permission` is what others have answered so far. */
  function fakeLight(chain = fakeChain()) {
    const state = { permission: null as PermissionView | null, synchronising: true, stops: 0, wished: 0 };
    const ask = async (command: OperatorCommand): Promise<OperatorReply> => {
      if (command.name === "raw-blocks") return chain.ask(command);
      if (command.name === "node")
        return { ok: true, value: { of: "node", node: { ...state } as unknown as NodeView } };
      state.wished += 1;
      return { ok: true, value: { of: "done", text: "Asked." } };
    };
    const subscribe = () => () => undefined;
    const stop = async () => {
      state.stops += 1;
    };
    return { state, node: { ask, subscribe, stop, network } as unknown as NodeHandle };
  }

  it("waits for permission, then writes the file and stops the node", async () => {
    const { state, node } = fakeLight();
    const path = join(directory, "chain.triad");
    const told: string[] = [];
    const work = exportFromPeers(
      node,
      path,
      linesTo((line) => told.push(line)),
    );
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect([state.wished, existsSync(path)]).toEqual([1, false]);
    state.permission = { ...nobody, grantedBy: ["full node 1"] };
    await new Promise((resolve) => setTimeout(resolve, 400));
    // the headers are not all here yet: what was written now would not be the best chain
    expect(existsSync(path)).toBe(false);
    state.synchronising = false;
    await expect.poll(() => state.stops, { timeout: 5_000 }).toBe(1);
    expect(work.failure()).toBeUndefined();
    expect(new Uint8Array(readFileSync(path))).toEqual(file);
    expect(told.at(-1)).toBe(`Wrote ${HEIGHT} blocks to ${path}.`);
  });

  it("leaves no file when it is stopped on the way", async () => {
    let refuse = true;
    const chain = fakeChain((from) => (from > 64 && refuse ? ACCESS_NEEDED : undefined));
    const { state, node } = fakeLight(chain);
    state.permission = { ...nobody, grantedBy: ["full node 1"] };
    state.synchronising = false;
    const work = exportFromPeers(node, join(directory, "chain.triad"), linesTo());
    await expect.poll(() => readdirSync(directory), { timeout: 5_000 }).toEqual(["chain.triad.tmp"]);
    state.permission = { ...nobody, waitingFor: ["full node 1"] };
    await work.stop();
    refuse = false;
    expect(readdirSync(directory)).toEqual([]);
    expect(String(work.failure())).toContain("nothing was written");
  });

  it("ends with the reason when everybody denies it, not while somebody may still grant it", async () => {
    const { state, node } = fakeLight();
    state.synchronising = false;
    state.permission = { ...nobody, deniedBy: ["full node 1"], waitingFor: ["full node 2"] };
    const work = exportFromPeers(node, join(directory, "chain.triad"), linesTo());
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(state.stops).toBe(0);
    state.permission = { ...nobody, deniedBy: ["full node 1", "full node 2"] };
    await expect.poll(() => state.stops, { timeout: 15_000 }).toBe(1);
    expect(String(work.failure())).toContain("was denied by full node 1, full node 2");
  }, 20_000);
});
