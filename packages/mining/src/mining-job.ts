/**
 * When to mine, and on what.
 *
 * States
 *   off            mode is "off".
 *   synchronising  the tip isn't known to be the network's yet; a block on it would be wasted.
 *   waiting        for the pace of a network with fixed difficulty; or, in mode "pending", for a transaction; or for
 *                  the verdict about a block that was just found; or, where the clock was set back, for the time from
 *                  which this node would take a block on its tip.
 *   searching      exactly one job runs.
 * Events: tipChanged, poolChanged, searchAnew, synchronised, setMode, generate, nonceFound, nonceExhausted,
 * hashesDone, wake.
 *
 * Invariants
 *   - A job runs if and only if the state is "searching"; its template builds on the tip of the last tipChanged.
 *   - Job ids rise; whatever comes for another job than the current one is late, and ignored.
 *   - No two templates have the same extra nonce, and two miners with one key begin at different ones.
 *   - A template is renewed at once when the operator orders its contents, for a changed pool at most every
 *     TEMPLATE_REFRESH_MS, for its age after TEMPLATE_AGE_MS_MAX, when the stall rule makes the target easier, when its nonces are used up, and when the
 *     clock was set back so far that its time lies ahead of what a node takes. A block with such a time is not given
 *     out: by its clock this node must refuse it, and by the time it may not, others have found one.
 *   - Where choosing transactions takes long, the first template on a new tip has none and is renewed at the next
 *     event: nobody searches on an old tip meanwhile. Not where difficulty is fixed, for there blocks are found in no
 *     time, nor where a block without transactions is not wanted.
 *   - Blocks ordered by `generate` are mined at once: no mode, pace, or synchronisation holds up what an operator asks.
 *   - Every port is called from within an event, and nothing happens between events: the owner calls `wake` at `nextWake`.
 */
import type { ConsensusParams } from "@triad/protocol";
import { type BlockTemplate, finishBlock, isHeaderOf } from "./block-template.ts";
import { HashHistory } from "./hash-history.ts";
import { HashRate } from "./hash-rate.ts";
import { searchStartMs } from "./mining-pace.ts";
import { meetsTarget } from "./nonce-search.ts";
import type { MiningJobId, MiningPorts, Now } from "./ports.ts";

/** Between two templates for the sake of fees: making one costs the main thread milliseconds. */
export const TEMPLATE_REFRESH_MS = 5_000;
/** A header's time should be near the time it was found; renewing costs a search nothing, as it has no progress. */
export const TEMPLATE_AGE_MS_MAX = 30_000;
/** A found block becomes the tip once its signatures are checked; if that never happens, mining goes on without it. */
export const FOUND_BLOCK_MS_MAX = 30_000;
/** A clock that is wrong is looked at again so often: it may be set right at any moment, and nobody tells. */
export const CLOCK_LOOK_MS_MAX = 30_000;
/** Place of the time in a header: 32 bits, little-endian. */
const HEADER_TIME_AT = 68;

export type MiningMode = "always" | "pending" | "off";
export type MiningState = "off" | "synchronising" | "waiting" | "searching";

export interface MiningSettings {
  readonly params: Pick<ConsensusParams, "spacing" | "halfLife">;
  readonly maxFutureSeconds: number;
  readonly mode: MiningMode;
}

interface Job {
  readonly id: MiningJobId;
  readonly template: BlockTemplate;
  readonly madeAtMs: number;
  /** When the stall rule, or its age, asks for another template; monotonic. */
  readonly staleAtMs: number;
}

export class MiningJobs {
  readonly #ports: MiningPorts;
  readonly #settings: MiningSettings;
  readonly #hashRate = new HashRate();
  readonly #history = new HashHistory();
  #mode: MiningMode;
  #state: MiningState;
  #isSynchronised = false;
  #job: Job | undefined;
  #lastJob: MiningJobId = 0;
  #extraNonce: number;
  #poolHasChanged = false;
  /** The tip has changed since the last template. */
  #isTipNew = false;
  #blocksToGenerate = 0;
  /** Monotonic time from which the pace allows a search on this tip; undefined until one is wanted. */
  #startAtMs: number | undefined;
  /** Monotonic time until which a found block may become the tip; undefined: none is awaited. */
  #foundBlockUntilMs: number | undefined;
  /** Monotonic time at which to look whether the clock has reached the tip again; undefined: it has. */
  #clockLookAtMs: number | undefined;

