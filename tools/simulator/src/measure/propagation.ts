/**
 * How blocks and transactions spread: real programs with the places of real ones, in regions of the earth, on lines of
 * 10 to 100 Mbit/s that all connections of a node share. Nothing fails but single packets.
 *
 * First everybody connects, and many miners find a block each, so that they have coins. Then payments, one at a time.
 * Then blocks, one at a time, each after a burst of payments that had time to reach everybody.
 */
import { hashKey } from "@triad/chain";
import { DecodeError, readBlock, type Transaction } from "@triad/protocol";
import { checker as oncePerConnection } from "../checkers/once-per-connection.ts";
import { partsOf } from "../engine/nodes-view.ts";
import type { SeededRandom } from "../engine/seeded-random.ts";
import type { SignatureMemory } from "../engine/signature-memory.ts";
import type { SimNode } from "../engine/sim-node.ts";
import { HOUR, SECOND } from "../engine/timetable.ts";
import { World } from "../engine/world.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { MinesOnDemand, minesOnDemandChecker, PaysOnDemand } from "./directed-world.ts";
import type { Topology } from "./flooding.ts";
import type { ItemWay } from "./item-way.ts";
import { PropagationMeter } from "./propagation-meter.ts";
import { type ItemsSummary, summariseItems } from "./propagation-summary.ts";
import { addSent, type Kind, type Sent, type SentByKind, sentBetween } from "./sent-frames.ts";

export interface PropagationOrder {
  readonly seed: string;
  readonly nodes: number;
  readonly blocks: number;
  readonly payments: number;
  /** Payments before each block. */
  readonly pool: number;
  readonly signatures: SignatureMemory;
  /** Called while all of the world is still there. */
  readonly atEnd?: () => void;
}

export interface PropagationResult {
  readonly nodes: number;
  /** Full nodes and miners. */
  readonly validating: number;
  /** Of all nodes. */
  readonly connections: number;
  /** That those have who could find so many. */
  readonly outboundMean: number;
  readonly blocks: ItemsSummary;
  readonly transactions: ItemsSummary;
  /** In a block, on average. */
  readonly transactionsInBlock: number;
  readonly events: number;
}

/** As the programs' options have them unless told otherwise. */
const PLACES = { outbound: 8, inbound: 64 };
const SCENARIO: Scenario = {
  name: "measure-propagation",
  about: "Nothing is mined or paid but what is measured, and nothing fails but single packets.",
  network: { hasRegions: true, isLineShared: true, kilobitsPerSecond: [10_000, 100_000], workersDying: 0 },
  places: PLACES,
  isQuiet: true,
  play() {},
};

/** All have started and found their places. */
const CONNECTED_MS = 180 * SECOND;
/** So many miners find a block each before anything is measured; where there are fewer, by turns. */
const FIRST_BLOCKS = 20;
const FIRST_BLOCK_MS = 3 * SECOND;
const SETTLE_MS = 20 * SECOND;
/** A payment has reached all or most by then, and is not followed by the next ones in the same message. */
const PAYMENT_MS = 2 * SECOND;
/** Of a burst, in one moment: each on the change of the one before, fewer than a pool takes of such a line. */
const BURST_OF_PAYER = 20;
/** All know them. */
const AFTER_BURST_MS = 10 * SECOND;
/** A block has long reached all. */
const AFTER_BLOCK_MS = 10 * SECOND;
const AMOUNT_MIN = 100_000;
const AMOUNT_MAX = 1_000_000;

const BLOCK_KINDS: readonly Kind[] = [
  "compact-block",
  "block-announcement",
  "get-block-transactions",
  "block-transactions",
  "get-blocks",
  "block-reply",
  "blocks-not-found",
  "get-headers",
  "headers",
];
const TRANSACTION_KINDS: readonly Kind[] = ["inventory", "get-transactions", "transactions"];

interface Item {
  readonly way: ItemWay;
  /** Of the whole item. */
  readonly bytes: number;
}

export function measurePropagation(order: PropagationOrder): PropagationResult {
  return new Propagation(order).run();
}

class Propagation {
  readonly #order: PropagationOrder;
  readonly #meter = new PropagationMeter();
  readonly #mines = new MinesOnDemand();
  readonly #world: World;
  readonly #pays: PaysOnDemand;
  readonly #blocks: Item[] = [];
  readonly #transactions: Item[] = [];
  readonly #blocksSent = new Map<Kind, Sent>();
  #transactionsSent: SentByKind = new Map();
  #transactionsInBlocks = 0;
  /** Each has a coin that is ripe, when payments begin. */
  #payers: readonly SimNode[] = [];
  #turns = 0;
  readonly #amounts: SeededRandom;
  #connections = { all: 0, relaying: 0, outboundMean: 0 };

