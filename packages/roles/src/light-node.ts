/**
 * The light node: keeps 80 bytes and a hash of each block, verifies work and difficulty, follows the chain with its
 * owner's wallet by filters that the headers commit to, and sends what its owner pays. It listens too: headers and addresses are served, and nothing is relayed that it can't check.
 *
 * Invariants: the tip is the header with most work whose chain keeps every rule of headers; what it is asked for and
 * doesn't have is answered with `not-a-full-node`.
 *
 * This file is longer than 400 lines because it is the one place where all parts are wired to each other.
 */
import { type HeaderEntry, isAncestor } from "@triad/chain/headers";
import { equalBytes, hashFromDisplay, hashToDisplay } from "@triad/crypto";
import { BlockRelay, earlier, type PeerView as ReadyPeer, TransactionRelay } from "@triad/gossip";
import type { Message, Transaction } from "@triad/protocol";
import { AccessRequests } from "./access-requests.ts";
import { AddressKeeper } from "./address-keeper.ts";
import { ban, listBans, unban } from "./ban-answers.ts";
import { BlockFetch } from "./block-fetch.ts";
import { describeTransaction } from "./block-views.ts";
import { describeNode, findBlock, listChain, requestAccess, type ShownChain, showBlock } from "./chain-answers.ts";
import { coinsText } from "./coins-text.ts";
import { Commits } from "./commits.ts";
import { Effects } from "./effects.ts";
import { HeaderDesk } from "./header-desk.ts";
import { LightChain } from "./light-chain.ts";
import { LightWallet } from "./light-wallet.ts";
import { HISTORY_MAX, readHexTransaction } from "./node-operator.ts";
import type { NodeView, OperatorCommand, OperatorReply } from "./operator.ts";
import { done, refuse, value } from "./operator-replies.ts";
import { checkOwnTransaction, OwnTransactions } from "./own-transactions.ts";
import { abandonedReply, type BumpCommand, bumpedText, type PayCommand } from "./own-wallet.ts";
import { PeerDesk, SERVICE_FILTERS } from "./peer-desk.ts";
import { ProofFetch } from "./proof-fetch.ts";
import { answerRawBlocks, describeAccess } from "./raw-blocks.ts";
import type { RoleOptions } from "./role-options.ts";
import type { Core, Effect, Event, Now, PeerId, ReplyId } from "./seam.ts";
import { ServingDesk } from "./serving-desk.ts";
import { SyncProgress } from "./sync-progress.ts";

const REANNOUNCE_MS = 30_000;

/** Commands that wait for a peer or for the disk. */
type AnsweredLater = "raw-blocks" | "receive" | "label" | "send" | "bump" | "abandon" | "transaction";

const WALLET_BEHIND = refuse(
  "wallet-behind",
  "The wallet has not looked at the whole chain yet; its coins may be spent. Try again in a moment.",
);

export function createLightNode(options: RoleOptions): Core {
  return new LightNode(options);
}

class LightNode implements Core {
  readonly #options: RoleOptions;
  readonly #effects = new Effects();
  readonly #chain: LightChain;
  readonly #peers: PeerDesk;
  readonly #headers: HeaderDesk;
  readonly #blockRelay: BlockRelay;
  readonly #transactions: TransactionRelay;
  /** What it answers is small: an answer is one piece. */
  readonly #serving: ServingDesk<never>;
  readonly #own = new OwnTransactions();
  readonly #commits: Commits;
  readonly #addresses: AddressKeeper;
  readonly #accessRequests: AccessRequests;
  /** Blocks for its operator; none is kept. */
  readonly #fetch: BlockFetch;
  readonly #wallet: LightWallet;
  readonly #proofs: ProofFetch;
  readonly #progress: SyncProgress;
  #announcedTip: HeaderEntry;
  #isSynchronised = false;
  #reannounceAtMs = 0;

