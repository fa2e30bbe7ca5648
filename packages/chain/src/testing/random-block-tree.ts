/**
 * Trees of blocks out of a seed: branches, payments, and blocks that break one rule each, with the verdict and the
 * coins that a reference without any layers, undo data or store says they have.
 */
import { SIGNATURE_CHECK_BYTES } from "@triad/crypto";
import type { Output, Transaction } from "@triad/protocol";
import type { Coin } from "../coin.ts";
import type { HeaderEntry } from "../headers/header-entry.ts";
import { type OutpointKey, outpointKey } from "../keys.ts";
import type { Network } from "../params/network.ts";
import type { RejectCode } from "../reject.ts";
import { type BlockChanges, BlockTree, type BuiltBlock } from "./chain-builder.ts";
import type { Draw } from "./draw-from.ts";
import { type OwnedCoin, ownedCoin, payment, premineCoin } from "./payment.ts";
import { type TestKey, testKey } from "./test-keys.ts";

/** A block of the tree; its coins are as of the block, and mean nothing after an invalid one. */
export interface TreeBlock extends BuiltBlock {
  readonly entry: HeaderEntry;
  readonly parent: TreeBlock | undefined;
  /** The rule that it breaks itself; its descendants are then invalid too. */
  readonly breaks: RejectCode | undefined;
  /** Whether it and all its ancestors are valid. */
  readonly isValid: boolean;
  readonly coins: ReadonlyMap<OutpointKey, ModelCoin>;
}

export interface ModelCoin extends Coin, OwnedCoin {}

export interface RandomTree {
  readonly network: Network;
  /** In the order in which they were made; parents before children. */
  readonly blocks: readonly TreeBlock[];
  /** Coins of the genesis block. */
  readonly genesisCoins: ReadonlyMap<OutpointKey, ModelCoin>;
  /** Of every coin that there is on any branch. */
  readonly outpoints: ReadonlySet<OutpointKey>;
}

const OWNERS = 5;
/** In a bad signature. */
const SPOILED_BYTE = 40;
/** In a signature's check, after hash and key. */
const SIGNATURE_AT = 64;

export interface TreeHabits {
  /** Signs; `unsignedPayment` where the test gives the verdicts itself, which `markedVerdict` says. */
  readonly pay: typeof payment;
  /** Four of so many blocks break a rule. */
  readonly breaksOneIn: number;
}

/** A payment with what it takes to make it again, on whatever branch its coins are. */
interface MadePayment {
  readonly tx: Transaction;
  readonly spend: readonly OwnedCoin[];
  readonly owners: readonly TestKey[];
  readonly fee: number;
}

/** So many of the last payments are made again. */
const LATE_PAYMENTS = 4;

const HABITS: TreeHabits = { pay: payment, breaksOneIn: 24 };

export function randomBlockTree(network: Network, count: number, draw: Draw, habits = HABITS): RandomTree {
  const tree = new BlockTree(network);
  const genesisCoins = coinsOfGenesis(network);
  const blocks: TreeBlock[] = [];
  const made: MadePayment[] = [];
  for (let i = 0; i < count; i++) {
    const parent = chooseParent(blocks, draw);
    const coins = parent?.coins ?? genesisCoins;
    blocks.push(randomBlock(tree, parent, coins, i, draw, habits, made));
  }
  const outpoints = new Set([genesisCoins, ...blocks.map(({ coins }) => coins)].flatMap((coins) => [...coins.keys()]));
  return { network, blocks, genesisCoins, outpoints };
}

/** What a worker would say, if the signatures of `unsignedPayment` were real: the tree spoils one byte of the bad ones. */
export function markedVerdict(items: Uint8Array): "valid" | { readonly firstInvalid: number } {
  for (let i = 0; i < items.length / SIGNATURE_CHECK_BYTES; i++) {
    if (items[i * SIGNATURE_CHECK_BYTES + SIGNATURE_AT + SPOILED_BYTE] !== 0) return { firstInvalid: i };
  }
  return "valid";
}

/** Mostly on the newest block, so that there are long branches; sometimes anywhere, genesis included. */
function chooseParent(blocks: readonly TreeBlock[], draw: Draw): TreeBlock | undefined {
  if (draw(10) < 7) return blocks.at(-1 - draw(2));
  return blocks[draw(blocks.length + 1) - 1];
}

function randomBlock(
  tree: BlockTree,
  parent: TreeBlock | undefined,
  coinsBefore: ReadonlyMap<OutpointKey, ModelCoin>,
  number: number,
  draw: Draw,
  habits: TreeHabits,
  made: MadePayment[],
): TreeBlock {
  const { network } = tree;
  const parentEntry = parent?.entry ?? tree.genesis;
  const height = parentEntry.height + 1;
  const coins = new Map(coinsBefore);
  const content = new RandomContent(network, coins, height, draw, habits, made);
  const { breaks, changes, extraFee } = content.finish();
  const miner = testKey(draw(OWNERS));
  const built = tree.extend(parentEntry, {
    time: parentEntry.header.time + draw(2 * network.params.consensus.spacing + 1),
    transactions: content.transactions,
    fees: content.fees + extraFee,
    payTo: miner.key,
    memoTail: Uint8Array.of(number & 0xff, number >>> 8),
    changes,
  });
  addCoins(coins, built.coinbase, [miner], height, true);
  return { ...built, parent, breaks, isValid: breaks === undefined && (parent?.isValid ?? true), coins };
}

interface Ending {
  readonly breaks: RejectCode | undefined;
  readonly changes: BlockChanges;
  readonly extraFee: number;
}

