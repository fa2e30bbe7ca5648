/**
 * The wallet of a light node: filters and the few blocks that they point to come from peers, and nobody is believed.
 * Filters are held against headers, blocks against headers; whoever gives something else is disconnected and named.
 * light-scan.ts says in which order the wallet reads; here is who is asked, and what becomes of own payments.
 */
import { type HashKey, hashKey } from "@triad/chain";
import {
  ancestorAt,
  type HeaderEntry,
  isAncestor,
  outpointElement,
  ProofRefusal,
  verifyBlockBody,
  verifyFilterProof,
} from "@triad/chain/headers";
import { equalBytes } from "@triad/crypto";
import {
  earlier,
  FilterDownload,
  type FilterVerdict,
  type PeerOutbox,
  type PeerView as ReadyPeer,
  SingleBlocks,
} from "@triad/gossip";
import {
  type CommittedFilter,
  DecodeError,
  hashHeader,
  type MessageOf,
  readBlock,
  type Transaction,
} from "@triad/protocol";
import type { Effects } from "./effects.ts";
import type { LightChain } from "./light-chain.ts";
import { LightScan, type ScanState } from "./light-scan.ts";
import type { OwnTransactions } from "./own-transactions.ts";
import { OwnWallet } from "./own-wallet.ts";
import { SERVICE_FILTERS, SERVICE_FULL_CHAIN, SERVICE_RECENT_BLOCKS } from "./peer-desk.ts";
import type { RoleOptions } from "./role-options.ts";
import type { Now, PeerId } from "./seam.ts";

/** Filters looked through in one turn before sockets are served again: some ten milliseconds. */
const BLOCKS_PER_TURN = 100;
/** Bodies that wait for their turn or are asked for: of the largest blocks 16 MB, and decoded some times as much. */
const BODIES_MAX = 4;

/** Blocks that the wallet may lack when it pays: in one of these somebody else with the same seed may have paid. */
const UNSEEN_BLOCKS_MAX = 3;

export interface LightWalletPorts {
  readonly chain: LightChain;
  readonly effects: Effects;
  readonly outbox: PeerOutbox;
  readonly nameOf: (peer: PeerId) => string;
  /** The headers are those of the best chain that peers know of. */
  readonly isSynchronised: () => boolean;
  /** Those to be announced until a block has them. */
  readonly own: OwnTransactions;
  /** A payment of the wallet is to be announced. */
  readonly announce: (tx: Transaction, now: Now) => void;
  /** A peer keeps an old block to those with a grant. */
  readonly askForAccess: (peer: PeerId) => void;
}

export class LightWallet extends OwnWallet {
  readonly scan: LightScan;
  readonly #ports: LightWalletPorts;
  readonly #filters: FilterDownload<HeaderEntry>;
  readonly #blocks: SingleBlocks;
  /** Fetched ahead of their turn. */
  readonly #bodies = new Map<HashKey, { readonly entry: HeaderEntry; readonly transactions: readonly Transaction[] }>();
  #state: ScanState = { state: "busy" };
  #scheduledFor: HeaderEntry | undefined;
  #hasLookedAhead = 0;

