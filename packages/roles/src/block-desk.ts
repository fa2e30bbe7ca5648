/**
 * Bodies of blocks on their way into a node that validates: what to download from whom, and who is to blame for a bad
 * one.
 */

import { hashKey, type Reject } from "@triad/chain";
import type { BlockChain } from "@triad/chain/blocks";
import { ancestorAt, type HeaderEntry, isAncestor } from "@triad/chain/headers";
import { BlockDownload, type PeerOutbox, RECENT_BLOCKS, type PeerView as ReadyPeer } from "@triad/gossip";
import { type AccessDecision, DecodeError, hashHeader, type MessageOf, readBlock } from "@triad/protocol";
import type { AccessRequests } from "./access-requests.ts";
import { offenceOf } from "./blame.ts";
import { TOO_MUCH } from "./block-serving.ts";
import type { CompactDesk } from "./compact-desk.ts";
import type { Effects } from "./effects.ts";
import type { Now, PeerId } from "./seam.ts";

/** Blocks of which we remember who delivered them, until their verdict: all that can be under way at once. */
const DELIVERIES_MAX = 1_024;

/**
 * Blocks off the best header chain that would be better tips than the present one. Each costs its maker a block's
 * work, and one is usual: two miners were equally quick.
 */
const RIVALS_MAX = 16;

export interface BlockDeskPorts {
  readonly effects: Effects;
  readonly outbox: PeerOutbox;
  readonly chain: BlockChain;
  readonly maxBlockBytes: number;
  /** A commit has failed, and none has succeeded since. */
  readonly isDiskFull: () => boolean;
  /** Ours, to full nodes. */
  readonly accessRequests: AccessRequests;
  readonly peerKnows: (peer: PeerId, hash: Uint8Array) => void;
  readonly compact: CompactDesk;
}

export class BlockDesk {
  readonly download: BlockDownload<HeaderEntry>;
  readonly #ports: BlockDeskPorts;
  readonly #deliveredBy = new Map<string, PeerId>();
  /** Peers that granted us access to their complete chain. */
  readonly #grantedBy = new Set<PeerId>();
  /** Oldest first. */
  readonly #rivals = new Set<HeaderEntry>();
  #firstWithoutBody = 1;

  constructor(ports: BlockDeskPorts) {
    this.#ports = ports;
    this.download = new BlockDownload<HeaderEntry>({
      outbox: ports.outbox,
      wanted: (limit) => this.#wanted(limit),
      isAncestor,
      maxBlockBytes: ports.maxBlockBytes,
    });
  }

  /** The complete chain is asked for at once: a node without it can't do its work. */
  peerReady(peer: ReadyPeer): void {
    this.download.peerReady(peer.peer, peer.role === "light-node" ? "none" : "recent");
    this.#ports.accessRequests.peerReady(peer);
  }

  peerGone(peer: PeerId, now: Now): void {
    this.download.peerGone(peer, now);
    this.#ports.accessRequests.peerGone(peer);
    this.#grantedBy.delete(peer);
  }

  /** The peer has shown a header: it has that block. */
  peerHas(peer: PeerId, entry: HeaderEntry, now: Now): void {
    this.#considerRival(entry);
    this.download.peerHas(peer, entry, now);
  }

