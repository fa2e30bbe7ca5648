/** A node that records what it is asked and answers from a table; and streams that look like a terminal. */
import { PassThrough } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { addressOfKey, BUILT_IN_NETWORKS, makeNetwork } from "@triad/chain";
import { type NodeHandle, openRunningChain, type RoleName } from "@triad/host-nodejs";
import type {
  BlockSummary,
  Notice,
  OperatorCommand,
  OperatorReply,
  OperatorValue,
  PoolEntryView,
  WalletView,
} from "@triad/roles";
import { attachConsole } from "../console.ts";

/** 2026-11-23 05:30:00 UTC. */
export const NOW_MS = 1_795_411_800_000;
export const TIP_HEIGHT = 120;
export const LOCAL = makeNetwork(BUILT_IN_NETWORKS.local);
export const LOCAL_ADDRESS = addressOfKey(new Uint8Array(32).fill(7), LOCAL.params.addressPrefix);

export const WALLET: WalletView = {
  confirmed: 150_000_000,
  pending: 0,
  immature: 5,
  address: "trl1x",
  coins: 3,
  scannedHeight: TIP_HEIGHT,
  isProven: true,
  encrypted: false,
  unlockedUntilUnixMs: null,
};

/** Of the fake wallet, once it has one. */
export const PASSPHRASE = "correct horse";

export interface FakeNode extends NodeHandle {
  readonly asked: OperatorCommand[];
  readonly logged: string[];
  /** What the wallet's keeper was asked to do. */
  readonly kept: string[];
  stops: number;
  notify(notice: Partial<Notice>): void;
}

export function fakeNode(role: RoleName, answer: (command: OperatorCommand) => OperatorReply = answerAll): FakeNode {
  const listeners = new Set<(notice: Notice) => void>();
  let levels = "info";
  const kept = async (what: string, isRight = true): Promise<OperatorReply> => {
    node.kept.push(what);
    if (!isRight) return { ok: false, code: "wrong-passphrase", message: "The passphrase is wrong." };
    return { ok: true, value: { of: "done", text: `Did ${what}.` } };
  };
  const node: FakeNode = {
    role,
    network: LOCAL,
    version: "0.1.0",
    listening: [],
    paths: { directory: "d", chain: "d/chain", cookie: "d/.cookie", nodeKey: "d/k", wallet: "d/w", log: "d/debug.log" },
    cookie: "00".repeat(32),
    api: undefined,
    interactive: true,
    asked: [],
    logged: [],
    kept: [],
    stops: 0,
    wallet: {
      unlock: (passphrase, seconds) => kept(`unlock ${seconds}`, passphrase === PASSPHRASE),
      lock: () => kept("lock"),
      changePassphrase: ({ old, next }) => kept(`change from ${old} to ${next}`),
      words: (passphrase) => kept(`words by ${passphrase}`),
      backUp: (file) => kept(`backup ${file}`),
    },
    ask(command) {
      node.asked.push(command);
      return Promise.resolve(answer(command));
    },
    exportChain: () => openRunningChain(node.ask, LOCAL),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    log: (_level, _area, text) => void node.logged.push(text),
    logLevels: () => levels,
    changeLogLevels(text) {
      if (text === "maybe") return { wrong: '"maybe" is no level.' };
      levels = text;
      return levels;
    },
    stop() {
      node.stops += 1;
      return Promise.resolve();
    },
    notify(notice) {
      const whole: Notice = {
        level: "info",
        area: "chain",
        code: "tip-changed",
        text: "New tip.",
        facts: {},
        ...notice,
      };
      for (const listener of listeners) listener(whole);
    },
  };
  return node;
}

export interface Driven {
  readonly node: FakeNode;
  /** Types one line, and waits until it has been dealt with; what was printed since. */
  type(line: string): Promise<string>;
  /** Keys as they are. */
  press(keys: string): Promise<string>;
  end(): Promise<string>;
  readonly raw: () => string;
  close(): Promise<void>;
}

export interface DriveOptions {
  readonly terminal?: boolean;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly node?: FakeNode;
}

