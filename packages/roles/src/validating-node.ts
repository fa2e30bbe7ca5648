/**
 * What a full node and a miner have in common: the whole chain validated, a pool, a wallet, peers. Events are handed
 * to the part that they concern; then, at the end of every turn, the parts settle: the chain advances, what happened
 * to it is told to pool, wallet, miner and peers, what there is to commit is committed.
 *
 * Invariants: pool, wallet and templates follow the tip of fully validated blocks only; nothing is connected while a
 * commit keeps failing; an operator's payment is announced after its records are on disk.
 *
 * This file is longer than 400 lines because it is the one place where all parts are wired to each other.
 */

import { hashKey } from "@triad/chain";
import { BlockChain } from "@triad/chain/blocks";
import type { HeaderEntry } from "@triad/chain/headers";
import { hashToDisplay } from "@triad/crypto";
import { BlockRelay, earlier, type Question, type PeerView as ReadyPeer, TransactionRelay } from "@triad/gossip";
import { FeeHistogram, Mempool, type PoolEntry } from "@triad/mempool";
import { DecodeError, LIMITS, readTransaction, type Transaction } from "@triad/protocol";
import { AccessDesk } from "./access-desk.ts";
import { AccessRequests } from "./access-requests.ts";
import { AddressKeeper } from "./address-keeper.ts";
import { offenceOf } from "./blame.ts";
import { BlockDesk } from "./block-desk.ts";
import { BlockFetch } from "./block-fetch.ts";
import { type BlockAnswer, BlockServing } from "./block-serving.ts";
import { ChainFollower, type SubmissionResult } from "./chain-follower.ts";
import { SYNC_ANEW_RECORD } from "./chain-reset.ts";
import { Commits } from "./commits.ts";
import { CompactDesk } from "./compact-desk.ts";
import { Effects } from "./effects.ts";
import { FeeDesk } from "./fee-desk.ts";
import { HeaderDesk } from "./header-desk.ts";
import { IndexDesk } from "./index-desk.ts";
import { MiningDesk } from "./mining-desk.ts";
import { dispatchMessage } from "./node-messages.ts";
import { answerOperator } from "./node-operator.ts";
import { OldBlocks } from "./old-blocks.ts";
import type { OperatorReply } from "./operator.ts";
import {
  PeerDesk,
  SERVICE_COMPACT_BLOCKS,
  SERVICE_FILTERS,
  SERVICE_FULL_CHAIN,
  SERVICE_RECENT_BLOCKS,
} from "./peer-desk.ts";
import { PoolDesk, type PoolOutcome } from "./pool-desk.ts";
import { PoolKeeper } from "./pool-keeper.ts";
import { PoolOwners } from "./pool-owners.ts";
import { ProofDesk } from "./proof-desk.ts";
import { describeAccess } from "./raw-blocks.ts";
import type { RoleOptions } from "./role-options.ts";
import type { Core, Effect, Event, Now, PeerId, ReplyId } from "./seam.ts";
import { ServingDesk } from "./serving-desk.ts";
import { SyncProgress } from "./sync-progress.ts";
import { SyncWatch } from "./sync-watch.ts";
import { TransactionSearch } from "./transaction-search.ts";
import { WalletDesk } from "./wallet-desk.ts";

/** A full node that was told nothing else gives its chain to everybody. */
const OPEN = { policy: "open", allow: [] } as const;
/** Blocks connected in one turn before sockets are served again, and coins changed by them: some 20 ms of work. */
const BLOCKS_PER_TURN = 8;
const COINS_PER_TURN = 2_000;
/** A block of this size takes long enough to be read: connecting is for the next turn. */
const LARGE_FRAME_BYTES = 100_000;
/** Own payments are announced again to connections that don't know them. */
const REANNOUNCE_MS = 30_000;
/** The pool forgets what waited too long. Looking costs a pass over it, and no wake-up: there is one for REANNOUNCE_MS. */
const EXPIRE_POOL_MS = 60_000;

