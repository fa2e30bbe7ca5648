/**
 * The route table: every path of the API, what it needs, and which function answers it. Longer than 400 lines because it
 * is one table.
 */

import { answerAccess, answerDecideAccess, answerRequestAccess } from "./access-answers.ts";
import * as shape from "./answer-schemas.ts";
import { answerBan, answerBans, answerUnban } from "./ban-answers.ts";
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
import { answerChain } from "./chain-answers.ts";
import { BLOCK_BODY_BYTES_MAX } from "./limits.ts";
import { answerGenerateOrMode, answerMining } from "./mining-answers.ts";
import { answerHealthy, answerNode, answerReady, answerStop } from "./node-answers.ts";
import { describeApi } from "./openapi.ts";
import { answerConnect, answerDisconnect, answerPeers } from "./peer-answers.ts";
import {
  answerFeeEstimates,
  answerPool,
  answerPoolEntries,
  answerPoolTxids,
  answerPrioritise,
} from "./pool-answers.ts";
import { answerBlockFilter, answerMerkleProof } from "./proof-answers.ts";
import { json, type Route, route } from "./route.ts";
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
    answers: shape.NODE,
    answer: answerNode,
  }),
  route({
    method: "POST",
    path: "/api/stop",
    summary: "Stop the node",
    token: true,
    answers: shape.DONE,
    answer: answerStop,
  }),
  route({
    method: "GET",
    path: "/api/events",
    summary: "Notices as server-sent events; those of wallet and files only with the token",
    token: false,
    answers: "events",
    answer: () => ({ kind: "events" }),
  }),
  route({
    method: "GET",
    path: "/healthy",
    summary: "200 while the process answers",
    token: false,
    answers: shape.HEALTHY,
    answer: answerHealthy,
  }),
  route({
    method: "GET",
    path: "/ready",
    summary: "200 when the node has caught up, else 503",
    token: false,
    answers: shape.READY,
    answer: answerReady,
  }),

  route({
    method: "GET",
    path: "/metrics",
    summary: "Figures for a monitor (Prometheus)",
    token: false,
    answers: "text",
    answer: () => ({ kind: "metrics" }),
  }),
  route({
    method: "GET",
    path: "/openapi.json",
    summary: "This API, for programs (OpenAPI 3.1)",
    token: false,
    answers: shape.ANYTHING,
    answer: ({ node }) => json(describeApi(ROUTES, node.version)),
  }),

  route({
    method: "GET",
    path: "/api/peers",
    summary: "Connected peers",
    token: false,
    answers: shape.PEERS,
    answer: answerPeers,
  }),
  route({
    method: "POST",
    path: "/api/peers",
    summary: "Connect to a node",
    token: true,
    body: schema.object({ address: schema.PEER_ADDRESS }, ["address"]),
    answers: shape.DONE,
    answer: answerConnect,
  }),
  route({
    method: "DELETE",
    path: "/api/peers/:peer",
    summary: "Disconnect a peer",
    token: true,
    params: schema.object({ peer: schema.PEER }, ["peer"]),
    answers: shape.DONE,
    answer: answerDisconnect,
  }),

  route({
    method: "GET",
    path: "/api/bans",
    summary: "Who is shut out, and until when",
    token: false,
    answers: shape.BANS,
    answer: answerBans,
  }),
  route({
    method: "POST",
    path: "/api/bans",
    summary: "Shut out a peer, a host or a node key, for a day unless hours says otherwise",
    token: true,
    body: schema.object({ target: schema.BAN_TARGET, hours: schema.BAN_HOURS }, ["target"]),
    answers: shape.DONE,
    answer: answerBan,
  }),
  route({
    method: "DELETE",
    path: "/api/bans/:target",
    summary: "Let a host or a node key in again",
    token: true,
    params: schema.object({ target: schema.BAN_TARGET }, ["target"]),
    answers: shape.DONE,
    answer: answerUnban,
  }),

  route({
    method: "GET",
    path: "/api/access",
    summary: "Who asked this full node for its complete chain",
    token: false,
    answers: shape.ACCESS,
    answer: answerAccess,
  }),
  route({
    method: "POST",
    path: "/api/access",
    summary: "Grant a node access to the complete chain, deny it, or leave it to the policy again",
    token: true,
    body: schema.object({ nodeKey: schema.NODE_KEY, decision: schema.ACCESS_DECISION }, ["nodeKey", "decision"]),
    answers: shape.DONE,
    answer: answerDecideAccess,
  }),
  route({
    method: "POST",
    path: "/api/access/request",
    summary: "Ask full nodes for their complete chain: all that are and will be connected, or one peer",
    token: true,
    body: schema.object({ peer: schema.PEER_NUMBER }, []),
    answers: shape.DONE,
    answer: answerRequestAccess,
  }),

  route({
    method: "GET",
    path: "/api/chain",
    summary: "The complete chain as a chain file (octets); what is not kept here comes from full nodes that granted it",
    token: true,
    answers: "octets",
    answer: answerChain,
  }),

  route({
    method: "GET",
    path: "/api/blocks/tip/height",
    summary: "Height of the tip (text)",
    token: false,
    answers: "text",
    answer: answerTipHeight,
  }),
  route({
    method: "GET",
    path: "/api/blocks/tip/hash",
    summary: "Hash of the tip (text)",
    token: false,
    answers: "text",
    answer: answerTipHash,
  }),
  route({
    method: "GET",
    path: "/api/blocks",
    summary: "The ten newest blocks, newest first",
    token: false,
    answers: shape.BLOCKS,
    answer: answerBlocks,
  }),
  route({
    method: "GET",
    path: "/api/blocks/:startHeight",
    summary: "Ten blocks from a height downwards",
    token: false,
    params: schema.object({ startHeight: schema.HEIGHT }, ["startHeight"]),
    answers: shape.BLOCKS,
    answer: answerBlocks,
  }),
  route({
    method: "GET",
    path: "/api/block/:hash",
    summary: "A block",
    token: false,
    params: BY_HASH,
    answers: shape.BLOCK,
    answer: answerBlock,
  }),
  route({
    method: "GET",
    path: "/api/block/:hash/header",
    summary: "A block's header (hexadecimal text)",
    token: false,
    params: BY_HASH,
    answers: "text",
    answer: answerBlockHeader,
  }),
  route({
    method: "GET",
    path: "/api/block/:hash/txids",
    summary: "The ids of a block's transactions",
    token: false,
    params: BY_HASH,
    answers: shape.HASHES,
    answer: answerBlockTxids,
  }),
  route({
    method: "GET",
    path: "/api/block/:hash/filter",
    summary: "A block's filter, and what else its header commits to",
    token: false,
    params: BY_HASH,
    answers: shape.FILTER,
    answer: answerBlockFilter,
  }),
  route({
    method: "GET",
    path: "/api/block/:hash/raw",
    summary: "A block's encoding (octets)",
    token: false,
    params: BY_HASH,
    answers: "octets",
    answer: answerBlockRaw,
  }),
  route({
    method: "GET",
    path: "/api/block-height/:height",
    summary: "Hash of the best chain's block at a height (text)",
    token: false,
    params: schema.object({ height: schema.HEIGHT }, ["height"]),
    answers: "text",
    answer: answerBlockAt,
  }),
  route({
    method: "POST",
    path: "/api/block",
    summary: "Submit a block (hexadecimal text); its hash (text)",
    token: true,
    body: "hex",
    bodyBytesMax: BLOCK_BODY_BYTES_MAX,
    answers: "text",
    answer: answerSubmitBlock,
  }),

  route({
    method: "GET",
    path: "/api/tx/:txid",
    summary: "A transaction",
    token: false,
    params: BY_TXID,
    answers: shape.TRANSACTION,
    answer: answerTransaction,
  }),
  route({
    method: "GET",
    path: "/api/tx/:txid/status",
    summary: "Whether and where a transaction is confirmed",
    token: false,
    params: BY_TXID,
    answers: shape.STATUS,
    answer: answerTransactionStatus,
  }),
  route({
    method: "GET",
    path: "/api/tx/:txid/merkle-proof",
    summary: "What shows that a transaction is in its block, to whoever has the header",
    token: false,
    params: BY_TXID,
    answers: shape.MERKLE_PROOF,
    answer: answerMerkleProof,
  }),
  route({
    method: "GET",
    path: "/api/tx/:txid/raw",
    summary: "A transaction's encoding (octets)",
    token: false,
    params: BY_TXID,
    answers: "octets",
    answer: answerTransactionRaw,
  }),
  route({
    method: "POST",
    path: "/api/tx",
    summary: "Broadcast a transaction (hexadecimal text); its id (text)",
    token: true,
    body: "hex",
    answers: "text",
    answer: answerBroadcast,
  }),

  route({
    method: "GET",
    path: "/api/fee-estimates",
    summary: "Fee rates that were confirmed in time; targets of which too little is known are missing",
    token: false,
    answers: shape.FEE_ESTIMATES,
    answer: answerFeeEstimates,
  }),
  route({
    method: "GET",
    path: "/api/mempool",
    summary: "Count, size and fees of the transaction pool",
    token: false,
    answers: shape.POOL,
    answer: answerPool,
  }),
  route({
    method: "GET",
    path: "/api/mempool/txids",
    summary: "The ids of the pool's transactions",
    token: false,
    answers: shape.HASHES,
    answer: answerPoolTxids,
  }),
  route({
    method: "GET",
    path: "/api/mempool/entries",
    summary: "The pool's transactions, best first, with their places in the next block and why they have none",
    token: false,
    answers: shape.POOL_ENTRIES,
    answer: answerPoolEntries,
  }),
  route({
    method: "POST",
    path: "/api/mempool/:txid",
    summary: "Include a transaction in the next block, exclude it, or weigh its fee differently: what that changes",
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
    answers: shape.WISH,
    answer: answerPrioritise,
  }),

  route({
    method: "GET",
    path: "/api/mining",
    summary: "What the miner does",
    token: false,
    answers: shape.MINING,
    answer: answerMining,
  }),
  route({
    method: "POST",
    path: "/api/mining",
    summary:
      "Mine always, only with pending transactions, not at all, or a number of blocks at once; or with less power",
    token: true,
    body: schema.object(
      {
        action: {
          enum: ["start", "stop", "pending", "generate", "power"],
          description: "start, stop, pending, generate or power",
        },
        blocks: schema.GENERATE_BLOCKS,
        percent: schema.PERCENT,
      },
      ["action"],
    ),
    answers: shape.MINED,
    answer: answerGenerateOrMode,
  }),

  route({
    method: "GET",
    path: "/api/wallet",
    summary: "Balance and address",
    token: true,
    answers: shape.WALLET,
    answer: answerWallet,
  }),
  route({
    method: "GET",
    path: "/api/wallet/history",
    summary: "The wallet's payments, newest first",
    token: true,
    query: schema.object({ count: schema.COUNT }, []),
    answers: shape.PAYMENTS,
    answer: answerHistory,
  }),
  route({
    method: "POST",
    path: "/api/wallet/send",
    summary: "Pay an amount to an address",
    token: true,
    body: schema.object({ to: schema.PAY_TO, amount: schema.AMOUNT, feeRate: schema.FEE_RATE }, ["to", "amount"]),
    answers: shape.SENT,
    answer: answerSend,
  }),
  route({
    method: "POST",
    path: "/api/wallet/address",
    summary: "A new address to be paid at",
    token: true,
    answers: shape.ADDRESS,
    answer: answerReceive,
  }),
];