  constructor(options: RoleOptions, ports: LightWalletPorts) {
    const { chain, outbox } = ports;
    super(options, {
      tipHeight: () => chain.tip.height,
      putRecord: (name, bytes) => chain.putRecord(name, bytes),
    });
    this.#ports = ports;
    this.#filters = new FilterDownload<HeaderEntry>({
      outbox,
      random: options.randomness,
      wanted: () => this.#wantedFilters(),
      blockAt: ancestorAt,
      isAncestor,
      judge: judgeFilter,
      wrong: (peer, entry) => this.nameLiar(peer, `a filter that is not the one of block ${entry.height}`, entry),
      invalid: (entry) => this.#condemn(entry, "filter"),
    });
    this.#blocks = new SingleBlocks({ outbox, random: options.randomness });
    this.scan = new LightScan({
      network: options.network,
      headers: chain.headers,
      wallet: this.wallet,
      firstHeight: (tip) => firstHeightOf(tip, options.walletBirthday),
      record: (name) => chain.record(name),
      putRecord: (name, bytes) => chain.putRecord(name, bytes),
      filterOf: (entry) => this.#filters.filterOf(entry),
      bodyOf: ({ hash }) => this.#bodies.get(hashKey(hash))?.transactions,
      drop: (entry) => {
        this.#filters.drop(entry);
        this.#bodies.delete(hashKey(entry.hash));
      },
      confirmed: (tx) => ports.own.remove(tx.wtxid),
    });
    for (const tx of this.wallet.unconfirmed()) ports.own.add(tx);
  }

  /** The wallet has looked at every block of the chain as far as it is known. */
  get isAtTip(): boolean {
    return this.wallet.tip()?.height === this.#ports.chain.tip.height && this.#state.state === "at-tip";
  }

  /** Its coins are those of the chain but for the last blocks, of which the filters are on their way. */
  get mayPay(): boolean {
    const { chain, isSynchronised } = this.#ports;
    return isSynchronised() && this.scan.nextHeight(chain.tip) + UNSEEN_BLOCKS_MAX > chain.tip.height;
  }

  /** How many blocks it has looked at, or need not; undefined: it lacks none, or a new one whose filter comes at once. */
  get progress(): number | undefined {
    if (!this.#ports.isSynchronised() || this.mayPay) return undefined;
    return this.scan.nextHeight(this.#ports.chain.tip);
  }

  peerReady(peer: ReadyPeer, now: Now): void {
    const gives = (services: number) => (peer.services & services) !== 0;
    if (gives(SERVICE_FILTERS)) this.#filters.peerReady(peer.peer, peer.height);
    if (gives(SERVICE_FULL_CHAIN | SERVICE_RECENT_BLOCKS)) this.#blocks.peerReady(peer.peer, peer.height, now);
    this.#filters.schedule(now);
  }

  peerHas(peer: PeerId, { height }: HeaderEntry, now: Now): void {
    this.#filters.peerHas(peer, height);
    this.#blocks.peerHas(peer, height, now);
    this.#filters.schedule(now);
  }

  peerGone(peer: PeerId, now: Now): void {
    this.#filters.peerGone(peer);
    this.#blocks.peerGone(peer, now);
    this.#filters.schedule(now);
  }

  filtersReceived(peer: PeerId, message: MessageOf<"filters">, now: Now): void {
    this.#filters.received(peer, message, now);
  }

  /** False: it was not asked for here. */
  blockReceived(peer: PeerId, { block: bytes }: MessageOf<"block-reply">, now: Now): boolean {
    const block = readBlock(bytes);
    if (block instanceof DecodeError) return false;
    const hash = hashHeader(block.header);
    const outcome = this.#blocks.received(peer, hash, now);
    if (outcome === "unrequested") return false;
    const entry = this.#ports.chain.headers.get(hash);
    if (outcome === "late" || entry === undefined) return true;
    const transactions = verifyBlockBody(block, entry.header.root);
    if (!(transactions instanceof ProofRefusal)) this.#bodies.set(hashKey(hash), { entry, transactions });
    else if (transactions.code === "proof-not-canonical") this.#condemn(entry, "transactions");
    else {
      this.nameLiar(peer, `a body that is not the one of block ${entry.height}`, entry);
      this.#ports.outbox.disconnect(peer, "invalid-block", "the header of a block does not commit to its body");
    }
    return true;
  }

  blocksNotFound(peer: PeerId, { hashes, code }: MessageOf<"blocks-not-found">, now: Now): void {
    const mine = this.#blocks.notFound(peer, hashes, now);
    if (mine.length > 0 && code === "access-needed") this.#ports.askForAccess(peer);
  }

  /** Of the block that has this payment of ours; undefined: none has. */
  heightOf(txid: Uint8Array): number | undefined {
    const payment = this.wallet.history(Number.MAX_SAFE_INTEGER).find((each) => equalBytes(each.txid, txid));
    return payment?.height ?? undefined;
  }

  /** Whose inputs and outputs are to be seen in a block, so that it is announced no longer than that. */
  watchFor(tx: Transaction): void {
    const [input] = tx.inputs;
    if (input !== undefined) this.scan.watch([outpointElement(input.txid, input.index)]);
  }

  /** At the end of every turn; true: there is more to do at once. */
  settle(now: Now): boolean {
    const { chain } = this.#ports;
    if (!this.#ports.isSynchronised()) return false;
    const before = this.wallet.tip()?.height;
    this.#state = this.scan.advance(chain.tip, BLOCKS_PER_TURN);
    const hasMoved = this.wallet.tip()?.height !== before;
    if (hasMoved || this.#scheduledFor !== chain.tip) {
      this.#scheduledFor = chain.tip;
      this.saveChanges();
      this.#announceAgain(now);
      this.#filters.schedule(now);
    }
    if (this.#state.state === "needs-body") this.#fetchAhead(this.#state.entry, now);
    return this.#state.state === "busy";
  }

  wake(now: Now): void {
    this.#filters.wake(now);
    this.#blocks.wake(now);
  }

  nextWake(): number | undefined {
    return earlier(this.#filters.nextWake(), this.#blocks.nextWake());
  }

  #wantedFilters(): { readonly from: number; readonly tip: HeaderEntry } | undefined {
    const { chain, isSynchronised } = this.#ports;
    if (!isSynchronised()) return undefined;
    const from = this.scan.nextHeight(chain.tip);
    return from > chain.tip.height ? undefined : { from, tip: chain.tip };
  }

  /** What the next block needs comes first; what is sure to be needed soon comes beside it. */
  #fetchAhead(next: HeaderEntry, now: Now): void {
    const { tip } = this.#ports.chain;
    this.#blocks.keep((hash) => this.#isOfUse(hash));
    for (const [key, { entry }] of [...this.#bodies]) if (!isAncestor(entry, tip)) this.#bodies.delete(key);
    this.#blocks.want(next.hash, next.height, now);
    if (this.#blocks.size + this.#bodies.size >= BODIES_MAX || this.#hasLookedAhead === next.height) return;
    this.#hasLookedAhead = next.height;
    for (const { hash, height } of this.scan.matchesAhead(tip)) {
      if (this.#blocks.size + this.#bodies.size >= BODIES_MAX) return;
      if (!this.#bodies.has(hashKey(hash))) this.#blocks.want(hash, height, now);
    }
  }

  #isOfUse(hash: Uint8Array): boolean {
    const { headers, tip } = this.#ports.chain;
    const entry = headers.get(hash);
    return entry !== undefined && isAncestor(entry, tip);
  }

  /** A reorganisation has taken payments out of their blocks: they are to be announced until one has them again. */
  #announceAgain(now: Now): void {
    for (const tx of this.wallet.unconfirmed()) {
      if (this.#ports.own.get(tx.wtxid) === undefined) this.#ports.announce(tx, now);
    }
  }

  nameLiar(peer: PeerId, what: string, { height }: HeaderEntry): void {
    const text = `${this.#ports.nameOf(peer)} gave ${what}; it is disconnected.`;
    this.#ports.effects.notify("warn", "peers", "peer-lied", text, { peer, height });
  }

  /** Its header commits to what is none: no node that validates takes this block, nor what builds on it. */
  #condemn(entry: HeaderEntry, what: "filter" | "transactions"): void {
    this.#ports.chain.headers.markInvalid(entry);
    const text = `Block ${entry.height} is invalid: what its header commits to as its ${what} is none.`;
    this.#ports.effects.notify("warn", "chain", "block-invalid", text, { height: entry.height });
  }
}

function judgeFilter({ header }: HeaderEntry, filter: CommittedFilter): FilterVerdict {
  const verified = verifyFilterProof(filter, header.root);
  if (!(verified instanceof ProofRefusal)) return "right";
  return verified.code === "proof-not-canonical" ? "not-canonical" : "wrong";
}

/** Clocks of wallets and miners may differ, and headers may be dated back. */
const BIRTHDAY_MARGIN_SECONDS = 86_400;

/** The first block that is not older than the wallet; times of headers do not decrease. */
function firstHeightOf(tip: HeaderEntry, birthday: number | undefined): number {
  if (birthday === undefined) return 0;
  const from = birthday - BIRTHDAY_MARGIN_SECONDS;
  let low = 0;
  let high = tip.height;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (ancestorAt(tip, middle).header.time >= from) high = middle;
    else low = middle + 1;
  }
  return low;
}
