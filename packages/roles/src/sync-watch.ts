/**
 * Whether a validating node has caught up with its network, and what its operator is told while it has not.
 *
 * States: catching up → caught up. There is no way back: later blocks come one by one. A node that finds its first peer
 * late, or was cut off for long, is far behind for a while: it goes on with its work, and its operator is told as if it
 * were catching up.
 * A node has caught up when it has the best chain that it knows of and a peer, or has met nobody for ALONE_AFTER_MS: then
 * it is the first on its network. A few blocks that nobody has must not keep it from its work for ever: their maker may
 * hold them back.
 */
import type { BlockChain } from "@triad/chain/blocks";
import type { BlockDesk } from "./block-desk.ts";
import type { Effects } from "./effects.ts";
import type { HeaderDesk } from "./header-desk.ts";
import type { PeerDesk } from "./peer-desk.ts";
import type { Now } from "./seam.ts";

/** A node that finds no peer for so long after its start is alone on its network, and may mine. */
const ALONE_AFTER_MS = 3_000;
/** More blocks than somebody would hold back who hopes to gain by it: so many that are missing are simply not offered. */
const WITHHELD_BLOCKS_MAX = 12;
/** More than come at once while all is well: who is so far behind wants to hear how far, and not of each block. */
const FAR_BEHIND_BLOCKS = 24;
/** How often an operator hears that nobody gives the chain. */
const TELL_EVERY_MS = 30_000;

export interface SyncWatchPorts {
  readonly effects: Effects;
  readonly chain: BlockChain;
  readonly headers: HeaderDesk;
  readonly blocks: BlockDesk;
  readonly peers: PeerDesk;
  readonly caughtUp: (now: Now) => void;
}

export class SyncWatch {
  readonly #ports: SyncWatchPorts;
  #hasCaughtUp = false;
  #wasFarBehind = false;
  #aloneAtMs = Number.POSITIVE_INFINITY;
  #tellAtMs = Number.POSITIVE_INFINITY;

  constructor(ports: SyncWatchPorts) {
    this.#ports = ports;
  }

  start(now: Now): void {
    this.#aloneAtMs = now.monotonicMs + ALONE_AFTER_MS;
    this.#tellAtMs = this.#aloneAtMs;
  }

  get hasCaughtUp(): boolean {
    return this.#hasCaughtUp;
  }

  /** It has caught up before, and now a chain is known that is many blocks longer than its own. */
  get isFarBehind(): boolean {
    return this.#hasCaughtUp && this.#blocksMissing > FAR_BEHIND_BLOCKS;
  }

  /** At the end of a turn in which the chain had nothing more to connect. */
  look(now: Now): void {
    const { headers, peers } = this.#ports;
    if (this.#hasCaughtUp) this.#lookBehind();
    if (this.#hasCaughtUp || headers.sync.isSyncing()) return;
    const isAlone = now.monotonicMs >= this.#aloneAtMs;
    if (!isAlone && peers.connections.counts().ready === 0) return;
    if (this.#blocksMissing === 0 || (isAlone && this.#areWithheld)) this.#finish(now);
    else if (now.monotonicMs >= this.#tellAtMs) this.#tellNobodyGives(now);
  }

  nextWake(now: Now): number | undefined {
    if (this.#hasCaughtUp) return undefined;
    if (now.monotonicMs < this.#aloneAtMs) return this.#aloneAtMs;
    // a time that passed while headers were being asked for: their end is an event, and a wake-up now would be one for ever
    return now.monotonicMs < this.#tellAtMs ? this.#tellAtMs : undefined;
  }

  get #blocksMissing(): number {
    const { headers, tip } = this.#ports.chain;
    return headers.best.chainWork <= tip.chainWork ? 0 : Math.max(1, headers.best.height - tip.height);
  }

  get #areWithheld(): boolean {
    return this.#blocksMissing <= WITHHELD_BLOCKS_MAX && !this.#ports.blocks.isWaiting;
  }

  #lookBehind(): void {
    const wasFarBehind = this.#wasFarBehind;
    this.#wasFarBehind = this.isFarBehind || (wasFarBehind && this.#blocksMissing > 0);
    if (wasFarBehind && !this.#wasFarBehind) this.#tellComplete();
  }

  #finish(now: Now): void {
    this.#hasCaughtUp = true;
    this.#ports.caughtUp(now);
    this.#tellComplete();
  }

  #tellComplete(): void {
    const { effects, chain } = this.#ports;
    const { height } = chain.tip;
    effects.notify("info", "sync", "synchronised", `The chain is complete, height ${height}.`, { height });
  }

  #tellNobodyGives(now: Now): void {
    this.#tellAtMs = now.monotonicMs + TELL_EVERY_MS;
    const { effects, blocks, chain } = this.#ports;
    if (blocks.isWaiting) return;
    const { height } = chain.tip;
    const missing = this.#blocksMissing;
    const text =
      `${missing} blocks above height ${height} are missing, and no connected peer gives them: only full nodes have the ` +
      'complete chain, and some ask their operator first. Connect to another full node ("connect HOST:PORT").';
    effects.notify("warn", "sync", "chain-not-offered", text, { height, missing });
  }
}