  constructor(settings: MiningSettings, ports: MiningPorts) {
    this.#settings = settings;
    this.#ports = ports;
    this.#mode = settings.mode;
    this.#state = settings.mode === "off" ? "off" : "synchronising";
    // below 2^48, far from where counting up would leave the safe integers
    this.#extraNonce = ports.random.integer(2 ** 32) * 2 ** 16;
  }

  get state(): MiningState {
    return this.#state;
  }

  get mode(): MiningMode {
    return this.#mode;
  }

  /** Blocks that `generate` ordered and that aren't found yet. */
  get blocksToGenerate(): number {
    return this.#blocksToGenerate;
  }

  /** What is searched now. */
  get current(): { readonly job: MiningJobId; readonly template: BlockTemplate } | undefined {
    return this.#job && { job: this.#job.id, template: this.#job.template };
  }

  tipChanged(now: Now): void {
    this.#cancelJob();
    this.#startAtMs = undefined;
    this.#foundBlockUntilMs = undefined;
    this.#isTipNew = true;
    this.#decide(now);
  }

  poolChanged(now: Now): void {
    this.#poolHasChanged = true;
    this.#decide(now);
  }

  /** The operator changed what the next block is to hold, or how to search: that counts from the next hash on. */
  searchAnew(now: Now): void {
    this.#cancelJob();
    this.#decide(now);
  }

  synchronised(isSynchronised: boolean, now: Now): void {
    this.#isSynchronised = isSynchronised;
    this.#decide(now);
  }

  setMode(mode: MiningMode, now: Now): void {
    this.#mode = mode;
    this.#decide(now);
  }

  /** Mine `blocks` more at once; 0 takes back what isn't found yet. */
  generate(blocks: number, now: Now): void {
    this.#blocksToGenerate = blocks === 0 ? 0 : this.#blocksToGenerate + blocks;
    this.#decide(now);
  }

