/** What several cases need to have happened first. */
import { agree, type Fleet } from "../nodes/fleet.ts";
import type { OperatedNode } from "../nodes/operated-node.ts";

/** Base units; the miner has some dozen coins of five. */
const PAYMENT = 100_000_000;
/** The coinbase can be spent two blocks above it. */
const BLOCKS_TO_SPEND = 3;

interface State {
  readonly height: number;
  readonly tipHash: string;
  readonly nodeKey: string;
  readonly peers: number;
}

/** From the miner's wallet to an address, the full node's unless another is given; the payment's id. */
export async function payFromMiner({ nodes }: Fleet, to?: string): Promise<string> {
  return await pay(nodes.miner, to ?? (await addressOf(nodes["full-node"])));
}

/** Whom the miner's blocks pay. */
export async function minersAddress({ nodes }: Fleet): Promise<string> {
  return (await nodes.miner.reads<{ payTo: string }>("/api/mining")).payTo;
}

/** Blocks above the tip, known to all three. */
export async function mine({ nodes }: Fleet, blocks = 1): Promise<void> {
  await generate(nodes.miner, blocks);
  await agree(Object.values(nodes));
}

export async function newestBlock({
  nodes,
}: Fleet): Promise<{ readonly hash: string; readonly txids: readonly string[] }> {
  const hash = await nodes["full-node"].reads<string>("/api/blocks/tip/hash");
  return { hash, txids: await nodes["full-node"].reads<readonly string[]>(`/api/block/${hash}/txids`) };
}

/** The full node's operator lets a node have the chain, and the node asks for it. */
export async function grantChain({ nodes }: Fleet, node: OperatedNode): Promise<void> {
  if (node === nodes["full-node"]) return;
  const { nodeKey } = await node.reads<State>("/api/node");
  await nodes["full-node"].asks("POST", "/api/access", { body: { nodeKey, decision: "grant" } });
  await node.asks("POST", "/api/access/request", { body: {} });
  await node.readsUntil<{ permission: { grantedBy: string[] } | null }>("/api/node", ({ permission }) => {
    return (permission?.grantedBy.length ?? 0) > 0;
  });
}

/** A valid block above the tip of all that none of the three has seen. */
export async function strangersBlock(fleet: Fleet): Promise<{ readonly hash: string; readonly hex: string }> {
  await withStranger(fleet, async () => agree([...Object.values(fleet.nodes), fleet.stranger]));
  await generate(fleet.stranger, 1);
  const { tipHash } = await fleet.stranger.reads<State>("/api/node");
  return { hash: tipHash, hex: await rawHex(fleet.stranger, `/api/block/${tipHash}/raw`) };
}

/** A valid payment that none of the three has seen. */
export async function strangersPayment(fleet: Fleet): Promise<{ readonly txid: string; readonly hex: string }> {
  await withStranger(fleet, async () => {
    await agree([fleet.stranger, ...Object.values(fleet.nodes)]);
    await generate(fleet.stranger, BLOCKS_TO_SPEND);
    await agree([fleet.stranger, ...Object.values(fleet.nodes)]);
  });
  const txid = await pay(fleet.stranger, await addressOf(fleet.nodes["full-node"]));
  return { txid, hex: await rawHex(fleet.stranger, `/api/tx/${txid}/raw`) };
}

/** While `deed` is done the full node is connected to the stranger; before and after it nobody is. */
async function withStranger({ nodes, stranger }: Fleet, deed: () => Promise<void>): Promise<void> {
  const { nodeKey } = await stranger.reads<State>("/api/node");
  for (const node of Object.values(nodes)) await disconnect(node, nodeKey);
  const fullNode = nodes["full-node"];
  await fullNode.asks("POST", "/api/peers", { body: { address: await stranger.peerAddress() } });
  await stranger.readsUntil<State>("/api/node", ({ peers }) => peers === 1);
  await deed();
  await disconnect(fullNode, nodeKey);
  await stranger.readsUntil<State>("/api/node", ({ peers }) => peers === 0);
}

async function disconnect(node: OperatedNode, nodeKey: string): Promise<void> {
  const peers = await node.reads<{ nodeKey: string; peer: number }[]>("/api/peers");
  for (const { peer } of peers.filter((each) => each.nodeKey === nodeKey)) {
    await node.asks("DELETE", `/api/peers/${peer}`);
  }
}

async function generate(miner: OperatedNode, blocks: number): Promise<void> {
  const { height } = await miner.reads<State>("/api/node");
  await miner.asks("POST", "/api/mining", { body: { action: "generate", blocks } });
  await miner.readsUntil<State>("/api/node", (state) => state.height >= height + blocks);
}

async function pay(from: OperatedNode, to: string): Promise<string> {
  const { status, value } = await from.asks("POST", "/api/wallet/send", { body: { to, amount: PAYMENT } });
  if (status !== 200) throw new Error(`The ${from.role} can't pay: ${JSON.stringify(value)}`);
  return (value as { txid: string }).txid;
}

async function addressOf(node: OperatedNode): Promise<string> {
  return (await node.reads<{ address: string }>("/api/wallet")).address;
}

async function rawHex(node: OperatedNode, path: string): Promise<string> {
  return Buffer.from(await node.reads<string>(path), "latin1").toString("hex");
}
