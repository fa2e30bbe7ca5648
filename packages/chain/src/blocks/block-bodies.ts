/** Bodies as the pipeline needs them: the stored bytes, read again when they aren't in memory any more. */
import { type Block, readBlock } from "@triad/protocol";
import { assert } from "../assert.ts";
import { writeFilterRow } from "../filter/filter-row.ts";
import type { HeaderEntry } from "../headers/header-entry.ts";
import { type HashKey, hashKey } from "../keys.ts";
import type { StoreOverlay } from "../store/store-overlay.ts";
import { type BlockAlone, type BlockBody, readBlockBody } from "./block-alone.ts";

/**
 * Consensus bytes of blocks kept in decoded form between arrival and connection, where they take some five times as
 * much. Policy: a few of the largest blocks; what comes beyond is decoded again from the stored body, so that whoever
 * downloads should pause (`hasEnough`).
 */
const DECODED_BYTES_MAX = 4_000_000;

export class BlockBodies {
  readonly #overlay: StoreOverlay;
  readonly #decoded = new Map<HashKey, BlockBody>();
  #decodedBytes = 0;
  /** Of the block that was connected last: what was decoded at or below it is on branches that lost. */
  #takenHeight = 0;

  constructor(overlay: StoreOverlay) {
    this.#overlay = overlay;
  }

  put(block: BlockAlone, bytes: Uint8Array): void {
    this.#overlay.putBody(block.entry.hash, bytes);
    this.#overlay.putFilter(block.entry.hash, writeFilterRow(block));
    if (this.hasEnough) this.#dropLeft();
    if (this.hasEnough) return;
    this.#decoded.set(hashKey(block.entry.hash), block);
    this.#decodedBytes += block.bytes;
  }

  /** More bodies would only be decoded twice. */
  get hasEnough(): boolean {
    return this.#decodedBytes >= DECODED_BYTES_MAX;
  }

  /** Takes the decoded form out of memory: a body is connected once in its life, reorganisations apart. */
  take(entry: HeaderEntry): BlockBody {
    const key = hashKey(entry.hash);
    const decoded = this.#decoded.get(key);
    if (decoded === undefined) return this.read(entry);
    this.#drop(decoded);
    this.#takenHeight = entry.height;
    return decoded;
  }

  read(entry: HeaderEntry): BlockBody {
    const bytes = this.#overlay.body(entry.hash);
    assert(bytes !== undefined, "an entry is marked as having a body in the commit that stores the body");
    const block = readBlock(bytes);
    assert("transactions" in block, "bodies are stored after they were read once");
    const body = readBlockBody(block, entry);
    assert("entry" in body, "bodies are stored after their transactions were read once");
    return body;
  }

  /** Undefined: it never came, or was pruned. */
  readBlock(entry: HeaderEntry): Block | undefined {
    const bytes = this.#overlay.body(entry.hash);
    const block = bytes === undefined ? undefined : readBlock(bytes);
    return block !== undefined && "transactions" in block ? block : undefined;
  }

  #dropLeft(): void {
    for (const block of [...this.#decoded.values()]) if (block.entry.height <= this.#takenHeight) this.#drop(block);
  }

  #drop(block: BlockBody): void {
    this.#decoded.delete(hashKey(block.entry.hash));
    this.#decodedBytes -= block.bytes;
  }
}
