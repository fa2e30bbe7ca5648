/** A node that answers from a small, fixed chain, and remembers what it was asked. */
import type { Notice, OperatorCommand, OperatorReply, OperatorValue } from "@triad/roles";
import type { AttachableNode } from "../api-node.ts";
import * as sample from "./sample-views.ts";

export const TOKEN = "c0".repeat(32);

export interface FakeNode extends AttachableNode<never> {
  readonly asked: OperatorCommand[];
  readonly logged: string[];
  /** What the wallet's keeper was asked to do. */
  readonly kept: string[];
  stops: number;
  synchronising: boolean;
  /** Answers in place of the usual reply. */
  refuseWith: { readonly code: string; readonly message: string } | undefined;
  /** Every answer waits for it. */
  patience: Promise<void> | undefined;
  /** The chunks of the exported chain. */
  chain: () => AsyncIterable<Uint8Array>;
  /** A bug of the node: the wrong kind of value. */
  answersNonsense: boolean;
  notify(notice: Notice): void;
  readonly listeners: number;
}

export function makeFakeNode(): FakeNode {
  const listeners = new Set<(notice: Notice) => void>();
  let levels = "info";
  const keep = async (what: string): Promise<OperatorReply> => {
    node.kept.push(what);
    if (node.refuseWith !== undefined) return { ok: false, ...node.refuseWith };
    return { ok: true, value: { of: "done", text: "Done." } };
  };
  const node: FakeNode = {
    version: "1.2.3",
    cookie: TOKEN,
    paths: { cookie: "/home/someone/.triad/miner/local/.cookie" },
    api: undefined,
    asked: [],
    logged: [],
    kept: [],
    wallet: {
      unlock: (passphrase, seconds) => keep(`unlock by ${passphrase} for ${seconds} s`),
      lock: () => keep("lock"),
      changePassphrase: ({ old, next }) => keep(`change from ${old} to ${next}`),
    },
    stops: 0,
    synchronising: false,
    refuseWith: undefined,
    patience: undefined,
    answersNonsense: false,
    async *chain() {
      yield Uint8Array.of(1, 2);
      yield Uint8Array.of(3);
    },
    get listeners() {
      return listeners.size;
    },
    async ask(command): Promise<OperatorReply> {
      node.asked.push(command);
      await node.patience;
      if (node.refuseWith !== undefined) return { ok: false, ...node.refuseWith };
      if (node.answersNonsense) return { ok: true, value: { of: "history", payments: [] } };
      const value = answer(command, node.synchronising);
      return value === undefined
        ? { ok: false, code: "not-found", message: "There is no such thing." }
        : { ok: true, value };
    },
    async exportChain() {
      if (node.refuseWith !== undefined) return { ok: false, ...node.refuseWith };
      return { ok: true, tipHeight: sample.NODE.height, tipHash: sample.NODE.tipHash, chunks: node.chain() };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    log: (level, area, text) => void node.logged.push(`${level} ${area} ${text}`),
    logLevels: () => levels,
    changeLogLevels(text) {
      if (text === "loud") return { wrong: '"loud" is no level of the log.' };
      levels = text;
      return levels;
    },
    async stop() {
      node.stops += 1;
    },
    notify(notice) {
      for (const listener of listeners) listener(notice);
    },
  };
  return node;
}

function answer(command: OperatorCommand, synchronising: boolean): OperatorValue | undefined {
  switch (command.name) {
    case "node":
      return { of: "node", node: { ...sample.NODE, synchronising } };
    case "peers":
      return { of: "peers", peers: [sample.PEER] };
    case "connect":
      return done("Connecting.");
    case "disconnect":
      return command.peer === sample.PEER.peer ? done("Disconnected.") : undefined;
    case "ban":
    case "unban":
      return done(`Did ${command.name}.`);
    case "bans":
      return { of: "bans", bans: [] };
    case "request-access":
      return done("Asked.");
    case "access":
      return { of: "access", policy: "ask", requests: [sample.ACCESS_REQUEST] };
    case "decide-access":
      return sample.ACCESS_REQUEST.nodeKey.startsWith(command.nodeKey) ? done(`Did ${command.decision}.`) : undefined;
    case "chain": {
      const from = Math.min(command.from ?? sample.TIP_HEIGHT, sample.TIP_HEIGHT);
      const blocks = sample.BLOCKS.filter(({ height }) => height <= from && height > from - command.count);
      return { of: "chain", tipHeight: sample.TIP_HEIGHT, blocks: blocks.toReversed() };
    }
    case "raw-blocks":
      return { of: "raw-blocks", tipHeight: sample.TIP_HEIGHT, tipHash: sample.hashOf(sample.TIP_HEIGHT), blocks: [] };
    case "block": {
      const block = sample.BLOCKS.find(({ hash, height }) => [hash, String(height)].includes(command.block));
      return block === undefined ? undefined : { of: "block", block };
    }
    case "block-transactions": {
      const block = sample.BLOCKS.find(({ hash }) => hash === command.block);
      const total = sample.PAGED.length;
      if (block === undefined || command.from >= total) return undefined;
      const transactions = sample.PAGED.slice(command.from, command.from + command.count);
      const { hash, height } = block;
      return { of: "block-transactions", page: { hash, height, total, from: command.from, transactions } };
    }
    case "address":
      return { of: "address", address: { ...sample.ADDRESS, address: command.address } };
    case "address-transactions": {
      const from = command.after === undefined ? 0 : sample.PAGED.findIndex(({ txid }) => txid === command.after) + 1;
      const confirmed = sample.PAGED.slice(from, from + command.confirmed);
      return { of: "address-transactions", transactions: [sample.POOLED].slice(0, command.pooled).concat(confirmed) };
    }
    case "address-coins":
      return command.after === undefined
        ? { of: "address-coins", coins: sample.COINS.slice(0, 1), next: sample.COINS[0] ?? null }
        : { of: "address-coins", coins: sample.COINS.slice(1), next: null };
    case "transaction": {
      const transaction = sample.TRANSACTIONS.find(({ txid }) => txid === command.txid);
      return transaction === undefined ? undefined : { of: "transaction", transaction };
    }
    case "broadcast-transaction":
      return done("Broadcast.", sample.POOLED.txid);
    case "submit-block":
      return done("Taken.", sample.hashOf(4));
    case "pool":
      return { of: "pool", pool: sample.POOL };
    case "pool-summary":
      return { of: "pool-summary", summary: sample.POOL_SUMMARY };
    case "pool-recent":
      return { of: "pool-recent", transactions: sample.RECENT.slice(0, command.count) };
    case "fees":
      return { of: "fees", fees: sample.FEES };
    case "prioritise":
      return { of: "wish", wish: sample.WISH };
    case "wallet":
      return { of: "wallet", wallet: sample.WALLET };
    case "history":
      return { of: "history", payments: [sample.PAYMENT] };
    case "abandon":
    case "bump":
      return done(`Did ${command.name}.`, sample.POOLED.txid);
    case "label":
      return done(`Labelled ${command.label}.`);
    case "addresses":
      return { of: "addresses", addresses: [sample.OWN_ADDRESS] };
    case "unlock-wallet":
    case "lock-wallet":
    case "protect-wallet":
      return undefined;
    case "receive":
      return done("Pay here.", "tri1new");
    case "send":
      return done("Sent.", sample.POOLED.txid);
    case "mining":
      return { of: "mining", mining: sample.MINING };
    case "mining-mode":
      return done(`Mining: ${command.mode}.`);
    case "mining-power":
      return done(`Power: ${command.percent}.`);
    case "generate":
      return done(`Generated ${command.blocks}.`, sample.hashOf(5));
    default: {
      const never: never = command;
      throw new Error(`unknown command ${JSON.stringify(never)}`);
    }
  }
}

function done(text: string, id?: string): OperatorValue {
  return id === undefined ? { of: "done", text } : { of: "done", text, id };
}
