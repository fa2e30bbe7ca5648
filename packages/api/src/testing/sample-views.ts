/** Views of a chain of thirteen blocks, the tenth of which is kept without its body. */
import { bytesToHex, hashFromDisplay } from "@triad/crypto";
import { writeBlock, writeHeader } from "@triad/protocol";
import type {
  AccessRequestView,
  AddressCoinView,
  AddressView,
  BlockView,
  FeesView,
  LookedUpAddressView,
  MiningView,
  NodeView,
  Notice,
  PaymentView,
  PeerView,
  PoolSummaryView,
  PoolView,
  RecentTransactionView,
  TransactionView,
  WalletView,
  WishView,
} from "@triad/roles";

export const TIP_HEIGHT = 12;
export const HEADER_ONLY_HEIGHT = 10;
const BITS = 0x207fffff;
const BLOCK_TIME = 1_700_000_000;

export const BLOCKS: readonly BlockView[] = Array.from({ length: TIP_HEIGHT + 1 }, (_, height) => makeBlock(height));

/** Display order: 64 digits that end in a number. */
export function hashOf(number: number): string {
  return number.toString(16).padStart(64, "0");
}

function makeBlock(height: number): BlockView {
  const kept = height !== HEADER_ONLY_HEIGHT;
  const time = BLOCK_TIME + height;
  const previousHash = height === 0 ? "ff".repeat(32) : hashOf(height - 1);
  const root = "ab".repeat(32);
  const [prev, rootBytes] = [previousHash, root].map((text) => hashFromDisplay(text) ?? new Uint8Array(32));
  return {
    height,
    hash: hashOf(height),
    time,
    transactions: kept ? 1 : null,
    bytes: kept ? 200 : null,
    chainWork: hashOf(height * 2),
    previousHash,
    root,
    bits: BITS.toString(16),
    nonce: height * 7,
    version: 1,
    confirmations: TIP_HEIGHT - height + 1,
    filterHash: kept ? "cd".repeat(32) : null,
    historyRoot: kept ? "ef".repeat(32) : null,
    txids: kept ? [hashOf(1000 + height)] : null,
    headerHex: bytesToHex(
      writeHeader({
        version: 1,
        prev: prev ?? new Uint8Array(32),
        root: rootBytes ?? new Uint8Array(32),
        time,
        bits: BITS,
        nonce: height * 7,
      }),
    ),
    rawHex: kept ? "0a0b0c" : null,
  };
}

export const CONFIRMED: TransactionView = {
  txid: `a${hashOf(1).slice(1)}`,
  wtxid: `b${hashOf(1).slice(1)}`,
  bytes: 250,
  fee: 300,
  lockHeight: 0,
  memoHex: "6869",
  inputs: [{ txid: hashOf(77), index: 1, spends: { amount: 5_300, address: "tri1payer" } }],
  outputs: [{ amount: 5_000, address: "tri1someone" }],
  blockHash: hashOf(3),
  height: 3,
  time: BLOCK_TIME + 3,
  rawHex: "010203ff",
};

export const POOLED: TransactionView = {
  ...CONFIRMED,
  txid: `d${hashOf(2).slice(1)}`,
  blockHash: null,
  height: null,
  time: null,
};

export const TRANSACTIONS: readonly TransactionView[] = [CONFIRMED, POOLED];

/** A block of sixty transactions: two pages and a part of one. */
export const PAGED: readonly TransactionView[] = Array.from({ length: 60 }, (_, place) => {
  return { ...CONFIRMED, txid: hashOf(2_000 + place) };
});

export const ADDRESS: LookedUpAddressView = {
  address: "tri1someone",
  height: TIP_HEIGHT,
  chain: { received: 3, receivedSum: 9_000, spent: 1, spentSum: 4_000, transactions: 4 },
  pool: { received: 1, receivedSum: 5_000, spent: 0, spentSum: 0, transactions: 1 },
  balance: 5_000,
};

/** One in a block, one that waits. */
export const COINS: readonly AddressCoinView[] = [
  { txid: CONFIRMED.txid, index: 0, amount: 5_000, blockHash: hashOf(3), height: 3, time: BLOCK_TIME + 3 },
  { txid: POOLED.txid, index: 1, amount: 700, blockHash: null, height: null, time: null },
];

export const POOL: PoolView = {
  transactions: 1,
  bytes: 250,
  fees: 300,
  feeRateMin: 1,
  nextBlock: { transactions: 1, bytes: 250, bytesMax: 999_692, fees: 300, feesGivenUp: 0 },
  entries: [
    {
      txid: POOLED.txid,
      wtxid: POOLED.wtxid,
      bytes: 250,
      fee: 300,
      feeRate: 1.2,
      ageSeconds: 5,
      dependsOn: [],
      wish: "exclude",
      feeDelta: 0,
      place: 1,
      held: null,
    },
  ],
};

