/**
 * What an operator can ask of a running node: one vocabulary for the console, the HTTP API and tests. Values are plain
 * JSON (hashes in display order, amounts in base units), so that a reply can be printed or sent as it is.
 */
import type { AddressCoinView, LookedUpAddressView, OutpointView } from "./operator-addresses.ts";
import type { FeesView, PoolSummaryView, PoolView, RecentTransactionView, WishView } from "./operator-pool.ts";

export type * from "./operator-addresses.ts";
export type * from "./operator-pool.ts";

export type OperatorCommand =
  | { readonly name: "node" }
  | { readonly name: "peers" }
  | { readonly name: "connect"; readonly address: string }
  | { readonly name: "disconnect"; readonly peer: number }
  /** `target`: the number of a peer, a host, or a node key (64 hexadecimal digits). A day, unless `hours` says more. */
  | { readonly name: "ban"; readonly target: string; readonly hours?: number }
  /** `target`: a host or a node key. */
  | { readonly name: "unban"; readonly target: string }
  | { readonly name: "bans" }
  | { readonly name: "request-access"; readonly peer?: number }
  /** Who asked this full node for its complete chain. */
  | { readonly name: "access" }
  /**
   * `nodeKey`: hexadecimal, or as many first digits as tell it from the others that asked. "forget": as if the operator
   * had never decided.
   */
  | { readonly name: "decide-access"; readonly nodeKey: string; readonly decision: "grant" | "deny" | "forget" }
  /** Newest first from `from` (a height; the tip without it) downwards. */
  | { readonly name: "chain"; readonly from?: number; readonly count: number }
  /**
   * A piece of the complete chain: encoded blocks upwards from a height, 1 or more; fewer than `count` when they are
   * large, none above the tip. `tip`: of the chain that is meant, a hash in display order; the node's own without it.
   */
  | { readonly name: "raw-blocks"; readonly tip?: string; readonly from: number; readonly count: number }
  /** By height or by hash in display order. */
  | { readonly name: "block"; readonly block: string }
  /** `block`: of a light node, which keeps only its own: where it is, by height or by hash in display order. */
  | { readonly name: "transaction"; readonly txid: string; readonly block?: string }
  /** A page of a block's transactions, whole: `count` of them from place `from` (0: the coinbase). */
  | { readonly name: "block-transactions"; readonly block: string; readonly from: number; readonly count: number }
  /** What an address received and spent; of nodes with an address index. */
  | { readonly name: "address"; readonly address: string }
  /** Its transactions, newest first: those that wait in the pool, then those in blocks, below `after` (a txid). */
  | {
      readonly name: "address-transactions";
      readonly address: string;
      readonly pooled: number;
      readonly confirmed: number;
      readonly after?: string;
    }
  /** Its unspent outputs, `after` a txid and an index: what of the chain the pool does not spend, then the pool's own. */
  | {
      readonly name: "address-coins";
      readonly address: string;
      readonly count: number;
      readonly after?: { readonly txid: string; readonly index: number };
    }
  | { readonly name: "broadcast-transaction"; readonly rawHex: string }
  | { readonly name: "submit-block"; readonly rawHex: string }
  | { readonly name: "pool" }
  /** The pool in figures, without a look at its transactions one by one. */
  | { readonly name: "pool-summary" }
  /** What came last into the pool, newest first. */
  | { readonly name: "pool-recent"; readonly count: number }
  | { readonly name: "fees" }
  | {
      readonly name: "prioritise";
      readonly txid: string;
      readonly wish: "include" | "exclude" | "none";
      readonly feeDelta?: number;
    }
  | { readonly name: "wallet" }
  | { readonly name: "history"; readonly count: number }
  /** `label`: of the new address. */
  | { readonly name: "receive"; readonly label?: string }
  /** Amount in base units; `feeRate` in base units a byte; `label`: of the payment. */
  | {
      readonly name: "send";
      readonly to: string;
      readonly amount: number;
      readonly feeRate?: number;
      readonly label?: string;
    }
  /** `target`: a txid or an address of the wallet; `label`: "" takes it back. */
  | { readonly name: "label"; readonly target: string; readonly label: string }
  /** A payment that waits is forgotten, and its coins may be spent again: on the owner's word, who was warned. */
  | { readonly name: "abandon"; readonly txid: string }
  /** A payment that waits is replaced by one with a higher fee; `feeRate` in base units a byte. */
  | { readonly name: "bump"; readonly txid: string; readonly feeRate?: number }
  /** Those that were handed out, newest first. */
  | { readonly name: "addresses"; readonly count: number }
  /**
   * `seed`: what the host has decrypted; the role overwrites it with zeros and the wallet can pay for so many seconds,
   * with null for good: it is not encrypted any more. Nobody may write this command into a log.
   */
  | { readonly name: "unlock-wallet"; readonly seed: Uint8Array; readonly seconds: number | null }
  | { readonly name: "lock-wallet" }
  /** Its words are encrypted from now on: it is locked until it is unlocked. */
  | { readonly name: "protect-wallet" }
  | { readonly name: "mining" }
  | { readonly name: "mining-mode"; readonly mode: MiningMode }
  /** How much of its time each thread searches, 1 to 100. */
  | { readonly name: "mining-power"; readonly percent: number }
  /** Mines this many blocks at once (fixed-difficulty networks), whatever the mode. */
  | { readonly name: "generate"; readonly blocks: number };