  accessAnswered(peer: PeerId, decision: AccessDecision, now: Now): void {
    if (!this.#ports.accessRequests.answered(peer, decision)) return;
    if (decision === "granted") {
      this.#grantedBy.add(peer);
      this.download.servingChanged(peer, "all", now);
    } else if (this.#grantedBy.delete(peer)) this.download.servingChanged(peer, "recent", now);
  }

  received(peer: PeerId, { block: bytes }: MessageOf<"block-reply">, now: Now): void {
    const block = readBlock(bytes);
    if (block instanceof DecodeError) {
      this.#ports.outbox.disconnect(peer, "invalid-block", `a block could not be read: ${block.what}`);
      return;
    }
    const hash = hashHeader(block.header);
    if (this.download.received(peer, hash, bytes.length, now) === "unrequested") return;
    this.#ports.peerKnows(peer, hash);
    const outcome = this.#ports.chain.acceptBlock(bytes, Math.floor(now.unixMs / 1000));
    // what a peer passes on before it has validated it, it may be asked for as well
    const isBlameless = this.#ports.compact.hasForwarded(peer, hash);
    if (outcome.kind === "accepted") {
      if (!isBlameless) this.#rememberDelivery(hash, peer);
      this.#ports.compact.bodyAccepted(outcome.entry);
    } else if (outcome.kind === "refused" && !(isBlameless && outcome.reject.class === "invalid")) {
      this.#blame(peer, outcome.reject);
    }
    this.download.schedule(now);
  }

  notFound(peer: PeerId, { hashes, code }: MessageOf<"blocks-not-found">, now: Now): void {
    this.download.notFound(peer, hashes, code === TOO_MUCH, now);
  }

  /** A block that only its signatures or coins showed to be bad: whoever delivered it had not checked it. */
  invalidated(entry: HeaderEntry, why: Reject): void {
    const key = hashKey(entry.hash);
    const peer = this.#deliveredBy.get(key);
    this.#deliveredBy.delete(key);
    if (peer !== undefined) this.#blame(peer, why);
  }

  /** What a better chain needs is here and being checked, or some connected peer has it. */
  get isWaiting(): boolean {
    const [lowest] = this.#wanted(1);
    return lowest === undefined || this.download.isOffered(lowest);
  }

  /** What is needed next is for those with a grant only, and nobody has granted it. */
  get isKeptWaiting(): boolean {
    const { best } = this.#ports.chain.headers;
    const [lowest] = this.#wanted(1);
    return lowest !== undefined && lowest.height <= best.height - RECENT_BLOCKS && this.#grantedBy.size === 0;
  }

  connected(entry: HeaderEntry): void {
    this.#deliveredBy.delete(hashKey(entry.hash));
  }

  #rememberDelivery(hash: Uint8Array, peer: PeerId): void {
    this.#deliveredBy.set(hashKey(hash), peer);
    for (const oldest of this.#deliveredBy.keys()) {
      if (this.#deliveredBy.size <= DELIVERIES_MAX) break;
      this.#deliveredBy.delete(oldest);
    }
  }

  #blame(peer: PeerId, why: Reject): void {
    const offence = offenceOf("block", why);
    if (offence === undefined) return;
    const text = `block broke the rule ${why.code}`;
    this.#ports.effects.notify("warn", "chain", "block-refused", `A ${text} (peer ${peer}).`, { peer, code: why.code });
    this.#ports.outbox.disconnect(peer, offence, `a ${text}`);
  }

  /** The next bodies that the best header chain lacks, lowest first. */
  #wanted(limit: number): readonly HeaderEntry[] {
    const { chain } = this.#ports;
    const { best } = chain.headers;
    // bodies that can neither be connected nor written would only fill the memory
    if (best.chainWork <= chain.tip.chainWork || this.#ports.isDiskFull()) return [];
    const wanted = [...this.#wantedOfBest(best, limit), ...this.#wantedRivals()];
    return wanted.filter((entry) => !this.#ports.compact.isRebuilding(entry));
  }

  #wantedOfBest(best: HeaderEntry, limit: number): readonly HeaderEntry[] {
    const lowest = this.#lowestWithoutBody(best);
    // a peer that keeps the lowest block back must run out of others, and so into its deadline; and what can't be
    // connected must not fill the memory
    const next = this.#firstBetterHeight(best);
    // without the next one nothing goes on, however much waits above it
    const { hasEnoughBodies, isFullOfBodies } = this.#ports.chain;
    if (hasEnoughBodies && lowest > next) return [];
    const ahead = isFullOfBodies ? 1 : limit;
    const highest = Math.min(best.height, lowest + ahead - 1, next + ahead - 1);
    const wanted: HeaderEntry[] = [];
    for (let height = lowest; height <= highest; height++) {
      const entry = ancestorAt(best, height);
      if (!entry.hasBody) wanted.push(entry);
    }
    return wanted;
  }

  /**
   * The best header came first, and its maker may keep its body back: then one of equal work, of which the body can be
   * had, must become the tip, or miners would go on mining on the old one.
   */
  #considerRival(entry: HeaderEntry): void {
    const { tip, headers } = this.#ports.chain;
    if (entry.parent === undefined || entry.hasBody || entry.chainWork <= tip.chainWork) return;
    if (!headers.hasChainOfBodies(entry.parent) || isAncestor(entry, headers.best)) return;
    this.#rivals.add(entry);
    for (const oldest of this.#rivals) {
      if (this.#rivals.size <= RIVALS_MAX) break;
      this.#rivals.delete(oldest);
    }
  }

  #wantedRivals(): readonly HeaderEntry[] {
    const { tip, headers } = this.#ports.chain;
    for (const rival of this.#rivals) {
      const isOfUse = !rival.hasBody && !rival.isInvalid && rival.chainWork > tip.chainWork;
      if (!isOfUse) this.#rivals.delete(rival);
    }
    return [...this.#rivals].filter((rival) => !isAncestor(rival, headers.best));
  }

  /** The height at which the chain of `best` first has more work than the tip: all below is needed to get there. */
  #firstBetterHeight(best: HeaderEntry): number {
    const { tip } = this.#ports.chain;
    if (isAncestor(tip, best)) return tip.height + 1;
    let low = 1;
    let high = best.height;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (ancestorAt(best, middle).chainWork > tip.chainWork) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Where to begin to look: bodies are never lost, so the start only moves back when the best chain changes. */
  #lowestWithoutBody(best: HeaderEntry): number {
    let height = Math.min(this.#firstWithoutBody, best.height);
    while (height > 1 && !this.#ports.chain.headers.hasChainOfBodies(ancestorAt(best, height - 1))) height -= 1;
    while (height < best.height && ancestorAt(best, height).hasBody) height += 1;
    this.#firstWithoutBody = height;
    return height;
  }
}