export async function driveConsole(role: RoleName, options: DriveOptions = {}): Promise<Driven> {
  const { terminal = true, columns = 100, env = { NO_COLOR: "1" }, node = fakeNode(role) } = options;
  const input = Object.assign(new PassThrough(), { isTTY: terminal });
  const output = Object.assign(new PassThrough({ encoding: "utf8" }), { isTTY: terminal, columns, rows: 24 });
  let raw = "";
  output.on("data", (text: string) => {
    raw += text;
  });
  const attachment = await attachConsole({ input, output, env, nowMs: () => NOW_MS })(node);
  let read = 0;
  const since = async () => {
    await settle();
    const text = stripVTControlCharacters(raw.slice(read));
    read = raw.length;
    return text;
  };
  await settle();
  return {
    node,
    type(line) {
      input.write(`${line}\n`);
      return since();
    },
    press(keys) {
      input.write(keys);
      return since();
    },
    end() {
      input.end();
      return since();
    },
    raw: () => raw,
    async close() {
      await attachment.stop();
    },
  };
}

/** Streams and promises hand on over a few turns of the loop. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await nextTurn();
}

export function answerAll(command: OperatorCommand): OperatorReply {
  return { ok: true, value: valueFor(command) };
}

export function hashOf(number: number): string {
  return `${"0".repeat(8)}${number.toString(16).padStart(8, "0")}${"abcdef0123456789".repeat(3)}`;
}

export function poolEntry(number: number, more: Partial<PoolEntryView> = {}): PoolEntryView {
  return {
    txid: `${number.toString(16).padStart(4, "0")}${"f".repeat(60)}`,
    wtxid: "e".repeat(64),
    bytes: 290,
    fee: 2_900,
    feeRate: 10,
    ageSeconds: 75,
    dependsOn: [],
    wish: "none",
    feeDelta: 0,
    place: number,
    held: null,
    ...more,
  };
}

export function blockSummary(height: number): BlockSummary {
  return {
    height,
    hash: hashOf(height),
    time: NOW_MS / 1000 - (TIP_HEIGHT - height) * 10,
    transactions: 2,
    bytes: 1_234,
    chainWork: "ff",
  };
}

function valueFor(command: OperatorCommand): OperatorValue {
  switch (command.name) {
    case "chain": {
      const from = Math.min(command.from ?? TIP_HEIGHT, TIP_HEIGHT);
      const count = Math.min(command.count, from + 1);
      const blocks = Array.from({ length: count }, (_, index) => blockSummary(from - index));
      return { of: "chain", tipHeight: TIP_HEIGHT, blocks };
    }
    case "raw-blocks": {
      const heights = [1, 2].filter((height) => height >= command.from && height < command.from + command.count);
      const blocks = heights.map((height) => ({ height, rawHex: `0${height}` }));
      return { of: "raw-blocks", tipHeight: 2, tipHash: hashOf(2), blocks };
    }
    case "block":
      return { of: "block", block: { ...blockSummary(7), ...BLOCK_DETAILS } };
    case "address":
      return { of: "address", address: { ...ADDRESS, address: command.address } };
    case "address-transactions":
      return { of: "address-transactions", transactions: command.pooled === 0 ? [] : [TRANSACTION] };
    case "transaction":
      return { of: "transaction", transaction: TRANSACTION };
    case "pool": {
      const entries = [poolEntry(1), poolEntry(2, { wish: "exclude", feeDelta: 5, place: null, held: "excluded" })];
      const pool = { transactions: 2, bytes: 580, fees: 5_800, feeRateMin: 1, nextBlock: NEXT_BLOCK, entries };
      return { of: "pool", pool };
    }
    case "fees":
      return { of: "fees", fees: { feeRateMin: 1, estimates: FEES, chosen: { blocks: 6, feeRate: 3.25 } } };
    case "prioritise":
      return { of: "wish", wish: { ...WISH, txid: command.txid, wish: command.wish } };
    case "peers":
      return { of: "peers", peers: [PEER] };
    case "bans":
      return { of: "bans", bans: [BAN] };
    case "node":
      return { of: "node", node: NODE };
    case "wallet":
      return { of: "wallet", wallet: WALLET };
    case "history":
      return { of: "history", payments: [PAYMENT] };
    case "addresses":
      return { of: "addresses", addresses: [OWN_ADDRESS, { ...OWN_ADDRESS, label: "rent", received: 5, payments: 1 }] };
    case "mining":
      return { of: "mining", mining: MINING };
    default:
      return { of: "done", text: `Did ${command.name}.` };
  }
}

export const NEXT_BLOCK = { transactions: 1, bytes: 290, bytesMax: 999_692, fees: 2_900, feesGivenUp: 2_900 } as const;

const FEES = [
  { blocks: 1, feeRate: 12.34 },
  { blocks: 4, feeRate: 4 },
  { blocks: 6, feeRate: 3.25 },
] as const;

const WISH = {
  feeDelta: 0,
  inPool: true,
  before: { ...NEXT_BLOCK, transactions: 2, fees: 5_800, feesGivenUp: 0 },
  after: NEXT_BLOCK,
  entered: [],
  left: [{ txid: "c".repeat(64), fee: 2_900, bytes: 290 }],
} as const;

const BLOCK_DETAILS = {
  previousHash: hashOf(6),
  root: "a".repeat(64),
  bits: "207fffff",
  nonce: 5,
  version: 1,
  confirmations: 114,
  filterHash: "b".repeat(64),
  historyRoot: "c".repeat(64),
  txids: ["d".repeat(64), "9".repeat(64)],
  headerHex: "01".repeat(80),
  rawHex: "02".repeat(100),
} as const;

const ADDRESS = {
  height: TIP_HEIGHT,
  chain: { received: 3, receivedSum: 900_000_000, spent: 1, spentSum: 400_000_000, transactions: 4 },
  pool: { received: 1, receivedSum: 150_000_000, spent: 0, spentSum: 0, transactions: 1 },
  balance: 500_000_000,
} as const;

const TRANSACTION = {
  txid: "d".repeat(64),
  wtxid: "e".repeat(64),
  bytes: 290,
  fee: 2_900,
  lockHeight: 0,
  memoHex: Buffer.from("thanks").toString("hex"),
  inputs: [{ txid: "9".repeat(64), index: 1, spends: null }],
  outputs: [{ amount: 150_000_000, address: "trl1receiver" }],
  blockHash: null,
  height: null,
  time: null,
  rawHex: "03".repeat(290),
} as const;

const BAN = { kind: "host", who: "192.168.100.66", sinceUnixMs: 0, untilUnixMs: 9_000_000_000_000 } as const;

const PEER = {
  peer: 3,
  direction: "outbound",
  address: "192.168.100.7:38640",
  toldBy: "gossip",
  role: "full-node",
  nodeKey: "ab".repeat(32),
  userAgent: "triad-full-node/0.1.0",
  height: 120,
  connectedSeconds: 3_700,
  group: "private",
  lastTransactionUnixMs: null,
  lastBlockUnixMs: null,
  protectedBy: null,
  isAnchor: true,
  isDiscouraged: false,
  pingMs: 1.4,
  bytesSent: 1_234,
  bytesReceived: 5_600_000,
  access: "granted",
  state: "ready",
} as const;

const NODE = {
  role: "miner",
  network: "local",
  chainId: "12".repeat(32),
  nodeKey: "ab".repeat(32),
  userAgent: "triad-miner/0.1.0",
  height: 120,
  tipHash: hashOf(120),
  tipTime: NOW_MS / 1000 - 30,
  chainWork: "f0",
  headers: 130,
  synchronising: true,
  progress: { phase: "bodies", done: 120, total: 130, isTotalExact: true, perSecond: 2.5, secondsLeft: 4 },
  permission: { grantedBy: [], waitingFor: ["full node 01234567 at 10.0.0.1:9000"], deniedBy: [] },
  peers: 1,
  poolTransactions: 2,
  listening: ["ws://192.168.1.5:38641"],
} as const;

const OWN_ADDRESS = { address: LOCAL_ADDRESS, label: null, received: 0, payments: 0 } as const;

const PAYMENT = {
  txid: "d".repeat(64),
  change: -150_002_900,
  fee: 2_900,
  height: 100,
  confirmations: 21,
  coinbase: false,
  label: "rent of May",
} as const;

export const MINING = {
  mode: "always",
  state: "searching",
  height: 121,
  threads: 1,
  powerPercent: 50,
  hashesPerSecond: 1_234_567,
  averages: [
    { minutes: 10, hashesPerSecond: 1_100_000 },
    { minutes: 60, hashesPerSecond: 900_000 },
  ],
  hashRateByMinute: [0, 600_000, 1_200_000],
  blocksFound: 9,
  templateTransactions: 2,
  templateFees: 5_800,
  payTo: "trl1miner",
  coinbaseText: "found by me",
} as const;