export class ValidatingNode implements Core {
  readonly options: RoleOptions;
  readonly role: "full-node" | "miner";
  readonly effects = new Effects();
  readonly chain: BlockChain;
  readonly pool: Mempool;
  readonly feeHistogram: FeeHistogram;
  readonly wallet: WalletDesk;
  readonly peers: PeerDesk;
  readonly headers: HeaderDesk;
  readonly blocks: BlockDesk;
  readonly compact: CompactDesk;
  readonly accessRequests: AccessRequests;
  /** Of full nodes only: others have no complete chain to give. */
  readonly access: AccessDesk | undefined;
  /** Of nodes that don't keep all blocks: those that an operator asks for. */
  readonly fetch: BlockFetch | undefined;
  readonly poolDesk: PoolDesk;
  readonly mining: MiningDesk | undefined;
  readonly fees: FeeDesk;
  /** Of nodes that keep an index of addresses. */
  readonly index: IndexDesk | undefined;
  readonly poolKeeper: PoolKeeper;
  readonly commits: Commits;
  readonly search: TransactionSearch;
  readonly transactions: TransactionRelay;
  readonly serving: ServingDesk<BlockAnswer>;
  readonly #blockServing: BlockServing;
  readonly #proofs: ProofDesk;
  readonly #oldBlocks = new OldBlocks();
  readonly #blockRelay: BlockRelay;
  readonly #follower: ChainFollower;
  readonly #sync: SyncWatch;
  readonly progress: SyncProgress;
  readonly #addresses: AddressKeeper;
  #isStopping = false;
  #isGivingUp = false;
  #walletIsBehind = true;
  #hasMoreToConnect = false;
  #reannounceAtMs = 0;
  #isReannouncing = false;
  #expirePoolAtMs = 0;