  /**
   * The encoded block to process like any other, then to report by tipChanged; undefined when the job is over, or
   * when the header doesn't solve it (hardware errs: the search goes on with another extra nonce).
   * "ahead-of-clock": the clock was set back while it was searched for, and the block is of no use.
   */
  nonceFound(job: MiningJobId, header: Uint8Array, now: Now): Uint8Array | "ahead-of-clock" | undefined {
    if (this.#job === undefined || job !== this.#job.id) return undefined;
    const { template } = this.#job;
    if (!isHeaderOf(template, header) || !meetsTarget(header, template.target)) {
      this.nonceExhausted(job, now);
      return undefined;
    }
    if (this.#msAhead(timeOfHeader(header), now) > 0) {
      this.nonceExhausted(job, now);
      return "ahead-of-clock";
    }
    const block = finishBlock(template, header);
    // whoever found it may still have other workers on it
    this.#cancelJob();
    if (this.#blocksToGenerate > 0) this.#blocksToGenerate -= 1;
    this.#foundBlockUntilMs = now.monotonicMs + FOUND_BLOCK_MS_MAX;
    this.#startAtMs = undefined;
    this.#decide(now);
    return block;
  }

  nonceExhausted(job: MiningJobId, now: Now): void {
    if (job !== this.#job?.id) return;
    this.#cancelJob();
    this.#decide(now);
  }

  wake(now: Now): void {
    this.#decide(now);
  }

  /** Monotonic milliseconds at which to call `wake`; undefined: only an event can change anything. */
  nextWake(): number | undefined {
    if (this.#state === "waiting") return this.#clockLookAtMs ?? this.#foundBlockUntilMs ?? this.#startAtMs;
    return this.#job && renewAtMs(this.#job, this.#poolHasChanged);
  }

  /** Work done, for a cancelled job too. */
  hashesDone(hashes: number, now: Now): void {
    this.#hashRate.add(hashes, now.monotonicMs);
    this.#history.add(hashes, now.monotonicMs);
    // progress comes more often than wake-ups: a clock that was set back is noticed soon
    if (this.#job !== undefined && this.#isAhead(this.#job, now)) this.#decide(now);
  }

  hashesPerSecond(now: Now): number {
    return this.#hashRate.perSecond(now.monotonicMs);
  }

  /** Over the last so many minutes, up to a day. */
  averageHashesPerSecond(minutes: number, now: Now): number {
    return this.#history.average(minutes, now.monotonicMs);
  }

  /** Of each of the last whole minutes, oldest first. */
  hashRateByMinute(minutes: number, now: Now): readonly number[] {
    return this.#history.series(minutes, now.monotonicMs);
  }

  #decide(now: Now): void {
    this.#state = this.#wantedState(now);
    if (this.#state !== "searching") {
      this.#cancelJob();
      return;
    }
    if (this.#job !== undefined && !this.#isAhead(this.#job, now)) {
      if (now.monotonicMs < renewAtMs(this.#job, this.#poolHasChanged)) return;
    }
    this.#cancelJob();
    this.#startJob(now);
  }

  #wantedState(now: Now): MiningState {
    if (this.#foundBlockUntilMs !== undefined && now.monotonicMs >= this.#foundBlockUntilMs) {
      this.#foundBlockUntilMs = undefined;
    }
    this.#clockLookAtMs = undefined;
    const idle = this.#reasonNotToMine();
    // a later wish to mine is paced anew, so that miners woken by one transaction don't all start at one moment
    if (idle !== undefined) this.#startAtMs = undefined;
    if (this.#blocksToGenerate === 0 && idle !== undefined) return idle;
    if (this.#foundBlockUntilMs !== undefined) return "waiting";
    const msAhead = this.#msAhead(this.#ports.tipTime(), now);
    if (msAhead > 0) {
      this.#clockLookAtMs = now.monotonicMs + Math.min(msAhead, CLOCK_LOOK_MS_MAX);
      return "waiting";
    }
    if (this.#blocksToGenerate > 0) return "searching";
    this.#startAtMs ??= searchStartMs(
      { ...this.#settings, parentTime: this.#ports.tipTime() },
      now,
      this.#ports.random,
    );
    return now.monotonicMs < this.#startAtMs ? "waiting" : "searching";
  }

  /** How long, by the calendar clock, a header of this time would be refused as `time-too-new`. */
  #msAhead(timeSeconds: number, now: Now): number {
    return (timeSeconds - this.#settings.maxFutureSeconds) * 1000 - now.unixMs;
  }

  #isAhead({ template }: Job, now: Now): boolean {
    return this.#msAhead(timeOfHeader(template.header), now) > 0;
  }

  #reasonNotToMine(): MiningState | undefined {
    if (this.#mode === "off") return "off";
    if (!this.#isSynchronised) return "synchronising";
    return this.#mode === "pending" && !this.#ports.hasTransactions() ? "waiting" : undefined;
  }

  #startJob(now: Now): void {
    const contents = this.#isHurried() ? "none" : "best";
    this.#isTipNew = false;
    const template = this.#ports.makeTemplate(this.#extraNonce++, contents, now);
    const untilStallStepMs = (template.staleAtUnixSeconds ?? Number.POSITIVE_INFINITY) * 1000 - now.unixMs;
    const ageMsMax = contents === "none" ? 0 : Math.min(TEMPLATE_AGE_MS_MAX, untilStallStepMs);
    this.#lastJob += 1;
    this.#job = {
      id: this.#lastJob,
      template,
      madeAtMs: now.monotonicMs,
      staleAtMs: now.monotonicMs + ageMsMax,
    };
    this.#poolHasChanged = false;
    this.#hashRate.start(now.monotonicMs);
    this.#history.start(now.monotonicMs);
    this.#ports.startSearch(this.#lastJob, template.header, template.target);
  }

  #isHurried(): boolean {
    if (!this.#isTipNew || this.#blocksToGenerate > 0 || this.#mode !== "always") return false;
    return this.#settings.params.halfLife !== 0 && this.#ports.isTemplateSlow();
  }

  #cancelJob(): void {
    if (this.#job === undefined) return;
    this.#ports.cancel(this.#job.id);
    this.#job = undefined;
  }
}

function renewAtMs(job: Job, poolHasChanged: boolean): number {
  return poolHasChanged ? Math.min(job.madeAtMs + TEMPLATE_REFRESH_MS, job.staleAtMs) : job.staleAtMs;
}

function timeOfHeader(header: Uint8Array): number {
  return new DataView(header.buffer, header.byteOffset).getUint32(HEADER_TIME_AT, true);
}