/** What a full node answers who asks for its chain: granted; what its operator decides; granted to listed keys only. */
export type AccessPolicy = "open" | "ask" | "allow";

export type MiningMode = "always" | "pending" | "off";

export type OperatorReply =
  | { readonly ok: true; readonly value: OperatorValue }
  | { readonly ok: false; readonly code: string; readonly message: string };

export type OperatorValue =
  | { readonly of: "node"; readonly node: NodeView }
  | { readonly of: "peers"; readonly peers: readonly PeerView[] }
  | { readonly of: "bans"; readonly bans: readonly BanView[] }
  | { readonly of: "access"; readonly policy: AccessPolicy; readonly requests: readonly AccessRequestView[] }
  | { readonly of: "chain"; readonly tipHeight: number; readonly blocks: readonly BlockSummary[] }
  | {
      readonly of: "raw-blocks";
      /** Of the chain that was meant. */
      readonly tipHeight: number;
      readonly tipHash: string;
      readonly blocks: readonly { readonly height: number; readonly rawHex: string }[];
    }
  | { readonly of: "block"; readonly block: BlockView }
  | { readonly of: "transaction"; readonly transaction: TransactionView }
  | { readonly of: "block-transactions"; readonly page: BlockTransactionsView }
  | { readonly of: "address"; readonly address: LookedUpAddressView }
  | { readonly of: "address-transactions"; readonly transactions: readonly TransactionView[] }
  | { readonly of: "address-coins"; readonly coins: readonly AddressCoinView[]; readonly next: OutpointView | null }
  | { readonly of: "pool"; readonly pool: PoolView }
  | { readonly of: "pool-summary"; readonly summary: PoolSummaryView }
  | { readonly of: "pool-recent"; readonly transactions: readonly RecentTransactionView[] }
  | { readonly of: "wish"; readonly wish: WishView }
  | { readonly of: "fees"; readonly fees: FeesView }
  | { readonly of: "wallet"; readonly wallet: WalletView }
  | { readonly of: "history"; readonly payments: readonly PaymentView[] }
  | { readonly of: "addresses"; readonly addresses: readonly AddressView[] }
  | { readonly of: "mining"; readonly mining: MiningView }
  /** Done, with one sentence; `id` is a txid, a block hash or an address where there is one. */
  | { readonly of: "done"; readonly text: string; readonly id?: string };

export interface NodeView {
  readonly role: "full-node" | "miner" | "light-node";
  readonly network: string;
  readonly chainId: string;
  readonly nodeKey: string;
  readonly userAgent: string;
  readonly height: number;
  readonly tipHash: string;
  readonly tipTime: number;
  /** Hexadecimal, cumulative. */
  readonly chainWork: string;
  readonly headers: number;
  readonly synchronising: boolean;
  /** How far it has come; null: there is nothing to wait for. */
  readonly progress: ProgressView | null;
  /** What connected nodes that were asked for the complete chain answered; null: none was asked. */
  readonly permission: PermissionView | null;
  readonly peers: number;
  readonly poolTransactions: number;
  readonly listening: readonly string[];
}

/** Names for people: `full node 0123abcd at 10.0.0.1:9000`. */
export interface PermissionView {
  readonly grantedBy: readonly string[];
  /** Asked, and not answered by their operators yet. */
  readonly waitingFor: readonly string[];
  readonly deniedBy: readonly string[];
}

/** Of one phase of a synchronisation (sync-progress.ts tells which there are). */
export interface ProgressView {
  readonly phase: "finding-peers" | "presync" | "headers" | "permission" | "bodies" | "wallet-scan";
  /** Headers or blocks, from the beginning of the chain. */
  readonly done: number;
  /** Null: nobody can say. */
  readonly total: number | null;
  /** False: it is an estimate. */
  readonly isTotalExact: boolean;
  /** Of the last minute; null: there is no ground to say. */
  readonly perSecond: number | null;
  /** Of this phase alone; null: unknown. */
  readonly secondsLeft: number | null;
}

export interface PeerView {
  readonly peer: number;
  readonly direction: "inbound" | "outbound";
  /** `host:port`, with TLS `wss://host:port`. */
  readonly address: string;
  /** Of outbound connections: who told the address (an option or command, the parameters, the local network, peers). */
  readonly toldBy: "operator" | "seed" | "lan" | "gossip" | null;
  readonly role: string;
  readonly nodeKey: string;
  readonly userAgent: string;
  readonly height: number;
  readonly connectedSeconds: number;
  /** Its network: `4:20.1` for 20.1.0.0/16, `6:2001:db8`, `name:example.org`, `private` or `loopback`. */
  readonly group: string;
  /** When it last told a transaction that the pool took, and when it was last first with a block; null: never. */
  readonly lastTransactionUnixMs: number | null;
  readonly lastBlockUnixMs: number | null;
  /** Of inbound connections: why it would stay if all places were taken; null: it might have to go. */
  readonly protectedBy: "group" | "ping" | "transactions" | "blocks" | "longest" | null;
  /** The next run dials it first. */
  readonly isAnchor: boolean;
  /** It broke a rule: it is the first to make room. */
  readonly isDiscouraged: boolean;
  readonly pingMs: number | null;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly access: "granted" | "pending" | "denied" | "not-a-full-node" | "not-asked";
  readonly state: "handshake" | "ready";
}

