/** An operator's commands to a node that validates: one function each, one table that finds them. */
import { hashKey, Reject } from "@triad/chain";
import type { HeaderEntry } from "@triad/chain/headers";
import { hashFromDisplay, hashToDisplay, hexToBytes } from "@triad/crypto";
import { type AnyReject, PolicyReject } from "@triad/mempool";
import { transactionBudget } from "@triad/mining";
import { DecodeError, readTransaction, type Transaction } from "@triad/protocol";
import { answerAddress } from "./address-answers.ts";
import { ban, listBans, unban } from "./ban-answers.ts";
import { describeConnected, describePooled, listBlockTransactions } from "./block-transactions.ts";
import { describePool } from "./block-views.ts";
import { describeNode, listChain, requestAccess, type ShownChain, showBlock } from "./chain-answers.ts";
import { coinsText } from "./coins-text.ts";
import { takeWish, txidOf } from "./next-block.ts";
import type { NodeView, OperatorCommand, OperatorReply } from "./operator.ts";
import { done, refuse, value } from "./operator-replies.ts";
import { abandonedReply, type BumpCommand, bumpedText } from "./own-wallet.ts";
import type { PoolOutcome } from "./pool-desk.ts";
import { listRecent, summarisePool } from "./pool-views.ts";
import { answerRawBlocks } from "./raw-blocks.ts";
import type { Now } from "./seam.ts";
import type { ValidatingNode } from "./validating-node.ts";

type Answer = (reply: OperatorReply) => void;

export const HISTORY_MAX = 1_000;
const GENERATE_BLOCKS_MAX = 10_000;

export function answerOperator(node: ValidatingNode, command: OperatorCommand, now: Now, answer: Answer): void {
  node.wallet.lock.wake(now);
  switch (command.name) {
    case "node":
      return answer(value({ of: "node", node: describeValidatingNode(node, now) }));
    case "peers":
      return answer(value({ of: "peers", peers: node.peers.views(now) }));
    case "connect":
      return answer(node.peers.connect(command.address, now));
    case "disconnect":
      return answer(node.peers.disconnect(command.peer, now));
    case "bans":
      return answer(listBans(node.peers.connections, now));
    case "ban":
    case "unban":
      return changeBans(node, command, now, answer);
    case "request-access":
      return answer(requestAccess(node.peers, node.accessRequests, command.peer));
    case "access":
    case "decide-access":
      return answerAccess(node, command, now, answer);
    case "chain":
      return answer(listChain(shownChain(node), command.from, command.count));
    case "raw-blocks":
      return answerRawBlocks({ ...shownChain(node), fetch: node.fetch }, command, now, answer);
    case "block":
      return answer(showBlock(shownChain(node), command.block));
    case "block-transactions":
      return answer(listBlockTransactions(node.chain, command, node.options.network.params.addressPrefix));
    case "address":
    case "address-transactions":
    case "address-coins":
      return answerAddress(node.index, command, answer);
    case "transaction":
      return showTransaction(node, command.txid, answer);
    case "broadcast-transaction":
      return broadcast(node, command.rawHex, now, answer);
    case "submit-block":
      return submitBlock(node, command.rawHex, now, answer);
    case "pool": {
      const pool = describePool(node.pool, transactionBudget(node.options.network), now);
      return answer(value({ of: "pool", pool }));
    }
    case "pool-summary":
      return answer(value({ of: "pool-summary", summary: summarisePool(node.pool, node.feeHistogram, now) }));
    case "pool-recent":
      return answer(value({ of: "pool-recent", transactions: listRecent(node.pool, command.count) }));
    case "fees":
      return answer(value({ of: "fees", fees: node.fees.view(now) }));
    case "prioritise":
      return prioritise(node, command, now, answer);
    case "wallet":
      return answer(value({ of: "wallet", wallet: node.wallet.view() }));
    case "history": {
      const count = Math.min(command.count, HISTORY_MAX);
      return answer(value({ of: "history", payments: node.wallet.history(count) }));
    }
    case "receive":
      return whenSaved(node, node.wallet.newAddress(command.label), answer);
    case "label":
      return whenSaved(node, node.wallet.label(command), answer);
    case "addresses": {
      const addresses = node.wallet.addresses(Math.min(command.count, HISTORY_MAX));
      return answer(value({ of: "addresses", addresses }));
    }
    case "unlock-wallet":
    case "lock-wallet":
    case "protect-wallet":
      return answer(node.wallet.lock.answer(command, now));
    case "send":
      return send(node, command, now, answer);
    case "bump":
      return bump(node, command, now, answer);
    case "abandon": {
      const forgotten = node.wallet.abandon(command.txid);
      if ("ok" in forgotten) return answer(forgotten);
      node.forgetFromPool(forgotten, now);
      return whenSaved(node, abandonedReply(forgotten), answer);
    }
    case "mining":
    case "mining-mode":
    case "mining-power":
    case "generate":
      return answer(steerMining(node, command, now));
    default:
      return command satisfies never;
  }
}

