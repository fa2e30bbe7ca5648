/**
 * What comes in: headers and bodies, through every check that needs no coin. What passes is kept, in the index of headers
 * and for the next commit; whether it becomes part of the chain is decided elsewhere.
 */
import { type Block, DecodeError, readBlock, type Transaction } from "@triad/protocol";
import { assert } from "../assert.ts";
import { acceptHeader } from "../headers/check-header.ts";
import type { HeaderEntry } from "../headers/header-entry.ts";
import type { HeaderIndex } from "../headers/header-index.ts";
import { type HistoryNodes, historyRoot } from "../history/history-tree.ts";
import { historyNodesOver, nodesToStore } from "../history/stored-history.ts";
import type { Network } from "../params/network.ts";
import { Reject, reject } from "../reject.ts";
import type { StoreOverlay } from "../store/store-overlay.ts";
import { type BlockBody, checkBlockAlone } from "./block-alone.ts";
import type { BlockBodies } from "./block-bodies.ts";

export type BlockOutcome =
  /** `reachable`: the blocks of which all ancestors' bodies are here now as well. */
  | { readonly kind: "accepted"; readonly entry: HeaderEntry; readonly reachable: readonly HeaderEntry[] }
  | { readonly kind: "known"; readonly entry: HeaderEntry }
  /** `entry`: the header was good, or is not to blame for its body. */
  | { readonly kind: "refused"; readonly reject: Reject; readonly entry: HeaderEntry | undefined };

/** A transaction that was read before, by its wtxid, such as by the pool. */
export type KnownTransaction = (wtxid: Uint8Array) => Transaction | undefined;

export class BlockIntake {
  /** The history tree of every branch; it may be asked for known headers only. */
  readonly historyNodes: HistoryNodes;
  readonly #network: Network;
  readonly #headers: HeaderIndex;
  readonly #bodies: BlockBodies;
  readonly #overlay: StoreOverlay;
  readonly #known: KnownTransaction;

  constructor(
    network: Network,
    headers: HeaderIndex,
    bodies: BlockBodies,
    overlay: StoreOverlay,
    known: KnownTransaction,
  ) {
    this.#network = network;
    this.#known = known;
    this.#headers = headers;
    this.#bodies = bodies;
    this.#overlay = overlay;
    this.historyNodes = historyNodesOver(headers, (hash, level) => overlay.historyNode(hash, level));
  }

  acceptHeader(headerBytes: Uint8Array, nowSeconds: number): HeaderEntry | Reject {
    const size = this.#headers.size;
    const entry = acceptHeader(this.#headers, this.#network, headerBytes, nowSeconds);
    if (!(entry instanceof Reject) && this.#headers.size > size) this.#storeHistoryNodes(entry);
    return entry;
  }

  /** An encoded Block; its header is accepted on the way. */
  acceptBlock(bytes: Uint8Array, nowSeconds: number): BlockOutcome {
    const block = readBlock(bytes);
    if (block instanceof DecodeError) {
      return { kind: "refused", reject: reject("mutated-block", { what: block.what }), entry: undefined };
    }
    const entry = this.acceptHeader(block.header, nowSeconds);
    if (entry instanceof Reject) return { kind: "refused", reject: entry, entry: undefined };
    if (entry.hasBody) return { kind: "known", entry };
    return this.#acceptBody(block, bytes, entry);
  }

  /** The genesis block, whose body is part of the network's parameters. */
  acceptGenesis(): BlockBody {
    const { genesis } = this.#network;
    const entry = this.#headers.genesis;
    this.#headers.markBody(entry);
    const body = checkBlockAlone(genesis.block, { network: this.#network, entry, historyRoot: new Uint8Array(32) });
    assert("transactions" in body, "the genesis block is made from parameters that were checked");
    this.#bodies.put(body, genesis.bytes);
    return body;
  }

  /** What the next block must commit to as its history. */
  historyRootAfter(parent: HeaderEntry): Uint8Array {
    return historyRoot(parent.height + 1, parent.hash, this.historyNodes);
  }

  #acceptBody(block: Block, bytes: Uint8Array, entry: HeaderEntry): BlockOutcome {
    const { parent } = entry;
    assert(parent !== undefined, "genesis has its body from the start");
    const historyRoot = this.historyRootAfter(parent);
    const context = { network: this.#network, entry, historyRoot, known: this.#known };
    const body = checkBlockAlone(block, context);
    if (body instanceof Reject) return { kind: "refused", reject: body, entry };
    this.#bodies.put(body, bytes);
    return { kind: "accepted", entry, reachable: this.#headers.markBody(entry) };
  }

  #storeHistoryNodes(entry: HeaderEntry): void {
    for (const { hash, level, bytes } of nodesToStore(entry, this.historyNodes)) {
      this.#overlay.putHistoryNode(hash, level, bytes);
    }
  }
}
