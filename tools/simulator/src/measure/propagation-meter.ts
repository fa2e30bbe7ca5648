/**
 * Watches a run: who has which block or transaction since when, over how many hops it came, and what was sent for it.
 * As a checker it is shown all that happens, and it changes nothing.
 *
 * A node has a block when it is its tip, fully validated; a light node, when it has heard of the header. It has a
 * transaction when it is in its pool. Light nodes take no transactions of others.
 */
import { type HashKey, hashKey } from "@triad/chain";
import { sha256d } from "@triad/crypto";
import { DecodeError, decodeFrame } from "@triad/protocol";
import type { Event } from "@triad/roles";
import type { Checker, CheckerHooks } from "../checkers/checker.ts";
import { announcedItems } from "../engine/announced-items.ts";
import type { ConnectionEnd } from "../engine/connection.ts";
import { partsOf } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { World } from "../engine/world.ts";
import { ItemWay } from "./item-way.ts";
import { SentFrames } from "./sent-frames.ts";

interface TransactionWay {
  readonly txid: HashKey;
  readonly way: ItemWay;
}

export class PropagationMeter implements Checker {
  readonly name = "propagation-meter";
  readonly claim = "Nothing: it measures.";
  readonly sent = new SentFrames();
  #world: World | undefined;
  #block: { readonly key: HashKey; readonly way: ItemWay } | undefined;
  /** By wtxid. */
  readonly #transactions = new Map<HashKey, TransactionWay>();
  readonly #senders = new WeakMap<ConnectionEnd, SimNode>();

  begin(world: World): CheckerHooks {
    this.#world = world;
    return {
      onEvent: (node, event) => {
        if (event.type === "frame-received") this.#frameCame(node, event.peer, event.frame);
      },
      onEffect: (_node, effect) => {
        if (effect.type === "send") this.sent.count(effect.frame);
      },
      afterTurn: (node, event) => this.#look(node, event),
    };
  }

  followBlock(key: HashKey, origin: SimNode): ItemWay {
    const way = new ItemWay(origin, this.#nowMs);
    this.#block = { key, way };
    return way;
  }

  forgetBlock(): void {
    this.#block = undefined;
  }

  followTransaction(txid: HashKey, wtxid: HashKey, origin: SimNode, startMs: number): ItemWay {
    const way = new ItemWay(origin, startMs);
    this.#transactions.set(wtxid, { txid, way });
    return way;
  }

  forgetTransactions(): void {
    this.#transactions.clear();
  }

  get #nowMs(): number {
    return this.#world?.nowMs() ?? 0;
  }

  #frameCame(node: SimNode, peer: number, frame: Uint8Array): void {
    switch (this.sent.kindOf(frame)) {
      case "block-announcement":
      case "compact-block":
        this.#blockHeard(node, peer, frame);
        return;
      case "transactions":
        if (this.#transactions.size > 0) this.#transactionsCame(node, peer, frame);
        return;
      default:
        return;
    }
  }

  #blockHeard(node: SimNode, peer: number, frame: Uint8Array): void {
    const block = this.#block;
    if (block === undefined || !announcedItems(frame).includes(block.key)) return;
    const from = this.#senderOf(node, peer);
    if (from !== undefined) block.way.heard(node, from);
    if (this.sent.kindOf(frame) === "compact-block") block.way.copyCame(node);
    if (node.role === "light-node") block.way.reached(node, this.#nowMs);
  }

  #transactionsCame(node: SimNode, peer: number, frame: Uint8Array): void {
    const message = decodeFrame(frame);
    if (message instanceof DecodeError || message.kind !== "transactions") return;
    for (const bytes of message.transactions) {
      const followed = this.#transactions.get(hashKey(sha256d(bytes)));
      if (followed === undefined) continue;
      followed.way.copyCame(node);
      const from = this.#senderOf(node, peer);
      if (from !== undefined) followed.way.heard(node, from);
    }
  }

  #look(node: SimNode, event: Event | undefined): void {
    const { core, role } = node;
    if (core === undefined || role === "light-node") return;
    const block = this.#block;
    if (block !== undefined && !block.way.hasReached(node) && hashKey(partsOf(core).chain.tip.hash) === block.key) {
      block.way.reached(node, this.#nowMs);
    }
    if (this.#transactions.size === 0 || (event?.type !== "signatures-checked" && event?.type !== "frame-received"))
      return;
    for (const { txid, way } of this.#transactions.values()) {
      if (!way.hasReached(node) && partsOf(core).pool.byTxid(txid) !== undefined) way.reached(node, this.#nowMs);
    }
  }

  /** Looked for once on each connection, as that takes long. */
  #senderOf(node: SimNode, peer: number): SimNode | undefined {
    const connection = node.connections.get(peer);
    if (connection === undefined) return undefined;
    const known = this.#senders.get(connection) ?? this.#world?.network.otherSide(node, peer);
    if (known !== undefined) this.#senders.set(connection, known);
    return known;
  }
}