function changeBans(
  node: ValidatingNode,
  command: Extract<OperatorCommand, { name: "ban" | "unban" }>,
  now: Now,
  answer: Answer,
): void {
  const { connections } = node.peers;
  const { target } = command;
  const reply = command.name === "ban" ? ban(connections, target, command.hours, now) : unban(connections, target, now);
  if (!reply.ok) return answer(reply);
  node.saveBans(now);
  // what the operator was told is so must be so after a crash, too
  node.commits.afterNext(() => answer(reply));
}

function answerAccess(
  node: ValidatingNode,
  command: Extract<OperatorCommand, { name: "access" | "decide-access" }>,
  now: Now,
  answer: Answer,
): void {
  const { access } = node;
  if (access === undefined) {
    return answer(refuse("not-a-full-node", "A miner has no complete chain to give; full nodes are asked for theirs."));
  }
  if (command.name === "access") return answer(value(access.view()));
  const decided = access.decide(command.nodeKey, command.decision, now);
  if (!decided.ok) return answer(decided);
  // what the operator was told is so must be so after a crash, too
  node.commits.afterNext(() => answer(decided));
}

function describeValidatingNode(node: ValidatingNode, now: Now): NodeView {
  const { role, options, chain, peers, isBehind: isSynchronising } = node;
  const progress = node.progress.view(now);
  const [permission, poolTransactions] = [node.accessRequests.view(), node.pool.size];
  return describeNode({ role, options, chain, peers, isSynchronising, progress, permission, poolTransactions });
}

function shownChain({ chain }: ValidatingNode): ShownChain {
  const body = (entry: HeaderEntry): Uint8Array | undefined => (entry.hasBody ? chain.body(entry) : undefined);
  return { tip: chain.tip, headers: chain.headers, body };
}

function showTransaction(node: ValidatingNode, text: string, answer: Answer): void {
  const txid = hashFromDisplay(text);
  if (txid === undefined)
    return answer(refuse("bad-txid", `"${text}" is not a transaction id (64 hexadecimal digits).`));
  const { addressPrefix } = node.options.network.params;
  const entry = node.pool.byTxid(hashKey(txid));
  if (entry !== undefined) {
    return answer(value({ of: "transaction", transaction: describePooled(entry, node, addressPrefix) }));
  }
  if (node.index?.isReady) node.index.findTransaction(txid, text, answer);
  else searchTransaction(node, txid, text, answer);
}

/** Where no index tells: among the unspent outputs, and in the newest blocks. */
function searchTransaction(node: ValidatingNode, txid: Uint8Array, text: string, answer: Answer): void {
  const { addressPrefix } = node.options.network.params;
  node.search.find(txid, (found) => {
    if (found === "not-found")
      answer(refuse("transaction-not-found", `Transaction ${text} is neither in the pool nor in a recent block.`));
    else if (found === "busy") answer(refuse("busy", "Too many searches are under way; try again in a moment."));
    else answer(value({ of: "transaction", transaction: describeConnected(found, found.block, addressPrefix) }));
  });
}

