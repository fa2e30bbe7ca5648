/** The route table: every path of the API, what it needs, and which function answers it. */
import { answerAccess, answerDecideAccess } from "./access-answers.ts";
import {
  answerBlock,
  answerBlockAt,
  answerBlockHeader,
  answerBlockRaw,
  answerBlocks,
  answerBlockTxids,
  answerSubmitBlock,
  answerTipHash,
  answerTipHeight,
} from "./block-answers.ts";
import { BLOCK_BODY_BYTES_MAX } from "./limits.ts";
import { answerGenerateOrMode, answerMining } from "./mining-answers.ts";
import { answerHealthy, answerNode, answerReady, answerStop } from "./node-answers.ts";
import { answerConnect, answerDisconnect, answerPeers } from "./peer-answers.ts";
import { answerPool, answerPoolTxids, answerPrioritise } from "./pool-answers.ts";
import { type Route, route } from "./route.ts";
import * as schema from "./schemas.ts";
import {
  answerBroadcast,
  answerTransaction,
  answerTransactionRaw,
  answerTransactionStatus,
} from "./transaction-answers.ts";
import { answerHistory, answerReceive, answerSend, answerWallet } from "./wallet-answers.ts";

const BY_HASH = schema.object({ hash: schema.HASH }, ["hash"]);
const BY_TXID = schema.object({ txid: schema.HASH }, ["txid"]);

