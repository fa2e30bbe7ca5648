/**
 * Blocks that this role does not keep, fetched for its operator from full nodes that granted access: a light node's
 * whole chain, what a miner has pruned. Nothing of it is stored; whoever asks takes it away piece by piece, and the next
 * piece is fetched when it is asked for. So what is in memory is bounded, and a slow reader slows down the fetching.
 *
 * States of a job: fetching; answered (whole, or a first part of FETCHED_BYTES); refused.
 * Events:
 *   a body comes               -> judged by every rule that needs no coin; a bad one ends the connection of its sender, and
 *                                 is asked for again elsewhere
 *   no peer with a grant left  -> refused, `access-needed`
 *   nobody has what is missing -> refused, `blocks-unavailable`
 *   deadline                   -> refused, `timeout`
 * Rules and their reasons:
 * - A peer that granted access is taken to have the chain that is asked for: its headers may have come from others. If it
 *   has not, it says so.
 * - Coins and signatures can't be checked without the coins. Whoever keeps the chain checks them (`import-chain`).
 * Invariants: at most FETCH_JOBS_MAX jobs; each holds some FETCHED_BYTES and what is under way when it has them.
 */
import { type HashKey, hashKey, type Network, Reject } from "@triad/chain";
import { checkBlockAlone } from "@triad/chain/blocks";
import { ancestorAt, type HeaderEntry, HistoryFold, isAncestor } from "@triad/chain/headers";
import { BlockDownload, earlier, type PeerOutbox } from "@triad/gossip";
import { type Block, DecodeError, hashHeader, type Message, type MessageOf, readBlock } from "@triad/protocol";
import type { Effects } from "./effects.ts";
import type { OperatorReply, PeerView } from "./operator.ts";
import { refuse } from "./operator-replies.ts";
import type { Now, PeerId } from "./seam.ts";

/** An operator's questions at once: a console and some callers of the API. */
export const FETCH_JOBS_MAX = 4;
/** Blocks of one job: small ones by the dozen, so that a round trip hardly counts. */
export const FETCHED_BLOCKS_MAX = 64;
/** A job that has them from its first block on is answered with them. */
export const FETCHED_BYTES = 4_000_000;
/** Longer than a peer may be silent before another one is asked; shorter than a caller of the API is kept waiting. */
export const FETCH_MS_MAX = 100_000;
/** Of each peer: all that it can have been asked for and not have answered when its grant is taken back. */
const ASKED_MAX = 1_024;
/** Places in the history from which work goes on: one for each job, so that none has to begin at genesis again. */
const FOLDS_MAX = FETCH_JOBS_MAX;

export interface FetchedBlock {
  readonly entry: HeaderEntry;
  /** An encoded Block. */
  readonly bytes: Uint8Array;
}

type Refusal = Extract<OperatorReply, { ok: false }>;
type FetchAnswer = (result: readonly FetchedBlock[] | Refusal) => void;

interface Job {
  readonly tip: HeaderEntry;
  readonly entries: readonly HeaderEntry[];
  /** What each block has to commit to. */
  readonly historyRoots: ReadonlyMap<HashKey, Uint8Array>;
  readonly bodies: Map<HashKey, Uint8Array>;
  bytes: number;
  readonly deadlineMs: number;
  readonly answer: FetchAnswer;
}

export interface BlockFetchPorts {
  readonly network: Network;
  readonly effects: Pick<Effects, "notify">;
  readonly outbox: PeerOutbox;
  /** Says for people why nobody grants access. */
  readonly describeAccess: () => string;
}

export class BlockFetch {
  readonly #ports: BlockFetchPorts;
  readonly #download: BlockDownload<HeaderEntry>;
  readonly #granted = new Set<PeerId>();
  /** What each connected peer was asked for here, oldest first, until it comes. */
  readonly #asked = new Map<PeerId, Set<HashKey>>();
  readonly #jobs = new Set<Job>();
  /** The latest last. */
  #folds: HistoryFold[] = [];