  constructor(options: RoleOptions) {
    this.#options = options;
    this.#chain = new LightChain(options.network, options.store);
    this.#announcedTip = this.#chain.tip;
    this.#commits = new Commits(this.#effects, this.#chain);
    this.#peers = new PeerDesk("light-node", 0, options, {
      effects: this.#effects,
      tip: () => ({ height: this.#chain.tip.height, work: this.#chain.tip.chainWork }),
      onReady: (peer, now) => this.#peerReady(peer, now),
      onGone: (peer, now) => this.#peerGone(peer.peer, now),
      accessOf: (peer) => this.#accessRequests.of(peer),
    });
    this.#addresses = new AddressKeeper(this.#peers.connections, (name, bytes) => this.#chain.putRecord(name, bytes));
    const { outbox } = this.#peers.connections;
    const nameOf = (peer: PeerId): string => this.#peers.nameOf(peer);
    this.#accessRequests = new AccessRequests({
      effects: this.#effects,
      outbox,
      nameOf,
      store: options.store,
      putRecord: (name, bytes) => this.#chain.putRecord(name, bytes),
      asksAll: false,
      needsChain: () => false,
    });
    this.#fetch = new BlockFetch({
      network: options.network,
      effects: this.#effects,
      outbox,
      describeAccess: () => describeAccess(this.#accessRequests.view()),
    });
    this.#wallet = new LightWallet(options, {
      chain: this.#chain,
      effects: this.#effects,
      outbox,
      nameOf,
      isSynchronised: () => this.#isSynchronised,
      own: this.#own,
      announce: (tx, now) => this.#announceOwn(tx, now),
      askForAccess: (peer) => {
        const view = this.#peers.connections.view(peer);
        if (view !== undefined && this.#accessRequests.of(peer) === "not-asked") this.#accessRequests.wish(view);
      },
    });
    this.#proofs = new ProofFetch({
      outbox,
      random: options.randomness,
      peers: () => {
        const ready = this.#peers.connections.ready();
        return ready.filter(({ services }) => (services & SERVICE_FILTERS) !== 0).map(({ peer }) => peer);
      },
      wrong: (peer, entry) => this.#wallet.nameLiar(peer, `a proof that does not lead to block ${entry.height}`, entry),
    });
    this.#blockRelay = new BlockRelay(outbox);
    this.#headers = new HeaderDesk({
      network: options.network,
      random: options.randomness,
      outbox,
      index: this.#chain.headers,
      accept: (header, nowSeconds) => this.#chain.acceptHeader(header, nowSeconds),
      tip: () => this.#chain.tip,
      hasCaughtUp: () => true,
      peerKnows: (peer, hash) => this.#blockRelay.peerKnows(peer, hash),
      peerHas: (peer, entry, now) => {
        this.#peers.hasShown(peer, entry.height);
        this.#blockRelay.peerKnows(peer, entry.hash);
        this.#wallet.peerHas(peer, entry, now);
      },
      headersChanged: () => {},
    });
    this.#progress = new SyncProgress({
      network: options.network,
      effects: this.#effects,
      toldHeights: () => this.#peers.connections.ready().map(({ height }) => height),
      areHeadersComing: () => this.#headers.sync.isSyncing(),
      presync: () => this.#headers.presyncProgress(),
      best: () => this.#chain.tip,
      isSynchronising: () => !this.#isSynchronised,
      walletScanned: () => this.#wallet.progress,
    });
    this.#transactions = new TransactionRelay(
      {
        outbox,
        random: options.randomness,
        lookup: (wtxid) => this.#own.get(wtxid)?.bytes,
        isKnown: () => true,
      },
      { relays: false },
    );
    this.#serving = new ServingDesk<never>({
      outbox,
      effects: this.#effects,
      answer: (peer, question) => {
        if (question.kind === "get-headers") this.#headers.answer(peer, question);
        else if (question.kind === "get-transactions") this.#transactions.transactionsRequested(peer, question.wtxids);
        return undefined;
      },
    });
  }

  start(now: Now): readonly Effect[] {
    this.#addresses.start(this.#options.store, now);
    this.#peers.connections.start(now);
    this.#settle(now);
    return this.#effects.take();
  }

  handle(event: Event, now: Now): readonly Effect[] {
    this.#dispatch(event, now);
    this.#settle(now);
    return this.#effects.take();
  }

  /** Whoever looks on (tests, the simulator) sees what the owner is told, and more exactly. */
  get wallet(): LightWallet {
    return this.#wallet;
  }

  get chain(): LightChain {
    return this.#chain;
  }

  #dispatch(event: Event, now: Now): void {
    switch (event.type) {
      case "peer-connected":
      case "dial-failed":
      case "address-heard":
      case "peer-closed":
      case "frame-received": {
        const left = this.#peers.handle(event, now);
        if (left !== undefined) this.#message(left.peer, left.message, now);
        return;
      }
      case "woken":
        this.#effects.woken();
        this.#wake(now);
        return;
      case "committed":
        this.#commits.committed(event.commit, now);
        return;
      case "commit-failed":
        this.#commits.failed(event.commit, event.reason, event.detail, now);
        return;
      case "operator-command":
        this.#command(event.reply, event.command, now);
        return;
      case "stopping":
        this.#addresses.save();
        this.#commits.stop();
        return;
      case "send-drained":
        this.#serving.queue.drained(event.peer, event.queuedBytes);
        return;
      case "signatures-checked":
      case "nonce-found":
      case "nonce-exhausted":
      case "hashes-done":
        // a light node asks for none of these
        return;
      default:
        event satisfies never;
    }
  }

  #message(peer: PeerId, message: Message, now: Now): void {
    const { outbox } = this.#peers.connections;
    switch (message.kind) {
      case "get-headers":
      case "get-transactions":
        this.#serving.asked(peer, message, now);
        return;
      case "headers":
        this.#headers.received(peer, message, now);
        return;
      case "block-announcement":
        this.#headers.announced(peer, message, now);
        return;
      case "get-block-transactions":
        outbox.send(peer, { kind: "blocks-not-found", hashes: [message.hash], code: "not-a-full-node" });
        return;
      case "get-blocks":
        outbox.send(peer, { kind: "blocks-not-found", hashes: message.hashes, code: "not-a-full-node" });
        return;
      case "get-filters":
        outbox.send(peer, { kind: "filters", startHeight: message.startHeight, stop: message.stop, filters: [] });
        return;
      case "get-transaction-proof":
        outbox.send(peer, { ...message, kind: "proof-not-found", code: "not-a-full-node" });
        return;
      case "access-request":
        outbox.send(peer, { kind: "access-reply", decision: "not-a-full-node" });
        return;
      case "access-reply":
        this.#accessRequests.answered(peer, message.decision);
        this.#fetch.accessAnswered(peer, this.#accessRequests.of(peer), now);
        return;
      case "transaction-proof":
        this.#proofs.received(peer, message, now);
        return;
      case "proof-not-found":
        this.#proofs.notFound(peer, message, now);
        return;
      case "filters":
        this.#wallet.filtersReceived(peer, message, now);
        return;
      case "block-reply":
        if (this.#wallet.blockReceived(peer, message, now)) return;
        if (this.#fetch.received(peer, message, now)) return;
        outbox.disconnect(peer, "unrequested", "a light node did not ask for this");
        return;
      case "blocks-not-found":
        this.#wallet.blocksNotFound(peer, message, now);
        this.#fetch.notFound(peer, message, now);
        return;
      case "transactions":
      case "compact-block":
      case "block-transactions":
        outbox.disconnect(peer, "unrequested", "a light node did not ask for this");
        return;
      case "inventory":
      case "hello":
      case "hello-proof":
      case "ping":
      case "pong":
      case "get-addresses":
      case "addresses":
      case "notice":
        // others' transactions can't be checked here; the rest the peer table has consumed
        return;
      default:
        message satisfies never;
    }
  }

  #peerReady(peer: ReadyPeer, now: Now): void {
    this.#accessRequests.peerReady(peer);
    this.#blockRelay.peerReady(peer.peer);
    this.#transactions.peerReady(peer.peer, peer.role !== "light-node");
    this.#headers.sync.peerReady(peer.peer, peer.work, now);
    this.#wallet.peerReady(peer, now);
    this.#transactions.announceTo(peer.peer, this.#own.wtxids(), now);
  }

  #peerGone(peer: PeerId, now: Now): void {
    this.#serving.queue.peerGone(peer);
    this.#blockRelay.peerGone(peer);
    this.#transactions.peerGone(peer, now);
    this.#headers.peerGone(peer, now);
    this.#accessRequests.peerGone(peer);
    this.#fetch.peerGone(peer, now);
    this.#wallet.peerGone(peer, now);
    this.#proofs.peerGone(peer, now);
  }

  #settle(now: Now): void {
    const hasMoreToServe = this.#serving.queue.serve(now);
    this.#announceTip();
    if (!this.#isSynchronised && this.#peers.connections.counts().ready > 0 && !this.#headers.sync.isSyncing()) {
      this.#isSynchronised = true;
      const { height } = this.#chain.tip;
      this.#effects.notify("info", "sync", "synchronised", `All headers are here, height ${height}.`, { height });
    }
    // what the disk can't take must not gather in memory
    const hasMoreToScan = !this.#commits.hasFailed && this.#wallet.settle(now);
    this.#progress.look(now);
    this.#commits.flush(this.#isSynchronised, now);
    this.#effects.wakeAt(hasMoreToServe || hasMoreToScan ? now.monotonicMs : this.#nextWake());
  }

  #announceTip(): void {
    const { tip, headers } = this.#chain;
    const from = this.#announcedTip;
    if (tip === from) return;
    this.#announcedTip = tip;
    this.#blockRelay.announce(tip.hash, headers.headerBytes(tip));
    const hash = hashToDisplay(tip.hash);
    const facts = { height: tip.height, hash, depth: isAncestor(from, tip) ? 0 : 1, time: tip.header.time };
    const level = this.#isSynchronised ? "info" : "debug";
    this.#effects.notify(level, "chain", "tip-changed", `Block ${tip.height} is the new tip, ${hash}.`, facts);
  }

  #wake(now: Now): void {
    this.#peers.connections.wake(now);
    this.#headers.wake(now);
    this.#transactions.wake(now);
    this.#fetch.wake(now);
    this.#wallet.wake(now);
    this.#wallet.lock.wake(now);
    this.#proofs.wake(now);
    this.#commits.wake(now);
    if (now.monotonicMs >= this.#reannounceAtMs) {
      this.#reannounceAtMs = now.monotonicMs + REANNOUNCE_MS;
      this.#transactions.reannounce(this.#own.wtxids(), now);
    }
    this.#addresses.wake(now);
  }

  #nextWake(): number | undefined {
    return [
      this.#peers.connections.nextWake(),
      this.#headers.nextWake(),
      this.#transactions.nextWake(),
      this.#fetch.nextWake(),
      this.#wallet.nextWake(),
      this.#wallet.lock.nextWake(),
      this.#proofs.nextWake(),
      this.#serving.queue.nextWake(),
      this.#commits.nextWake(),
      this.#reannounceAtMs,
      this.#addresses.nextWake(),
    ].reduce(earlier, undefined);
  }

  #command(reply: ReplyId, command: OperatorCommand, now: Now): void {
    const answer = (result: OperatorReply): void => this.#effects.reply(reply, result);
    this.#wallet.lock.wake(now);
    switch (command.name) {
      case "raw-blocks":
        return answerRawBlocks({ ...this.#shownChain(), fetch: this.#fetch }, command, now, answer);
      case "receive":
        return this.#whenSaved(this.#wallet.newAddress(command.label), answer);
      case "label":
        return this.#whenSaved(this.#wallet.label(command), answer);
      case "send":
        return this.#send(command, answer);
      case "bump":
        return this.#bump(command, answer);
      case "abandon": {
        const forgotten = this.#wallet.abandon(command.txid);
        if ("ok" in forgotten) return answer(forgotten);
        for (const { wtxid } of forgotten) this.#own.remove(wtxid);
        return this.#whenSaved(abandonedReply(forgotten), answer);
      }
      case "transaction":
        return this.#showTransaction(command, now, answer);
      default:
        return answer(this.#answer(command, now));
    }
  }

  /** Told only when it is on disk: no crash can make the wallet hand the same key out again, or lose a label. */
  #whenSaved(reply: OperatorReply, answer: (reply: OperatorReply) => void): void {
    if (reply.ok) this.#commits.afterNext(() => answer(reply));
    else answer(reply);
  }

  /** Announced only when the wallet's records are on disk: no crash can make it sign a second spend of these coins. */
  #send(command: PayCommand, answer: (reply: OperatorReply) => void): void {
    if (!this.#wallet.mayPay) return answer(WALLET_BEHIND);
    const { to, amount, feeRate } = command;
    const paid = this.#wallet.pay(command, feeRate);
    if ("ok" in paid) return answer(paid);
    this.#commits.afterNext((now) => {
      this.#wallet.handedOn(paid);
      this.#announceOwn(paid, now);
      const peers = this.#peers.connections.counts().ready;
      const text = `Paid ${coinsText(amount)} to ${to}; announced to ${peers} peers, and again until a block has it.`;
      answer(done(text, hashToDisplay(paid.txid)));
    });
  }

  /** Nobody here can judge it: the old payment is forgotten at once, and counts again should a block have it. */
  #bump(command: BumpCommand, answer: (reply: OperatorReply) => void): void {
    if (!this.#wallet.mayPay) return answer(WALLET_BEHIND);
    const bumped = this.#wallet.bump(command);
    if ("ok" in bumped) return answer(bumped);
    const { tx, fee, replaced } = bumped;
    const old = this.#wallet.wallet.unconfirmed().find(({ txid }) => equalBytes(txid, replaced));
    if (old !== undefined) this.#own.remove(old.wtxid);
    this.#wallet.wallet.keepBump(replaced, tx.txid);
    this.#wallet.saveChanges();
    this.#commits.afterNext((now) => {
      this.#wallet.handedOn(tx);
      this.#announceOwn(tx, now);
      answer(done(`${bumpedText(fee)} Announced until a block has it.`, hashToDisplay(tx.txid)));
    });
  }

  /** Shown only when a peer has proven that it is in a block of the chain. */
  #showTransaction(
    { txid: text, block }: Extract<OperatorCommand, { name: "transaction" }>,
    now: Now,
    answer: (reply: OperatorReply) => void,
  ): void {
    const txid = hashFromDisplay(text);
    if (txid === undefined) {
      return answer(refuse("bad-txid", `"${text}" is not a transaction id (64 hexadecimal digits).`));
    }
    const place = block ?? this.#wallet.heightOf(txid)?.toString();
    if (place === undefined) {
      const message = "A light node keeps its own payments only; name the block that has the transaction as well.";
      return answer(refuse("transaction-not-found", message));
    }
    const entry = findBlock(this.#shownChain(), place);
    if (entry === undefined || !isAncestor(entry, this.#chain.tip)) {
      return answer(refuse("block-not-found", `No block "${place}" is part of the chain; name a height or a hash.`));
    }
    this.#proofs.prove(entry, txid, now, (found) => {
      if ("ok" in found) return answer(found);
      const { addressPrefix } = this.#options.network.params;
      if (!isAncestor(entry, this.#chain.tip)) {
        return answer(refuse("block-not-found", "A reorganisation took that block out of the chain; ask again."));
      }
      const transaction = describeTransaction(found, { fee: null, block: entry }, addressPrefix);
      answer(value({ of: "transaction", transaction }));
    });
  }

  #announceOwn(tx: Transaction, now: Now): void {
    this.#own.add(tx);
    this.#transactions.announce(tx.wtxid, now);
  }

  #answer(command: Exclude<OperatorCommand, { name: AnsweredLater }>, now: Now): OperatorReply {
    switch (command.name) {
      case "node":
        return value({ of: "node", node: this.#describe(now) });
      case "peers":
        return value({ of: "peers", peers: this.#peers.views(now) });
      case "connect":
        return this.#peers.connect(command.address, now);
      case "disconnect":
        return this.#peers.disconnect(command.peer, now);
      case "bans":
        return listBans(this.#peers.connections, now);
      case "ban":
        return this.#keepBans(ban(this.#peers.connections, command.target, command.hours, now), now);
      case "unban":
        return this.#keepBans(unban(this.#peers.connections, command.target, now), now);
      case "request-access":
        return requestAccess(this.#peers, this.#accessRequests, command.peer);
      case "chain":
        return listChain(this.#shownChain(), command.from, command.count);
      case "block":
        return showBlock(this.#shownChain(), command.block);
      case "wallet":
        return value({ of: "wallet", wallet: this.#wallet.view(this.#isAtBestTip) });
      case "history":
        return value({ of: "history", payments: this.#wallet.history(Math.min(command.count, HISTORY_MAX)) });
      case "addresses": {
        const addresses = this.#wallet.addresses(Math.min(command.count, HISTORY_MAX));
        return value({ of: "addresses", addresses });
      }
      case "unlock-wallet":
      case "lock-wallet":
      case "protect-wallet":
        return this.#wallet.lock.answer(command, now);
      case "broadcast-transaction":
        return this.#broadcast(command.rawHex, now);
      case "submit-block":
      case "block-transactions":
      case "address":
      case "address-transactions":
      case "address-coins":
      case "pool":
      case "pool-summary":
      case "pool-recent":
      case "fees":
      case "prioritise":
      case "access":
      case "decide-access":
      case "mining":
      case "mining-mode":
      case "mining-power":
      case "generate":
        return refuse(
          "not-a-full-node",
          `A light node can't answer "${command.name}": it keeps headers and hashes only.`,
        );
      default:
        return command satisfies never;
    }
  }

  /** As far as connected peers know. */
  get #isAtBestTip(): boolean {
    const { ready } = this.#peers.connections.counts();
    return this.#isSynchronised && ready > 0 && !this.#headers.sync.isSyncing();
  }

  #keepBans(reply: OperatorReply, now: Now): OperatorReply {
    if (reply.ok) this.#addresses.saveBans(now);
    return reply;
  }

  #describe(now: Now): NodeView {
    const [options, chain, peers] = [this.#options, this.#chain, this.#peers];
    const isSynchronising = !this.#isSynchronised;
    return describeNode({
      role: "light-node",
      options,
      chain,
      peers,
      isSynchronising,
      progress: this.#progress.view(now),
      permission: this.#accessRequests.view(),
      poolTransactions: this.#own.size,
    });
  }

  #shownChain(): ShownChain {
    return { tip: this.#chain.tip, headers: this.#chain.headers, body: () => undefined };
  }

  #broadcast(rawHex: string, now: Now): OperatorReply {
    const tx: Transaction | OperatorReply = readHexTransaction(rawHex);
    if ("ok" in tx) return tx;
    const refused = checkOwnTransaction(tx);
    if (refused !== undefined) return refused;
    this.#announceOwn(tx, now);
    this.#wallet.watchFor(tx);
    const id = hashToDisplay(tx.txid);
    const peers = this.#peers.connections.counts().ready;
    return done(
      `Transaction ${id} is offered to ${peers} ${peers === 1 ? "peer" : "peers"}, and to others as they connect.`,
      id,
    );
  }
}