/** Gathers a block's payments, and at the end perhaps breaks a rule. */
class RandomContent {
  readonly transactions: Transaction[] = [];
  fees = 0;
  readonly #network: Network;
  readonly #coins: Map<OutpointKey, ModelCoin>;
  readonly #height: number;
  readonly #draw: Draw;
  readonly #habits: TreeHabits;
  /** Of all branches, well signed. */
  readonly #made: MadePayment[];

  constructor(
    network: Network,
    coins: Map<OutpointKey, ModelCoin>,
    height: number,
    draw: Draw,
    habits: TreeHabits,
    made: MadePayment[],
  ) {
    this.#network = network;
    this.#habits = habits;
    this.#made = made;
    this.#coins = coins;
    this.#height = height;
    this.#draw = draw;
    for (let payments = draw(4); payments > 0; payments--) {
      if (draw(2) === 0 || !this.#payAgain()) this.#pay(false);
    }
  }

  finish(): Ending {
    const nothing = { breaks: undefined, changes: {}, extraFee: 0 };
    switch (this.#draw(this.#habits.breaksOneIn)) {
      case 0:
        return this.#pay(true) ? { ...nothing, breaks: "bad-txns-signature" } : nothing;
      case 1:
        return { ...nothing, breaks: "bad-cb-amount", extraFee: 1 };
      case 2:
        return { ...nothing, breaks: "bad-filter-hash", changes: { filterHash: new Uint8Array(32) } };
      case 3:
        return this.#spendTwice() ? { ...nothing, breaks: "bad-txns-inputs-missingorspent" } : nothing;
      default:
        return nothing;
    }
  }

  #pay(hasBadSignature: boolean): boolean {
    const spendable = [...this.#coins.values()].filter((coin) => this.#isMature(coin) && coin.amount > 100);
    const first = spendable[this.#draw(spendable.length + 1)];
    if (first === undefined) return false;
    const second = spendable[this.#draw(2 * spendable.length)];
    const spend = second === undefined || second === first ? [first] : [first, second];
    const fee = this.#draw(50);
    const value = spend.reduce((sum, { amount }) => sum + amount, 0) - fee;
    const owners = this.#draw(2) === 0 ? [this.#owner()] : [this.#owner(), this.#owner()];
    const outputs: Output[] = owners.map(({ key }, i) => ({
      key,
      amount: i === 0 ? value - (owners.length - 1) : 1,
    }));
    const spoil = (signatures: Uint8Array): Uint8Array =>
      signatures.map((byte, i) => (i === SPOILED_BYTE ? byte ^ 1 : byte));
    const tx = this.#habits.pay({
      network: this.#network,
      spend,
      outputs,
      ...(hasBadSignature ? { changeSignatures: spoil } : {}),
    });
    const payment = { tx, spend, owners, fee };
    this.#put(payment);
    if (!hasBadSignature) this.#made.push(payment);
    return true;
  }

  /** A payment of another branch whose coins are here too: so that coins come, go and come again. */
  #payAgain(): boolean {
    const possible = this.#made.filter(({ spend }) => spend.every((coin) => this.#isSpendable(coin) === true));
    const payment = possible.at(-1 - this.#draw(LATE_PAYMENTS)) ?? possible.at(-1);
    if (payment === undefined) return false;
    this.#put(payment);
    return true;
  }

  #put({ tx, spend, owners, fee }: MadePayment): void {
    for (const { txid, index } of spend) this.#coins.delete(outpointKey(txid, index));
    addCoins(this.#coins, tx, owners, this.#height, false);
    this.transactions.push(tx);
    this.fees += fee;
  }

  /** Pays with coins of another payment, which are spent by now, in this block or below it, or never were here. */
  #spendTwice(): boolean {
    const possible = this.#made.filter(({ spend }) => {
      const coins = spend.map((coin) => this.#isSpendable(coin));
      return coins.includes(undefined) && !coins.includes(false);
    });
    // of late ones, so that what spends them first is often still being checked
    const other = possible.at(-1 - this.#draw(LATE_PAYMENTS)) ?? possible.at(-1);
    if (other === undefined) return false;
    const network = this.#network;
    const spend = other.spend.map(({ txid, index }) => ({ txid, index, amount: 1, owner: testKey(0) }));
    this.transactions.push(this.#habits.pay({ network, spend, outputs: [{ amount: 1, key: testKey(0).key }] }));
    return true;
  }

  #owner(): TestKey {
    return testKey(this.#draw(OWNERS));
  }

  /** undefined: not here; false: not yet. */
  #isSpendable({ txid, index }: OwnedCoin): boolean | undefined {
    const coin = this.#coins.get(outpointKey(txid, index));
    return coin && this.#isMature(coin);
  }

  #isMature({ isCoinbase, height }: ModelCoin): boolean {
    return !isCoinbase || this.#height - height >= this.#network.params.consensus.coinbaseMaturity;
  }
}

function addCoins(
  coins: Map<OutpointKey, ModelCoin>,
  tx: Transaction,
  owners: readonly TestKey[],
  height: number,
  isCoinbase: boolean,
): void {
  for (const [index, { key }] of tx.outputs.entries()) {
    const owner = owners[index] ?? testKey(0);
    coins.set(outpointKey(tx.txid, index), { ...ownedCoin(tx, index, owner), key, height, isCoinbase });
  }
}

function coinsOfGenesis(network: Network): ReadonlyMap<OutpointKey, ModelCoin> {
  const coins = new Map<OutpointKey, ModelCoin>();
  for (const [index, { key }] of network.params.consensus.premine.entries()) {
    const coin = premineCoin(network, index);
    coins.set(outpointKey(coin.txid, index), { ...coin, key, height: 0, isCoinbase: true });
  }
  return coins;
}