  constructor(order: PropagationOrder) {
    this.#order = order;
    const endMs = timesOf(order).endMs;
    this.#world = new World({
      ...order,
      hours: endMs / HOUR,
      timetable: {
        faultsEndMs: endMs,
        paymentsEndMs: endMs,
        liarsMiningEndsMs: endMs,
        miningEndsMs: endMs,
        endMs,
      },
      scenario: SCENARIO,
      checkers: [this.#meter, oncePerConnection, minesOnDemandChecker(this.#mines)],
      adversaries: [],
      liarShare: 0,
    });
    this.#pays = new PaysOnDemand(this.#world);
    this.#amounts = this.#world.random.fork("amounts");
  }

  /** @throws Violation when something is announced twice on a connection. */
  run(): PropagationResult {
    const world = this.#world;
    const { blocks, payments } = this.#order;
    const times = timesOf(this.#order);
    const miners = world.random.fork("first miners").shuffle(world.withRole("miner")).slice(0, FIRST_BLOCKS);
    this.#payers = miners.slice(0, -world.consensus.params.consensus.coinbaseMaturity);
    if (this.#payers.length === 0) this.#payers = miners;
    for (let i = 0; i < FIRST_BLOCKS; i++) {
      const miner = miners[i % miners.length];
      if (miner !== undefined) world.at(CONNECTED_MS + i * FIRST_BLOCK_MS, () => this.#mines.mine(miner, () => {}));
    }
    this.#measurePayments(times.paymentsMs, payments);
    const someMiner = world.random.fork("measured miners");
    for (let i = 0; i < blocks; i++) {
      const atMs = times.blocksMs + i * (AFTER_BURST_MS + AFTER_BLOCK_MS);
      world.at(atMs, () => this.#burst());
      world.at(atMs + AFTER_BURST_MS, () => {
        const miner = someMiner.pick(world.withRole("miner"));
        if (miner !== undefined) this.#measureBlock(miner);
      });
    }
    world.run();
    this.#order.atEnd?.();
    return this.#result();
  }

  #measurePayments(fromMs: number, count: number): void {
    const world = this.#world;
    world.at(fromMs, () => {
      this.#connections = this.#lookAtConnections();
      const before = this.#meter.sent.copy();
      world.later(count * PAYMENT_MS + SETTLE_MS / 2, () => {
        this.#transactionsSent = sentBetween(before, this.#meter.sent.copy());
        this.#meter.forgetTransactions();
      });
    });
    for (let i = 0; i < count; i++) {
      world.at(fromMs + i * PAYMENT_MS, () => {
        const startMs = world.nowMs();
        const payer = this.#takePayer();
        this.#payOnce(payer, (tx) => {
          const way = this.#meter.followTransaction(hashKey(tx.txid), hashKey(tx.wtxid), payer, startMs);
          this.#transactions.push({ way, bytes: tx.bytes.length });
        });
      });
    }
  }

  #burst(): void {
    for (let left = this.#order.pool; left > 0; left -= BURST_OF_PAYER) {
      const payer = this.#takePayer();
      for (let i = 0; i < Math.min(left, BURST_OF_PAYER); i++) this.#payOnce(payer, () => {});
    }
  }

  /** By turns. */
  #takePayer(): SimNode {
    const payer = this.#payers[this.#turns++ % this.#payers.length];
    if (payer === undefined) throw new Error("every network that is large enough has miners");
    return payer;
  }

  #payOnce(payer: SimNode, then: (tx: Transaction) => void): void {
    this.#pays.pay(payer, AMOUNT_MIN + this.#amounts.integer(AMOUNT_MAX - AMOUNT_MIN), then);
  }

  #measureBlock(miner: SimNode): void {
    const before = this.#meter.sent.copy();
    this.#mines.mine(miner, (block) => {
      const way = this.#meter.followBlock(block, miner);
      this.#world.later(AFTER_BLOCK_MS - SECOND, () => {
        this.#meter.forgetBlock();
        addSent(this.#blocksSent, sentBetween(before, this.#meter.sent.copy()));
        const body = this.#bodyOfTip(miner);
        this.#blocks.push({ way, bytes: body.length });
        const read = readBlock(body);
        if (!(read instanceof DecodeError)) this.#transactionsInBlocks += read.transactions.length;
      });
    });
  }

  #bodyOfTip({ core }: SimNode): Uint8Array {
    if (core === undefined) throw new Error("nobody ends in this run");
    const { chain } = partsOf(core);
    const body = chain.body(chain.tip);
    if (body === undefined) throw new Error("nobody drops bodies in this run");
    return body;
  }

  #lookAtConnections() {
    const pairs = this.#world.network.pairs();
    const relaying = pairs.filter((pair) => pair.every(({ role }) => role !== "light-node"));
    return { all: pairs.length, relaying: relaying.length, outboundMean: pairs.length / this.#world.nodes.length };
  }

  #result(): PropagationResult {
    const { nodes } = this.#order;
    const validating = this.#world.honestValidating.length;
    const topology: Topology = { nodes: validating, connections: this.#connections.relaying };
    return {
      nodes,
      validating,
      connections: this.#connections.all,
      outboundMean: this.#connections.outboundMean,
      blocks: summariseItems(this.#blocks, { nodes, sent: only(this.#blocksSent, BLOCK_KINDS), topology }),
      transactions: summariseItems(this.#transactions, {
        nodes: validating,
        sent: only(this.#transactionsSent, TRANSACTION_KINDS),
        topology,
      }),
      transactionsInBlock: this.#transactionsInBlocks / Math.max(1, this.#blocks.length),
      events: this.#world.turns,
    };
  }
}

function only(sent: SentByKind, kinds: readonly Kind[]): SentByKind {
  return new Map([...sent].filter(([kind]) => kinds.includes(kind)));
}

/** When payments and blocks begin, and the end. */
function timesOf({ blocks, payments }: PropagationOrder) {
  const paymentsMs = CONNECTED_MS + FIRST_BLOCKS * FIRST_BLOCK_MS + SETTLE_MS;
  const blocksMs = paymentsMs + payments * PAYMENT_MS + SETTLE_MS;
  return { paymentsMs, blocksMs, endMs: blocksMs + blocks * (AFTER_BURST_MS + AFTER_BLOCK_MS) + SETTLE_MS };
}