export interface BanView {
  readonly kind: "host" | "node-key";
  /** A host, or 64 hexadecimal digits. */
  readonly who: string;
  readonly sinceUnixMs: number;
  readonly untilUnixMs: number;
}

export interface AccessRequestView {
  /** 64 hexadecimal digits. */
  readonly nodeKey: string;
  /** Its connection; null while there is none. */
  readonly peer: number | null;
  /** Where it asked from. */
  readonly address: string;
  readonly role: string;
  readonly decision: "pending" | "granted" | "denied";
  /** When it asked; once the operator has decided, when that was. */
  readonly sinceUnixMs: number;
}

export interface BlockSummary {
  readonly height: number;
  readonly hash: string;
  readonly time: number;
  /** Null where only the header is kept. */
  readonly transactions: number | null;
  readonly bytes: number | null;
  readonly chainWork: string;
}

export interface BlockView extends BlockSummary {
  readonly previousHash: string;
  readonly root: string;
  readonly bits: string;
  readonly nonce: number;
  readonly version: number;
  readonly confirmations: number;
  readonly filterHash: string | null;
  readonly historyRoot: string | null;
  readonly txids: readonly string[] | null;
  readonly headerHex: string;
  readonly rawHex: string | null;
}

export interface TransactionView {
  readonly txid: string;
  readonly wtxid: string;
  readonly bytes: number;
  readonly fee: number | null;
  readonly lockHeight: number;
  readonly memoHex: string;
  readonly inputs: readonly InputView[];
  readonly outputs: readonly OutputView[];
  readonly blockHash: string | null;
  readonly height: number | null;
  /** Of its block, seconds since 1970. */
  readonly time: number | null;
  readonly rawHex: string;
}

export interface InputView {
  readonly txid: string;
  readonly index: number;
  /** The output that it spends; null where this node does not know it. */
  readonly spends: OutputView | null;
}

export interface OutputView {
  /** Base units. */
  readonly amount: number;
  readonly address: string;
}

export interface BlockTransactionsView {
  readonly hash: string;
  readonly height: number;
  /** How many the block has. */
  readonly total: number;
  /** Place of the first one that is shown. */
  readonly from: number;
  readonly transactions: readonly TransactionView[];
}

export interface WalletView {
  /** Base units. */
  readonly confirmed: number;
  readonly pending: number;
  readonly immature: number;
  readonly address: string;
  readonly coins: number;
  /** Of the last block that the wallet has looked at; null: of none yet. */
  readonly scannedHeight: number | null;
  /**
   * Every block from the wallet's first one up to the tip was looked at, and what was looked at is what its header commits
   * to. Not so: the balance may lack payments, or have coins that are spent.
   */
  readonly isProven: boolean;
  /** Its words are encrypted with a passphrase. */
  readonly encrypted: boolean;
  /** Of an encrypted wallet that can pay now; null: it is locked, or has no passphrase. */
  readonly unlockedUntilUnixMs: number | null;
}

export interface PaymentView {
  readonly txid: string;
  /** Base units: what the wallet gained; negative when it paid. */
  readonly change: number;
  readonly fee: number | null;
  readonly height: number | null;
  readonly confirmations: number;
  readonly coinbase: boolean;
  /** The payment's own, or those of our addresses that it paid. */
  readonly label: string | null;
}

export interface AddressView {
  readonly address: string;
  readonly label: string | null;
  /** Base units: all that blocks paid to it, spent or not. */
  readonly received: number;
  /** How many outputs that were. */
  readonly payments: number;
}

export interface MiningView {
  readonly mode: MiningMode;
  readonly state: "searching" | "waiting" | "off" | "synchronising";
  readonly height: number;
  readonly threads: number;
  /** How much of its time each thread searches. */
  readonly powerPercent: number;
  /** Of now, smoothed over some seconds. */
  readonly hashesPerSecond: number;
  readonly averages: readonly HashRateView[];
  /** Hashes a second in each of the last whole minutes, an hour at most, oldest first. */
  readonly hashRateByMinute: readonly number[];
  readonly blocksFound: number;
  readonly templateTransactions: number;
  readonly templateFees: number;
  readonly payTo: string;
  /** What stands in the coinbase of the blocks that are found here. */
  readonly coinbaseText: string;
}

/** Over so many minutes, or the time since the start if that is less. */
export interface HashRateView {
  readonly minutes: number;
  readonly hashesPerSecond: number;
}