  constructor(ports: BlockFetchPorts) {
    this.#ports = ports;
    this.#download = new BlockDownload<HeaderEntry>({
      outbox: {
        send: (peer, message) => this.#send(peer, message),
        disconnect: (peer, code, text) => ports.outbox.disconnect(peer, code, text),
      },
      wanted: () => this.#wanted(),
      isAncestor,
      maxBlockBytes: ports.network.params.consensus.maxBlockBytes,
    });
  }

  /** `count` blocks of the chain of `tip` from height `from`, at least 1, on; fewer when they are large or the chain ends. */
  fetchPiece(tip: HeaderEntry, from: number, count: number, now: Now, answer: FetchAnswer): void {
    if (this.#jobs.size >= FETCH_JOBS_MAX) {
      return answer(refuse("busy", "Too many blocks are being fetched already; try again in a moment."));
    }
    const last = Math.min(tip.height, from + Math.min(count, FETCHED_BLOCKS_MAX) - 1);
    const entries = Array.from({ length: last - from + 1 }, (_, i) => ancestorAt(tip, from + i));
    const fold = this.#foldBefore(entries, tip);
    const historyRoots = new Map<HashKey, Uint8Array>();
    for (const entry of entries) {
      historyRoots.set(hashKey(entry.hash), fold.root());
      fold.add(entry);
    }
    const deadlineMs = now.monotonicMs + FETCH_MS_MAX;
    this.#jobs.add({ tip, entries, historyRoots, bodies: new Map(), bytes: 0, deadlineMs, answer });
    for (const peer of this.#granted) this.#download.peerHas(peer, tip, now);
    this.#settle(now);
  }

  accessAnswered(peer: PeerId, access: PeerView["access"], now: Now): void {
    if (access !== "granted") return this.#end(peer, now);
    if (this.#granted.has(peer)) return;
    this.#granted.add(peer);
    this.#download.peerReady(peer, "all");
    for (const { tip } of this.#jobs) this.#download.peerHas(peer, tip, now);
  }

  peerGone(peer: PeerId, now: Now): void {
    this.#asked.delete(peer);
    this.#end(peer, now);
  }

  /** False: it was not asked for here. */
  received(peer: PeerId, { block: bytes }: MessageOf<"block-reply">, now: Now): boolean {
    const asked = this.#asked.get(peer);
    if (asked === undefined || asked.size === 0) return false;
    const block = readBlock(bytes);
    if (block instanceof DecodeError) {
      // who answers so is to blame, whichever question it answers
      this.#ports.outbox.disconnect(peer, "invalid-block", `a block could not be read: ${block.what}`);
      return true;
    }
    const hash = hashHeader(block.header);
    if (!asked.delete(hashKey(hash))) return false;
    this.#download.received(peer, hash, bytes.length, now);
    this.#take(peer, block, bytes, hashKey(hash));
    this.#settle(now);
    return true;
  }

  notFound(peer: PeerId, { hashes, code }: MessageOf<"blocks-not-found">, now: Now): void {
    if (this.#jobs.size === 0) return;
    this.#download.notFound(peer, hashes, code === "too-much", now);
    this.#settle(now);
  }

  nextWake(): number | undefined {
    let next = this.#download.nextWake();
    for (const { deadlineMs } of this.#jobs) next = earlier(next, deadlineMs);
    return next;
  }

  wake(now: Now): void {
    if (this.#jobs.size === 0) return;
    this.#download.wake(now);
    this.#settle(now);
  }

  #take(peer: PeerId, block: Block, bytes: Uint8Array, key: HashKey): void {
    for (const job of this.#jobs) {
      const historyRoot = job.historyRoots.get(key);
      if (historyRoot === undefined || job.bodies.has(key)) continue;
      const entry = job.entries.find(({ hash }) => hashKey(hash) === key);
      if (entry === undefined) continue;
      const checked = checkBlockAlone(block, { network: this.#ports.network, entry, historyRoot });
      if (checked instanceof Reject) return this.#blame(peer, checked);
      job.bodies.set(key, bytes);
      job.bytes += bytes.length;
    }
  }

  #blame(peer: PeerId, { code }: Reject): void {
    const text = `block broke the rule ${code}`;
    this.#ports.effects.notify("warn", "chain", "block-refused", `A ${text} (peer ${peer}).`, { peer, code });
    this.#ports.outbox.disconnect(peer, "invalid-block", `a ${text}`);
  }

  /** It gives nothing more; what it still sends was asked for. */
  #end(peer: PeerId, now: Now): void {
    if (!this.#granted.delete(peer)) return;
    this.#download.peerGone(peer, now);
    this.#settle(now);
  }

  #settle(now: Now): void {
    this.#download.schedule(now);
    for (const job of [...this.#jobs]) {
      const result = this.#resultOf(job, now);
      if (result === undefined) continue;
      this.#jobs.delete(job);
      job.answer(result);
    }
  }

  /** Undefined: it goes on. */
  #resultOf(job: Job, now: Now): readonly FetchedBlock[] | Refusal | undefined {
    const begun = beginningOf(job);
    if (begun.length === job.entries.length || sumOf(begun) >= FETCHED_BYTES) return begun;
    if (this.#granted.size === 0) return refuse("access-needed", this.#ports.describeAccess());
    const height = job.entries[begun.length]?.height;
    if (now.monotonicMs >= job.deadlineMs) {
      return refuse("timeout", `No full node gave block ${height} within ${FETCH_MS_MAX / 1_000} s; try again.`);
    }
    if (this.#download.inFlight() > 0) return undefined;
    const message = `No connected full node that granted access has block ${height} of this chain; try again later.`;
    return refuse("blocks-unavailable", message);
  }

  #wanted(): readonly HeaderEntry[] {
    const wanted = new Set<HeaderEntry>();
    for (const { entries, bodies, bytes } of this.#jobs) {
      const missing = entries.filter(({ hash }) => !bodies.has(hashKey(hash)));
      // with so much here, only the beginning is worth waiting for
      for (const entry of bytes < FETCHED_BYTES ? missing : missing.slice(0, 1)) wanted.add(entry);
    }
    return [...wanted];
  }

  #send(peer: PeerId, message: Message): void {
    if (message.kind === "get-blocks") {
      const asked = this.#asked.get(peer) ?? new Set<HashKey>();
      this.#asked.set(peer, asked);
      for (const hash of message.hashes) asked.add(hashKey(hash));
      for (const oldest of asked) {
        if (asked.size <= ASKED_MAX) break;
        asked.delete(oldest);
      }
    }
    this.#ports.outbox.send(peer, message);
  }

  /** The history of all blocks before these. What a job leaves behind is where the next one most often goes on. */
  #foldBefore([first]: readonly HeaderEntry[], tip: HeaderEntry): HistoryFold {
    const blocks = first?.height ?? 0;
    const isOnTheWay = (fold: HistoryFold) =>
      fold.blocks <= blocks && fold.last !== undefined && isAncestor(fold.last, tip);
    const near = this.#folds.filter(isOnTheWay).sort((a, b) => b.blocks - a.blocks)[0];
    const fold = near ?? new HistoryFold();
    while (fold.blocks < blocks) fold.add(ancestorAt(tip, fold.blocks));
    this.#folds = [...this.#folds.filter((other) => other !== fold), fold].slice(-FOLDS_MAX);
    return fold.copy();
  }
}

/** What is here without a gap. */
function beginningOf({ entries, bodies }: Job): readonly FetchedBlock[] {
  const begun: FetchedBlock[] = [];
  for (const entry of entries) {
    const bytes = bodies.get(hashKey(entry.hash));
    if (bytes === undefined) break;
    begun.push({ entry, bytes });
  }
  return begun;
}

function sumOf(blocks: readonly FetchedBlock[]): number {
  return blocks.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
