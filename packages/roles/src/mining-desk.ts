/** Mining in a node that validates: templates from its own tip and pool, blocks through its own validation. */
import { addressOfKey, type Network } from "@triad/chain";
import { type BlockChain, blockFilter, filterHash } from "@triad/chain/blocks";
import { firstBlockTime } from "@triad/chain/headers";
import type { Mempool } from "@triad/mempool";
import {
  type BlockTemplate,
  COINBASE_TEXT_BYTES_MAX,
  MiningJobs,
  makeTemplate,
  type TemplateContents,
  transactionBudget,
} from "@triad/mining";
import { encodeUtf8 } from "@triad/protocol";
import type { Effects } from "./effects.ts";
import type { MiningView } from "./operator.ts";
import type { MiningOptions } from "./role-options.ts";
import type { JobId, Now, Randomness } from "./seam.ts";

/** Minutes over which hash rates are averaged for people: ten, an hour, a day. */
const AVERAGED_MINUTES = [10, 60, 1_440] as const;
/** With so many in the pool, a template takes a millisecond or two. */
const QUICK_TRANSACTIONS_MAX = 100;
/** Minutes of which each is told. */
const SERIES_MINUTES = 60;

export interface MiningDeskPorts {
  readonly network: Network;
  readonly chain: BlockChain;
  readonly pool: Mempool;
  readonly effects: Effects;
  readonly randomness: Randomness;
  /** x-only key, 32 bytes. */
  readonly payTo: Uint8Array;
  /** An encoded block that was just found. */
  readonly found: (block: Uint8Array, now: Now) => void;
}

export class MiningDesk {
  readonly jobs: MiningJobs;
  readonly #ports: MiningDeskPorts;
  readonly #options: MiningOptions;
  readonly #text: Uint8Array;
  #blocksFound = 0;
  #powerPercent: number;

  constructor(options: MiningOptions, ports: MiningDeskPorts) {
    this.#ports = ports;
    this.#options = options;
    this.#text = encodeUtf8(options.text).slice(0, COINBASE_TEXT_BYTES_MAX);
    this.#powerPercent = options.powerPercent ?? 100;
    const { params, maxFutureSeconds } = ports.network;
    this.jobs = new MiningJobs(
      { params: params.consensus, maxFutureSeconds, mode: options.mode },
      {
        random: ports.randomness,
        makeTemplate: (extraNonce, contents, now) => this.#template(extraNonce, contents, now),
        isTemplateSlow: () => ports.pool.size > QUICK_TRANSACTIONS_MAX,
        startSearch: (job, header, target) => {
          ports.effects.searchNonce(outerJob(job), header, target, this.#powerPercent);
        },
        cancel: (job) => ports.effects.cancel(outerJob(job)),
        tipTime: () => ports.chain.tip.header.time,
        hasTransactions: () => ports.pool.hasSelectable(transactionBudget(ports.network)),
      },
    );
  }

  /** From the next hash on; `percent`: 1 to 100. */
  setPower(percent: number, now: Now): void {
    this.#powerPercent = percent;
    this.jobs.searchAnew(now);
  }

  nonceFound(job: JobId, header: Uint8Array, now: Now): void {
    const block = this.jobs.nonceFound(innerJob(job), header, now);
    if (block === undefined) return;
    if (block === "ahead-of-clock") {
      const text =
        "A block found here is lost: this computer's clock was set back while it was searched for, and by the clock " +
        "of now its time lies too far ahead. Mining goes on. A clock that is kept right by NTP avoids this.";
      this.#ports.effects.notify("warn", "mining", "own-block-ahead-of-clock", text, {});
      return;
    }
    this.#blocksFound += 1;
    this.#ports.found(block, now);
  }

  nonceExhausted(job: JobId, now: Now): void {
    this.jobs.nonceExhausted(innerJob(job), now);
  }

  view(now: Now): MiningView {
    const next = this.jobs.current?.template ?? this.#nextContents();
    return {
      mode: this.jobs.mode,
      state: this.jobs.state,
      height: this.#ports.chain.tip.height + 1,
      threads: this.#options.threads,
      powerPercent: this.#powerPercent,
      hashesPerSecond: Math.round(this.jobs.hashesPerSecond(now)),
      averages: AVERAGED_MINUTES.map((minutes) => ({
        minutes,
        hashesPerSecond: Math.round(this.jobs.averageHashesPerSecond(minutes, now)),
      })),
      hashRateByMinute: this.jobs.hashRateByMinute(SERIES_MINUTES, now).map(Math.round),
      blocksFound: this.#blocksFound,
      templateTransactions: next.transactionCount,
      templateFees: next.fees,
      payTo: addressOfKey(this.#ports.payTo, this.#ports.network.params.addressPrefix),
      coinbaseText: this.#options.text,
    };
  }

  /** What a template would hold, while none is searched. */
  #nextContents(): Pick<BlockTemplate, "transactionCount" | "fees"> {
    const selected = this.#ports.pool.selectForBlock(transactionBudget(this.#ports.network));
    return { transactionCount: selected.length, fees: selected.reduce((sum, { entry }) => sum + entry.fee, 0) };
  }

  #template(extraNonce: number, contents: TemplateContents, now: Now): BlockTemplate {
    const { network, chain, pool } = this.#ports;
    const { tip } = chain;
    const selected = contents === "none" ? [] : pool.selectForBlock(transactionBudget(network));
    return makeTemplate({
      network,
      parent: { hash: tip.hash, height: tip.height, time: tip.header.time },
      firstTime: firstBlockTime(tip) ?? 0,
      unixSeconds: Math.floor(now.unixMs / 1000),
      transactions: selected.map(({ entry }) => entry),
      payTo: this.#ports.payTo,
      historyRoot: chain.historyRootAfter(tip),
      filterHash: (transactions, prev) => filterHash(blockFilter(transactions, prev)),
      coinbaseText: this.#text,
      extraNonce,
    });
  }
}

/** Nonce searches have the odd numbers of the role's jobs, signature checks the even ones. */
function outerJob(job: number): JobId {
  return job * 2 + 1;
}

function innerJob(job: JobId): number {
  return (job - 1) / 2;
}