export const POOL_SUMMARY: PoolSummaryView = {
  transactions: 1,
  bytes: 250,
  fees: 300,
  feeRateMin: 1,
  feeHistogram: [{ feeRate: 1.2, bytes: 250 }],
};

export const RECENT: readonly RecentTransactionView[] = Array.from({ length: 12 }, (_, age) => {
  return { txid: hashOf(3_000 + age), fee: 300, bytes: 250, amount: 5_000 };
});

export const WISH: WishView = {
  txid: POOLED.txid,
  wish: "include",
  feeDelta: 0,
  inPool: true,
  before: { ...POOL.nextBlock, transactions: 0, bytes: 0, fees: 0 },
  after: POOL.nextBlock,
  entered: [{ txid: POOLED.txid, fee: 300, bytes: 250 }],
  left: [],
};

export const FEES: FeesView = {
  feeRateMin: 1,
  estimates: [
    { blocks: 1, feeRate: 20.5 },
    { blocks: 6, feeRate: 3 },
  ],
  chosen: { blocks: 6, feeRate: 3 },
};

export const NODE: NodeView = {
  role: "miner",
  network: "local",
  chainId: "11".repeat(32),
  nodeKey: "22".repeat(32),
  userAgent: "triad-miner/1.2.3",
  height: TIP_HEIGHT,
  tipHash: hashOf(TIP_HEIGHT),
  tipTime: BLOCK_TIME + TIP_HEIGHT,
  chainWork: hashOf(24),
  headers: TIP_HEIGHT,
  synchronising: false,
  progress: null,
  permission: null,
  peers: 1,
  poolTransactions: 1,
  listening: ["ws://192.0.2.1:9001"],
};

export const PEER: PeerView = {
  peer: 7,
  direction: "outbound",
  address: "192.0.2.2:9000",
  toldBy: "gossip",
  role: "full-node",
  nodeKey: "33".repeat(32),
  userAgent: "triad-full-node/1.2.3",
  height: TIP_HEIGHT,
  connectedSeconds: 60,
  group: "4:192.0",
  lastTransactionUnixMs: null,
  lastBlockUnixMs: 1_700_000_000_000,
  protectedBy: null,
  isAnchor: true,
  isDiscouraged: false,
  pingMs: 3,
  bytesSent: 10,
  bytesReceived: 20,
  access: "granted",
  state: "ready",
};

export const ACCESS_REQUEST: AccessRequestView = {
  nodeKey: "44".repeat(32),
  peer: 7,
  address: "192.0.2.3:9000",
  role: "full-node",
  decision: "pending",
  sinceUnixMs: BLOCK_TIME * 1_000,
};

export const WALLET: WalletView = {
  confirmed: 10,
  pending: 2,
  immature: 3,
  address: "tri1mine",
  coins: 1,
  scannedHeight: 7,
  isProven: true,
  encrypted: true,
  unlockedUntilUnixMs: null,
};

export const PAYMENT: PaymentView = {
  txid: CONFIRMED.txid,
  change: -5_300,
  fee: 300,
  height: 3,
  confirmations: 10,
  coinbase: false,
  label: "rent",
};

export const OWN_ADDRESS: AddressView = { address: "tri1mine", label: null, received: 5_000, payments: 2 };

export const MINING: MiningView = {
  mode: "always",
  state: "searching",
  height: TIP_HEIGHT + 1,
  threads: 2,
  powerPercent: 50,
  hashesPerSecond: 1_000,
  averages: [{ minutes: 10, hashesPerSecond: 900 }],
  hashRateByMinute: [800, 1_000],
  blocksFound: 4,
  templateTransactions: 1,
  templateFees: 300,
  payTo: "tri1mine",
  coinbaseText: "hello",
};

export const TIP_CHANGED: Notice = {
  level: "info",
  area: "chain",
  code: "tip-changed",
  text: "The tip is block 12.",
  facts: { height: TIP_HEIGHT },
};

export const PAYMENT_SENT: Notice = {
  level: "info",
  area: "wallet",
  code: "payment-sent",
  text: "Sent 5000.",
  facts: { amount: 5_000 },
};

/** The bytes of a block whose header is zeros; SHA-256 twice over them is a known number, see the test. */
export const SUBMITTED_HEX = bytesToHex(
  writeBlock({ header: new Uint8Array(80), commitments: new Uint8Array(64), transactions: [new Uint8Array(65)] }),
);