function broadcast(node: ValidatingNode, rawHex: string, now: Now, answer: Answer): void {
  const tx = readHexTransaction(rawHex);
  if ("ok" in tx) return answer(tx);
  node.offer(tx, now, (outcome) => answer(tellOutcome(tx, outcome)));
}

/** A transaction in hexadecimal, or the refusal that says what is wrong with it. */
export function readHexTransaction(rawHex: string): Transaction | OperatorReply {
  const bytes = readHex(rawHex);
  if (bytes === undefined)
    return refuse("bad-hex", "A transaction is written as hexadecimal digits, two for each byte.");
  const tx = readTransaction(bytes);
  return tx instanceof DecodeError ? refuse("tx-not-canonical", `This is not a transaction: ${tx.what}.`) : tx;
}

function readHex(text: string): Uint8Array | undefined {
  return /^([0-9a-fA-F]{2})+$/.test(text) ? hexToBytes(text.toLowerCase()) : undefined;
}

function tellOutcome(tx: Transaction, outcome: PoolOutcome): OperatorReply {
  const id = hashToDisplay(tx.txid);
  switch (outcome.kind) {
    case "added":
      return done(`Transaction ${id} is in the pool and announced.`, id);
    case "known":
      return done(`Transaction ${id} was known already.`, id);
    case "orphan":
      return refuse("orphan", `Transaction ${id} spends outputs that are not known here; send those first.`);
    case "refused":
      return refuse(outcome.reject.code, rejectText(outcome.reject));
    default:
      return outcome satisfies never;
  }
}

function submitBlock(node: ValidatingNode, rawHex: string, now: Now, answer: Answer): void {
  const bytes = readHex(rawHex);
  if (bytes === undefined) {
    return answer(refuse("bad-hex", "A block is written as hexadecimal digits, two for each byte."));
  }
  node.submitBlock(bytes, now, (result) => {
    if (result instanceof Reject) answer(refuse(result.code, rejectText(result)));
    else if (result === "connected")
      answer(done("The block is part of the chain.", hashToDisplay(node.chain.tip.hash)));
    else answer(done("The block is valid as far as it was checked, on a branch with no more work than the chain."));
  });
}

function prioritise(
  node: ValidatingNode,
  { txid, wish, feeDelta }: Extract<OperatorCommand, { name: "prioritise" }>,
  now: Now,
  answer: Answer,
): void {
  const key = txidOf(txid);
  if (key === undefined) {
    return answer(refuse("bad-txid", `"${txid}" is not a transaction id (64 hexadecimal digits).`));
  }
  const order = { txid: key, wish, feeDelta };
  const taken = takeWish(node.pool, order, transactionBudget(node.options.network));
  if (taken instanceof PolicyReject) return answer(refuse(taken.code, rejectText(taken)));
  node.mining?.jobs.searchAnew(now);
  node.poolKeeper.saveWishes();
  // what the operator was told is so must be so after a crash, too
  node.commits.afterNext(() => answer(value({ of: "wish", wish: taken })));
}

/** Told only when it is on disk: no crash can make the wallet hand the same key out again, or lose a label. */
function whenSaved(node: ValidatingNode, reply: OperatorReply, answer: Answer): void {
  if (reply.ok) node.commits.afterNext(() => answer(reply));
  else answer(reply);
}