export const ROUTES: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/node",
    summary: "What this node is and how far it is",
    token: false,
    answer: answerNode,
  }),
  route({ method: "POST", path: "/api/stop", summary: "Stop the node", token: true, answer: answerStop }),
  route({
    method: "GET",
    path: "/api/events",
    summary: "Notices as server-sent events; those of wallet and files only with the token",
    token: false,
    answer: () => ({ kind: "events" }),
  }),
  route({
    method: "GET",
    path: "/healthy",
    summary: "200 while the process answers",
    token: false,
    answer: answerHealthy,
  }),
  route({
    method: "GET",
    path: "/ready",
    summary: "200 when the node has caught up, else 503",
    token: false,
    answer: answerReady,
  }),

  route({ method: "GET", path: "/api/peers", summary: "Connected peers", token: false, answer: answerPeers }),
  route({
    method: "POST",
    path: "/api/peers",
    summary: "Connect to a node",
    token: true,
    body: schema.object({ address: schema.PEER_ADDRESS }, ["address"]),
    answer: answerConnect,
  }),
  route({
    method: "DELETE",
    path: "/api/peers/:peer",
    summary: "Disconnect a peer",
    token: true,
    params: schema.object({ peer: schema.PEER }, ["peer"]),
    answer: answerDisconnect,
  }),

  route({
    method: "GET",
    path: "/api/access",
    summary: "Who asked this full node for its complete chain",
    token: false,
    answer: answerAccess,
  }),
  route({
    method: "POST",
    path: "/api/access",
    summary: "Grant a node access to the complete chain, or deny it",
    token: true,
    body: schema.object({ nodeKey: schema.NODE_KEY, decision: schema.ACCESS_DECISION }, ["nodeKey", "decision"]),
    answer: answerDecideAccess,
  }),

  route({
    method: "GET",
    path: "/api/blocks/tip/height",
    summary: "Height of the tip (text)",
    token: false,
    answer: answerTipHeight,
  }),
  route({
    method: "GET",
    path: "/api/blocks/tip/hash",
    summary: "Hash of the tip (text)",
    token: false,
    answer: answerTipHash,
  }),
  route({
    method: "GET",
    path: "/api/blocks",
    summary: "The ten newest blocks, newest first",
    token: false,
    answer: answerBlocks,
  }),
  route({
    method: "GET",
    path: "/api/blocks/:startHeight",
    summary: "Ten blocks from a height downwards",
    token: false,
    params: schema.object({ startHeight: schema.HEIGHT }, ["startHeight"]),
    answer: answerBlocks,
  }),
  route({
    method: "GET",
    path: "/api/block/:hash",
    summary: "A block",
    token: false,
    params: BY_HASH,
    answer: answerBlock,
  }),
  route({
    method: "GET",
    path: "/api/block/:hash/header",
    summary: "A block's header (hexadecimal text)",
    token: false,
    params: BY_HASH,
    answer: answerBlockHeader,
  }),
  route({
    method: "GET",
    path: "/api/block/:hash/txids",
    summary: "The ids of a block's transactions",
    token: false,
    params: BY_HASH,
    answer: answerBlockTxids,
  }),
  route({
    method: "GET",
    path: "/api/block/:hash/raw",
    summary: "A block's encoding (octets)",
    token: false,
    params: BY_HASH,
    answer: answerBlockRaw,
  }),
  route({
    method: "GET",
    path: "/api/block-height/:height",
    summary: "Hash of the best chain's block at a height (text)",
    token: false,
    params: schema.object({ height: schema.HEIGHT }, ["height"]),
    answer: answerBlockAt,
  }),
  route({
    method: "POST",
    path: "/api/block",
    summary: "Submit a block (hexadecimal text); its hash (text)",
    token: true,
    body: "hex",
    bodyBytesMax: BLOCK_BODY_BYTES_MAX,
    answer: answerSubmitBlock,
  }),

  route({
    method: "GET",
    path: "/api/tx/:txid",
    summary: "A transaction",
    token: false,
    params: BY_TXID,
    answer: answerTransaction,
  }),
  route({
    method: "GET",
    path: "/api/tx/:txid/status",
    summary: "Whether and where a transaction is confirmed",
    token: false,
    params: BY_TXID,
    answer: answerTransactionStatus,
  }),
  route({
    method: "GET",
    path: "/api/tx/:txid/raw",
    summary: "A transaction's encoding (octets)",
    token: false,
    params: BY_TXID,
    answer: answerTransactionRaw,
  }),
  route({
    method: "POST",
    path: "/api/tx",
    summary: "Broadcast a transaction (hexadecimal text); its id (text)",
    token: true,
    body: "hex",
    answer: answerBroadcast,
  }),

  route({
    method: "GET",
    path: "/api/mempool",
    summary: "Count, size and fees of the transaction pool",
    token: false,
    answer: answerPool,
  }),
  route({
    method: "GET",
    path: "/api/mempool/txids",
    summary: "The ids of the pool's transactions",
    token: false,
    answer: answerPoolTxids,
  }),
  route({
    method: "POST",
    path: "/api/mempool/:txid",
    summary: "Include a transaction in the next block, exclude it, or weigh its fee differently",
    token: true,
    params: BY_TXID,
    body: schema.object(
      {
        action: { enum: ["include", "exclude", "none"], description: "include, exclude or none" },
        include: { type: "boolean", description: "true or false" },
        exclude: { type: "boolean", description: "true or false" },
        feeDelta: schema.FEE_DELTA,
      },
      [],
    ),
    answer: answerPrioritise,
  }),

  route({ method: "GET", path: "/api/mining", summary: "What the miner does", token: false, answer: answerMining }),
  route({
    method: "POST",
    path: "/api/mining",
    summary: "Mine always, only with pending transactions, not at all, or a number of blocks at once",
    token: true,
    body: schema.object(
      {
        action: { enum: ["start", "stop", "pending", "generate"], description: "start, stop, pending or generate" },
        blocks: schema.GENERATE_BLOCKS,
      },
      ["action"],
    ),
    answer: answerGenerateOrMode,
  }),

  route({ method: "GET", path: "/api/wallet", summary: "Balance and address", token: true, answer: answerWallet }),
  route({
    method: "GET",
    path: "/api/wallet/history",
    summary: "The wallet's payments, newest first",
    token: true,
    query: schema.object({ count: schema.COUNT }, []),
    answer: answerHistory,
  }),
  route({
    method: "POST",
    path: "/api/wallet/send",
    summary: "Pay an amount to an address",
    token: true,
    body: schema.object({ to: schema.PAY_TO, amount: schema.AMOUNT, feeRate: schema.FEE_RATE }, ["to", "amount"]),
    answer: answerSend,
  }),
  route({
    method: "POST",
    path: "/api/wallet/address",
    summary: "A new address to be paid at",
    token: true,
    answer: answerReceive,
  }),
];