  constructor(role: "full-node" | "miner", options: RoleOptions) {
    const { network, store } = options;
    this.role = role;
    this.options = options;
    this.chain = new BlockChain({
      network,
      store,
      isVerified: (wtxid) => this.pool.isVerified(hashKey(wtxid)),
      known: (wtxid) => this.pool.get(hashKey(wtxid))?.tx,
      newJob: () => this.effects.newSignatureJob(),
      coinCacheBytes: options.coinCacheBytes,
      keepBlocks: options.keepBlocks,
      neededFrom: () => this.wallet.nextHeight,
    });
    const poolOwners = new PoolOwners((key) => this.pool.coin(key) ?? this.chain.coin(key));
    this.pool = new Mempool({
      network,
      chain: { tipHeight: () => this.chain.tip.height, coin: (key) => this.chain.coin(key) },
      watch: options.isIndexed ? poolOwners : undefined,
      ...(options.poolLimits === undefined ? {} : { limits: options.poolLimits }),
    });
    this.feeHistogram = new FeeHistogram(this.pool);
    this.wallet = new WalletDesk(options, this.chain);
    this.search = new TransactionSearch(this.chain);
    this.commits = new Commits(this.effects, this.chain);
    const services =
      SERVICE_RECENT_BLOCKS | SERVICE_COMPACT_BLOCKS | SERVICE_FILTERS | (this.#keepsAll ? SERVICE_FULL_CHAIN : 0);
    this.peers = new PeerDesk(role, services, options, {
      effects: this.effects,
      tip: () => ({ height: this.chain.tip.height, work: this.chain.tip.chainWork }),
      onReady: (peer, now) => this.#peerReady(peer, now),
      onGone: (peer, now) => this.#peerGone(peer.peer, now),
      accessOf: (peer) => this.accessRequests.of(peer),
    });
    const { outbox } = this.peers.connections;
    this.#blockRelay = new BlockRelay(outbox);
    const nameOf = (peer: PeerId): string => this.peers.nameOf(peer);
    this.accessRequests = new AccessRequests({
      effects: this.effects,
      outbox,
      nameOf,
      store,
      putRecord: (name, bytes) => this.chain.putRecord(name, bytes),
      asksAll: true,
      needsChain: () => this.isBehind,
    });
    this.access = this.#keepsAll ? this.#makeAccessDesk() : undefined;
    const { maxBlockBytes } = network.params.consensus;
    this.fetch = this.#keepsAll
      ? undefined
      : new BlockFetch({
          network,
          effects: this.effects,
          outbox,
          describeAccess: () => describeAccess(this.accessRequests.view()),
        });
    this.compact = new CompactDesk({
      outbox,
      randomness: options.randomness,
      chain: this.chain,
      pool: this.pool,
      blockRelay: this.#blockRelay,
      maxBlockBytes,
      hasCaughtUp: () => this.#sync.hasCaughtUp,
      headerAnnounced: (peer, header, now) => this.headers.announced(peer, { kind: "block-announcement", header }, now),
      peerHas: (peer, entry) => this.blocks.download.isKnownToHave(peer, entry),
      schedule: (now) => this.blocks.download.schedule(now),
    });
    this.blocks = new BlockDesk({
      effects: this.effects,
      outbox,
      chain: this.chain,
      maxBlockBytes,
      isDiskFull: () => this.commits.hasFailed,
      accessRequests: this.accessRequests,
      peerKnows: (peer, hash) => this.#blockRelay.peerKnows(peer, hash),
      compact: this.compact,
    });
    this.#blockServing = new BlockServing({
      outbox,
      chain: this.chain,
      mayHaveAll: (peer) => this.access?.mayHaveAll(peer) ?? false,
      mayHaveOld: (peer, now) => this.#oldBlocks.take(this.peers.connections.view(peer)?.address, now),
      peerKnows: (peer, hash) => this.#blockRelay.peerKnows(peer, hash),
    });
    this.#proofs = new ProofDesk({ outbox, chain: this.chain });
    this.serving = new ServingDesk({
      outbox,
      effects: this.effects,
      answer: (peer, question, sofar, now) => this.#answer(peer, question, sofar, now),
    });
    this.headers = new HeaderDesk({
      network,
      random: options.randomness,
      outbox,
      index: this.chain.headers,
      accept: (header, nowSeconds) => this.chain.acceptHeader(header, nowSeconds),
      tip: () => this.chain.tip,
      hasCaughtUp: () => this.#sync.hasCaughtUp,
      peerKnows: (peer, hash) => this.#blockRelay.peerKnows(peer, hash),
      peerHas: (peer, entry, now) => {
        this.peers.hasShown(peer, entry.height);
        this.#blockRelay.peerKnows(peer, entry.hash);
        this.blocks.peerHas(peer, entry, now);
      },
      headersChanged: (now) => this.blocks.download.schedule(now),
    });
    this.transactions = new TransactionRelay(
      {
        outbox,
        random: options.randomness,
        lookup: (wtxid) => this.pool.get(hashKey(wtxid))?.tx.bytes,
        isKnown: (wtxid) => this.pool.knows(hashKey(wtxid)) || this.poolDesk.isUnderCheck(wtxid),
      },
      { relays: true },
    );
    this.poolDesk = new PoolDesk({
      pool: this.pool,
      effects: this.effects,
      added: (entry, from, now) => this.#poolAdded(entry, from, now),
      removed: (entries) => this.#follower.poolRemoved(entries),
      refusedFrom: (peer, reject) => {
        const offence = offenceOf("transaction", reject);
        if (offence !== undefined) outbox.disconnect(peer, offence, `a transaction broke the rule ${reject.code}`);
      },
    });
    this.fees = new FeeDesk({
      pool: this.pool,
      tipHeight: () => this.chain.tip.height,
      isSynchronised: () => !this.isBehind,
      putRecord: (name, bytes) => this.chain.putRecord(name, bytes),
    });
    this.poolKeeper = new PoolKeeper({
      pool: this.pool,
      putRecord: (name, bytes) => this.chain.putRecord(name, bytes),
      offer: (tx, now, then) => this.offer(tx, now, then),
    });
    this.mining = options.mining && this.#makeMiningDesk(options.mining);
    this.index = options.isIndexed ? this.#makeIndexDesk(poolOwners) : undefined;
    this.#addresses = new AddressKeeper(this.peers.connections, (name, bytes) => this.chain.putRecord(name, bytes));
    this.#sync = new SyncWatch({
      effects: this.effects,
      chain: this.chain,
      headers: this.headers,
      blocks: this.blocks,
      peers: this.peers,
      caughtUp: (now) => this.mining?.jobs.synchronised(true, now),
    });
    this.progress = new SyncProgress({
      network,
      effects: this.effects,
      toldHeights: () => this.peers.connections.ready().map(({ height }) => height),
      areHeadersComing: () => this.headers.sync.isSyncing(),
      presync: () => this.headers.presyncProgress(),
      best: () => this.chain.headers.best,
      isSynchronising: () => this.isBehind,
      tip: () => this.chain.tip,
      permission: () => (this.blocks.isKeptWaiting ? (this.accessRequests.view() ?? undefined) : undefined),
      walletScanned: () => (this.#walletIsBehind ? this.wallet.nextHeight : undefined),
    });
    this.#follower = new ChainFollower({
      effects: this.effects,
      chain: this.chain,
      pool: this.pool,
      poolDesk: this.poolDesk,
      wallet: this.wallet,
      fees: this.fees,
      blocks: this.blocks,
      compact: this.compact,
      mining: this.mining,
      index: this.index,
      isSynchronised: () => !this.isBehind,
      cannotFollow: (to, fork) => this.#endToSyncAnew(to, fork),
    });
  }

  start(now: Now): readonly Effect[] {
    this.#addresses.start(this.options.store, now);
    this.fees.start(this.options.store);
    this.poolKeeper.start(this.options.store);
    this.peers.connections.start(now);
    this.#sync.start(now);
    this.#warnOfPrunedBlocks();
    this.#settle(now);
    return this.effects.take();
  }

  handle(event: Event, now: Now): readonly Effect[] {
    if (event.type === "stopping") {
      this.#isStopping = true;
      this.#addresses.save();
      this.fees.save();
      this.poolKeeper.save(now);
    }
    if (this.#isStopping) this.#end(event, now);
    else {
      this.compact.judgeForwarded(now);
      this.#dispatch(event, now);
      const wasLarge = event.type === "frame-received" && event.frame.length >= LARGE_FRAME_BYTES;
      // a block that is passed on leaves before it is connected here
      this.#settle(now, this.compact.takeForwarded() || wasLarge);
    }
    return this.effects.take();
  }

  #warnOfPrunedBlocks(): void {
    const { prunedHeight } = this.chain;
    if (this.role !== "full-node" || this.options.keepBlocks !== undefined || prunedHeight === 0) return;
    const text =
      `Blocks up to height ${prunedHeight} were pruned by an earlier run, so this node can't give the complete chain to ` +
      "others. To have all of it again, start with an empty data directory.";
    this.effects.notify("warn", "store", "pruned-before", text, { prunedHeight });
  }

  /** Nothing is begun any more; what there is gets committed. */
  #end(event: Event, now: Now): void {
    this.commits.stop();
    if (event.type === "committed" || event.type === "commit-failed") this.#dispatch(event, now);
    this.commits.flush(true, now);
  }

  /** The whole chain is here for whoever may have it. */
  get #keepsAll(): boolean {
    return this.role === "full-node" && this.options.keepBlocks === undefined && this.chain.prunedHeight === 0;
  }

  /** Headers of a better chain, or bodies that it needs, are still to come. */
  get isSynchronising(): boolean {
    return !this.#sync.hasCaughtUp;
  }

  /** What an operator takes for synchronising: also a node that was at work before, and has much to fetch. */
  get isBehind(): boolean {
    return this.isSynchronising || this.#sync.isFarBehind;
  }

  /**
   * The wallet has not read all blocks of the chain yet: it may take spent coins for its own. While the node catches up
   * it may, too: a wallet from a seed, or of a chain that is got anew, knows what it has paid from the blocks alone.
   */
  get isWalletBehind(): boolean {
    return this.#walletIsBehind || this.isSynchronising;
  }

  offer(tx: Transaction, now: Now, then: (outcome: PoolOutcome) => void): void {
    this.poolDesk.offer(tx, undefined, now, then);
  }

  /** What the owner takes back, with all that builds on it. */
  forgetFromPool(transactions: readonly Transaction[], now: Now): void {
    for (const { txid } of transactions) this.#follower.poolRemoved(this.pool.remove(hashKey(txid)));
    // or a crash would bring it back into the pool
    this.poolKeeper.save(now);
    this.mining?.jobs.poolChanged(now);
  }

  /** Takes a block that this node or its operator made; `then` hears what became of it. */
  submitBlock(bytes: Uint8Array, now: Now, then: (result: SubmissionResult) => void, isFoundHere = false): void {
    this.#follower.submit(bytes, now, then, isFoundHere);
  }

  accessRequested(peer: PeerId, now: Now): void {
    if (this.access !== undefined) this.access.requested(peer, now);
    else this.peers.connections.outbox.send(peer, { kind: "access-reply", decision: "not-a-full-node" });
  }

  #makeAccessDesk(): AccessDesk {
    return new AccessDesk(this.options.access ?? OPEN, {
      effects: this.effects,
      outbox: this.peers.connections.outbox,
      store: this.options.store,
      putRecord: (name, bytes) => this.chain.putRecord(name, bytes),
      view: (peer) => this.peers.connections.view(peer),
    });
  }

  #makeIndexDesk(poolOwners: PoolOwners): IndexDesk {
    const { network, store } = this.options;
    return new IndexDesk({
      network,
      store,
      chain: this.chain,
      pool: this.pool,
      poolOwners,
      effects: this.effects,
      afterCommit: (then) => {
        // while blocks come in crowds, or the disk is full, answers are as of what was written last
        if (this.isBehind || this.commits.hasFailed) then();
        else this.commits.afterNext(then);
      },
    });
  }

  #makeMiningDesk(mining: NonNullable<RoleOptions["mining"]>): MiningDesk {
    // one key for the whole run: a fresh one for every block would make the wallet derive thousands at its next start
    const payTo = mining.payTo ?? this.wallet.receiveKey();
    return new MiningDesk(mining, {
      network: this.options.network,
      chain: this.chain,
      pool: this.pool,
      effects: this.effects,
      randomness: this.options.randomness,
      payTo,
      found: (block, now) => this.#blockFound(block, now),
    });
  }

  #dispatch(event: Event, now: Now): void {
    switch (event.type) {
      case "peer-connected":
      case "dial-failed":
      case "address-heard":
      case "peer-closed":
      case "frame-received": {
        const left = this.peers.handle(event, now);
        if (left !== undefined) dispatchMessage(this, left.peer, left.message, now);
        return;
      }
      case "send-drained":
        this.serving.queue.drained(event.peer, event.queuedBytes);
        return;
      case "woken":
        this.effects.woken();
        this.#wake(now);
        return;
      case "signatures-checked":
        if (!this.poolDesk.signaturesChecked(event.job, event.result, now)) {
          this.chain.signaturesChecked(event.job, event.result);
        }
        return;
      case "committed":
        this.commits.committed(event.commit, now);
        // bodies that memory had no room for may come now
        this.blocks.download.schedule(now);
        return;
      case "commit-failed":
        this.commits.failed(event.commit, event.reason, event.detail, now);
        return;
      case "nonce-found":
        this.mining?.nonceFound(event.job, event.header, now);
        return;
      case "nonce-exhausted":
        this.mining?.nonceExhausted(event.job, now);
        return;
      case "hashes-done":
        this.mining?.jobs.hashesDone(event.hashes, now);
        return;
      case "operator-command":
        answerOperator(this, event.command, now, (result) => this.#reply(event.reply, result));
        return;
      case "stopping":
        return;
      default:
        event satisfies never;
    }
  }

  /** A piece of an answer; what is needed to go on with it. */
  #answer(peer: PeerId, question: Question, sofar: BlockAnswer | undefined, now: Now): BlockAnswer | undefined {
    switch (question.kind) {
      case "get-blocks":
        return this.#blockServing.answer(peer, question, sofar, now);
      case "get-headers":
        this.headers.answer(peer, question);
        return undefined;
      case "get-transactions":
        this.transactions.transactionsRequested(peer, question.wtxids);
        return undefined;
      case "get-block-transactions":
        this.compact.transactionsAsked(peer, question);
        return undefined;
      case "get-filters":
        this.#proofs.filtersAsked(peer, question);
        return undefined;
      case "get-transaction-proof":
        this.#proofs.proofAsked(peer, question);
        return undefined;
      default:
        return question satisfies never;
    }
  }

  transactionsArrived(peer: PeerId, transactions: readonly Uint8Array[], now: Now): void {
    for (const bytes of transactions) if (!this.#transaction(peer, bytes, now)) return;
  }

  /** False: the peer was disconnected for it. */
  #transaction(peer: PeerId, bytes: Uint8Array, now: Now): boolean {
    const tx = readTransaction(bytes);
    if (tx instanceof DecodeError) {
      const { outbox } = this.peers.connections;
      outbox.disconnect(peer, "protocol-error", `a transaction could not be read: ${tx.what}`);
      return false;
    }
    if (this.transactions.received(peer, tx.wtxid, now) === "unrequested") return false;
    this.poolDesk.offer(tx, peer, now);
    return true;
  }

  #peerReady(peer: ReadyPeer, now: Now): void {
    const takesCompact = (peer.services & SERVICE_COMPACT_BLOCKS) !== 0;
    this.#blockRelay.peerReady(peer.peer, takesCompact ? "compact-blocks" : "headers");
    this.compact.peerReady(peer.peer);
    this.transactions.peerReady(peer.peer, peer.role !== "light-node");
    this.blocks.peerReady(peer);
    this.headers.sync.peerReady(peer.peer, peer.work, now);
    // what waits here may be unknown on the peer's side of a healed partition
    const waiting = this.pool.entriesByFeeRate().slice(0, LIMITS.inventory.elementsMax);
    this.transactions.announceTo(
      peer.peer,
      waiting.map(({ tx }) => tx.wtxid),
      now,
    );
  }

  #peerGone(peer: PeerId, now: Now): void {
    this.serving.queue.peerGone(peer);
    this.#blockRelay.peerGone(peer);
    this.transactions.peerGone(peer, now);
    this.blocks.peerGone(peer, now);
    this.compact.peerGone(peer, now);
    this.access?.peerGone(peer);
    this.fetch?.peerGone(peer, now);
    this.headers.peerGone(peer, now);
  }

  /** They changed: kept with the next commit. */
  saveBans(now: Now): void {
    this.#addresses.saveBans(now);
  }

  #poolAdded(entry: PoolEntry, from: PeerId | undefined, now: Now): void {
    if (!this.poolKeeper.isRestoring) this.fees.added(entry);
    this.transactions.announce(entry.tx.wtxid, now, from);
    if (from !== undefined) this.peers.connections.delivered(from, "transaction", now);
    this.wallet.wallet.poolAdded(entry.tx);
    this.wallet.saveChanges();
    this.mining?.jobs.poolChanged(now);
    const txid = hashToDisplay(entry.tx.txid);
    this.effects.notify("debug", "pool", "transaction-added", `Transaction ${txid} waits for a block.`, {
      txid,
      fee: entry.fee,
      bytes: entry.bytes,
    });
  }

  #blockFound(bytes: Uint8Array, now: Now): void {
    const tell = (result: SubmissionResult) => {
      if (result === "connected") {
        const { tip } = this.chain;
        const hash = hashToDisplay(tip.hash);
        const facts = { height: tip.height, hash };
        this.effects.notify("info", "mining", "block-found", `Found block ${tip.height}, ${hash}.`, facts);
      } else if (result !== "side-branch") {
        const text = `A block found here was refused: ${result.code} (${result.meaning}). Please report this.`;
        this.effects.notify("error", "mining", "own-block-refused", text, { code: result.code });
      }
    };
    this.submitBlock(bytes, now, tell, true);
  }

  /** The node ends, and its next start gets the chain from its beginning: what is marked for it is on disk by then. */
  #endToSyncAnew(to: HeaderEntry, fork: HeaderEntry): void {
    // more blocks of that chain come until the mark is on disk: its operator hears it once
    if (this.#isGivingUp) return;
    this.#isGivingUp = true;
    const facts = { code: "reorg-below-pruned", height: to.height, fork: fork.height, pruned: this.chain.prunedHeight };
    const text =
      `reorg-below-pruned: the best chain parts from this node's at height ${fork.height}, and of its own chain the node ` +
      `keeps only the blocks above ${facts.pruned}. It can't follow. Start it again: it will get the chain anew from its ` +
      "peers; wallet and keys stay.";
    this.effects.notify("error", "chain", "reorg-below-pruned", text, facts);
    this.chain.putRecord(SYNC_ANEW_RECORD, Uint8Array.of(1));
    this.commits.afterNext(() => this.effects.giveUp(text));
  }

  /** The end of every turn. */
  #settle(now: Now, hasWorkedLong = false): void {
    const hasMoreToServe = this.serving.queue.serve(now);
    this.poolKeeper.restoreSome(now);
    if (this.#walletIsBehind) this.#walletIsBehind = !this.wallet.catchUp();
    this.#hasMoreToConnect = hasWorkedLong || this.#walletIsBehind || this.#connectBlocks();
    this.#follower.tell(this.chain.takeEvents(), now);
    const hasMoreToSearch = this.search.step();
    const hasMoreToIndex = this.commits.hasFailed ? false : (this.index?.step(now) ?? false);
    if (!this.#hasMoreToConnect) this.#sync.look(now);
    this.progress.look(now);
    this.commits.flush(this.#sync.hasCaughtUp, now);
    this.poolDesk.sendChecks();
    // what waited for the commit may have questions of its own
    const hasMoreToRead = this.index?.readings.step() ?? false;
    const hasMore =
      this.#hasMoreToConnect ||
      hasMoreToSearch ||
      hasMoreToIndex ||
      hasMoreToRead ||
      hasMoreToServe ||
      this.poolKeeper.isRestoring;
    this.effects.wakeAt(hasMore ? now.monotonicMs : this.#nextWake(now));
  }

  /** True: there is more to do at once. */
  #connectBlocks(): boolean {
    return !this.commits.hasFailed && this.chain.advance(BLOCKS_PER_TURN, COINS_PER_TURN);
  }

  #wake(now: Now): void {
    this.peers.connections.wake(now);
    this.headers.wake(now);
    this.blocks.download.wake(now);
    this.compact.blocks.wake(now);
    this.fetch?.wake(now);
    this.transactions.wake(now);
    this.mining?.jobs.wake(now);
    this.commits.wake(now);
    this.wallet.lock.wake(now);
    if (now.monotonicMs >= this.#reannounceAtMs) this.#reannounceOwn(now);
    this.#addresses.wake(now);
    this.poolKeeper.wake(now);
    if (now.monotonicMs >= this.#expirePoolAtMs) {
      this.#follower.poolRemoved(this.pool.expire(now));
      this.#expirePoolAtMs = now.monotonicMs + EXPIRE_POOL_MS;
    }
  }

  /** Own payments, in rounds, until they are in a block: also those of an earlier run. */
  #reannounceOwn(now: Now): void {
    this.#reannounceAtMs = now.monotonicMs + REANNOUNCE_MS;
    if (this.#isReannouncing) return;
    const due = new Set(this.wallet.wallet.unconfirmed().map(({ wtxid }) => hashKey(wtxid)));
    if (due.size === 0) return;
    // one made a moment ago, or while the disk is full, is not on it yet
    this.#isReannouncing = true;
    this.commits.afterNext((later) => {
      this.#isReannouncing = false;
      const own = this.wallet.wallet.unconfirmed().filter(({ wtxid }) => due.has(hashKey(wtxid)));
      for (const tx of own) this.poolDesk.offer(tx, undefined, later);
      this.transactions.reannounce(
        own.map(({ wtxid }) => wtxid).filter((wtxid) => this.pool.has(hashKey(wtxid))),
        later,
      );
    });
  }

  #nextWake(now: Now): number | undefined {
    return [
      this.peers.connections.nextWake(),
      this.headers.nextWake(),
      this.blocks.download.nextWake(),
      this.compact.blocks.nextWake(),
      this.fetch?.nextWake(),
      this.transactions.nextWake(),
      this.serving.queue.nextWake(),
      this.mining?.jobs.nextWake(),
      this.commits.nextWake(),
      this.wallet.lock.nextWake(),
      this.#reannounceAtMs,
      this.#addresses.nextWake(),
      this.poolKeeper.nextWake(now),
      this.#sync.nextWake(now),
    ].reduce(earlier, undefined);
  }

  #reply(reply: ReplyId, result: OperatorReply): void {
    this.effects.reply(reply, result);
  }
}