/** Announced only when the wallet's records are on disk: no crash can make it sign a second spend of these coins. */
function send(
  node: ValidatingNode,
  command: Extract<OperatorCommand, { name: "send" }>,
  now: Now,
  answer: Answer,
): void {
  if (node.isWalletBehind) {
    return answer(refuse("wallet-behind", "The wallet is still reading the chain; try again in a moment."));
  }
  const { to, amount, feeRate } = command;
  const paid = node.wallet.pay(command, feeRate ?? node.fees.chosenRate(now));
  if ("ok" in paid) return answer(paid);
  const id = hashToDisplay(paid.txid);
  const told = (outcome: PoolOutcome): void => {
    node.wallet.handedOn(paid);
    switch (outcome.kind) {
      case "added": {
        const fee = coinsText(outcome.entry.fee);
        return answer(done(`Paid ${coinsText(amount)} to ${to}, and a fee of ${fee}.`, id));
      }
      case "known":
        return answer(done(`Paid ${coinsText(amount)} to ${to}.`, id));
      case "orphan":
        // it is signed and kept: whoever is told of a refusal would pay again
        return answer(done(`Paid ${coinsText(amount)} to ${to}; announced as soon as the coins it spends are.`, id));
      case "refused":
        if (node.wallet.wallet.discard(paid.txid)) node.wallet.saveChanges();
        // a crash before it is forgotten on disk too would announce it after all
        node.commits.afterNext(() => answer(tellOutcome(paid, outcome)));
        return;
      default:
        return outcome satisfies never;
    }
  };
  node.commits.afterNext((later) => node.offer(paid, later, told));
}

/** As `send`. The old payment is forgotten once the pool has taken the new one in its place, and not before. */
function bump(node: ValidatingNode, command: BumpCommand, now: Now, answer: Answer): void {
  if (node.isWalletBehind) {
    return answer(refuse("wallet-behind", "The wallet is still reading the chain; try again in a moment."));
  }
  const bumped = node.wallet.bump(command, node.fees.chosenRate(now));
  if ("ok" in bumped) return answer(bumped);
  const { tx, fee, replaced } = bumped;
  const told = (outcome: PoolOutcome): void => {
    node.wallet.handedOn(tx);
    const isRefused = outcome.kind === "refused";
    if (isRefused) node.wallet.wallet.discard(tx.txid);
    else node.wallet.wallet.keepBump(replaced, tx.txid);
    node.wallet.saveChanges();
    const reply = isRefused ? tellOutcome(tx, outcome) : done(bumpedText(fee), hashToDisplay(tx.txid));
    node.commits.afterNext(() => answer(reply));
  };
  node.commits.afterNext((later) => node.offer(tx, later, told));
}

function steerMining(
  node: ValidatingNode,
  command: Extract<OperatorCommand, { name: "mining" | "mining-mode" | "mining-power" | "generate" }>,
  now: Now,
): OperatorReply {
  const { mining } = node;
  if (mining === undefined) return refuse("not-a-miner", "This node does not mine; start a miner for that.");
  switch (command.name) {
    case "mining":
      return value({ of: "mining", mining: mining.view(now) });
    case "mining-mode":
      mining.jobs.setMode(command.mode, now);
      return done(`Mining mode is "${command.mode}" now.`);
    case "mining-power": {
      const { percent } = command;
      if (!Number.isInteger(percent) || percent < 1 || percent > 100) {
        return refuse("bad-number", "The power is a whole number of percent from 1 to 100; `off` stops mining.");
      }
      mining.setPower(percent, now);
      return done(`Each mining thread searches ${percent} % of its time now.`);
    }
    case "generate": {
      const { blocks } = command;
      if (!Number.isInteger(blocks) || blocks < 1 || blocks > GENERATE_BLOCKS_MAX) {
        return refuse("bad-number", `Name how many blocks to mine, from 1 to ${GENERATE_BLOCKS_MAX}.`);
      }
      mining.jobs.generate(blocks, now);
      return done(`Mining ${blocks} block${blocks === 1 ? "" : "s"} now.`);
    }
    default:
      return command satisfies never;
  }
}

export function rejectText(reject: AnyReject): string {
  const facts = Object.entries(reject.facts).map(([name, fact]) => `${name} ${fact}`);
  return `Refused (${reject.code}): ${reject.meaning}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}.`;
}
