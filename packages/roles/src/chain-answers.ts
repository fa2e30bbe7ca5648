/** What every role can tell an operator: about itself, its chain and whom to ask for access. */
import { ancestorAt, type HeaderEntry, type HeaderIndex, isAncestor } from "@triad/chain/headers";
import { bytesToHex, hashFromDisplay, hashToDisplay } from "@triad/crypto";
import type { AccessRequests } from "./access-requests.ts";
import { describeBlock, summariseBlock } from "./block-views.ts";
import { formatNetAddress } from "./net-address.ts";
import type { NodeView, OperatorReply, PermissionView, ProgressView } from "./operator.ts";
import { done, refuse, value } from "./operator-replies.ts";
import type { PeerDesk } from "./peer-desk.ts";
import type { RoleName, RoleOptions } from "./role-options.ts";

/** Blocks listed at once: a screenful for a person, bounded for an API. */
const CHAIN_BLOCKS_MAX = 200;

export interface ShownChain {
  readonly tip: HeaderEntry;
  readonly headers: HeaderIndex;
  /** The encoded Block, where this role keeps it. */
  body(entry: HeaderEntry): Uint8Array | undefined;
}

export interface ShownNode {
  readonly role: RoleName;
  readonly options: RoleOptions;
  readonly chain: Pick<ShownChain, "tip" | "headers">;
  readonly peers: PeerDesk;
  readonly isSynchronising: boolean;
  readonly progress: ProgressView | undefined;
  readonly permission: PermissionView | null;
  readonly poolTransactions: number;
}

export function describeNode({ role, options, chain, peers, ...more }: ShownNode): NodeView {
  const { network, userAgent, listen } = options;
  const { tip, headers } = chain;
  return {
    role,
    network: network.params.name,
    chainId: hashToDisplay(network.chainId),
    nodeKey: bytesToHex(peers.connections.nodeKey),
    userAgent,
    height: tip.height,
    tipHash: hashToDisplay(tip.hash),
    tipTime: tip.header.time,
    chainWork: tip.chainWork.toString(16),
    headers: headers.best.height,
    synchronising: more.isSynchronising,
    progress: more.progress ?? null,
    permission: more.permission,
    peers: peers.connections.counts().ready,
    poolTransactions: more.poolTransactions,
    listening: listen === undefined ? [] : [formatNetAddress(listen)],
  };
}

/** Newest first, from a height (the tip without it) downwards. */
export function listChain({ tip, body }: ShownChain, from: number | undefined, count: number): OperatorReply {
  const blocks = [];
  for (let height = Math.min(from ?? tip.height, tip.height); height >= 0; height--) {
    if (blocks.length >= Math.min(count, CHAIN_BLOCKS_MAX)) break;
    const entry = ancestorAt(tip, height);
    blocks.push(summariseBlock(entry, body(entry)));
  }
  return value({ of: "chain", tipHeight: tip.height, blocks });
}

/** `text`: a height, or a hash in display order. */
export function showBlock(chain: ShownChain, text: string): OperatorReply {
  const entry = findBlock(chain, text);
  if (entry === undefined) {
    return refuse("block-not-found", `No block "${text}" is known here; name a height or a hash.`);
  }
  const { tip, headers, body } = chain;
  const block = describeBlock({
    entry,
    headerBytes: headers.headerBytes(entry),
    body: body(entry),
    confirmations: isAncestor(entry, tip) ? tip.height - entry.height + 1 : 0,
  });
  return value({ of: "block", block });
}

export function findBlock(
  { tip, headers }: Pick<ShownChain, "tip" | "headers">,
  text: string,
): HeaderEntry | undefined {
  if (/^\d{1,10}$/.test(text)) {
    const height = Number(text);
    return height <= tip.height ? ancestorAt(tip, height) : undefined;
  }
  const hash = hashFromDisplay(text);
  return hash === undefined ? undefined : headers.get(hash);
}

/** Asks one peer, or all full nodes, now and whenever they are connected. */
export function requestAccess(peers: PeerDesk, requests: AccessRequests, peer: number | undefined): OperatorReply {
  const ready = peers.connections.ready();
  if (peer !== undefined) {
    const view = ready.find((each) => each.peer === peer);
    if (view === undefined) return refuse("peer-not-found", `There is no peer ${peer}; "peers" lists them.`);
    requests.wish(view);
    return done(`Asked ${peers.nameOf(peer)} for the complete chain; its answer is told here, and by "peers".`);
  }
  const fullNodes = ready.filter(({ role }) => role === "full-node");
  requests.wishAll(fullNodes);
  if (fullNodes.length === 0) {
    return done('No full node is connected; each is asked as soon as it is ("connect HOST:PORT" connects to one).');
  }
  const names = fullNodes.map((view) => peers.nameOf(view.peer)).join(", ");
  return done(`Asked ${names} for the complete chain; the answers are told here, and by "peers".`);
}
