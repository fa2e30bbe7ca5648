/** Reads a chain file as a stream: one block in memory at a time, whatever the file's length. */
import { createHash } from "node:crypto";
import type { Network } from "@triad/chain";
import { equalBytes, hashToDisplay } from "@triad/crypto";
import { FatalError } from "../fatal-error.ts";
import {
  CHAIN_FILE_VERSION,
  CHECKSUM_BYTES,
  FILE_BLOCK_BYTES_MAX,
  LENGTH_BYTES,
  PROLOGUE_BYTES,
  readPrologue,
  readUint32,
} from "./chain-file-format.ts";

/**
 * Encoded Blocks from height 1 on; `name` is what errors call the file. The checksum stands at the end: what was
 * given out before has to be judged by itself.
 * @throws FatalError where the file is none, another network's, cut off or damaged.
 */
export async function* readChainFile(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  network: Network,
): AsyncGenerator<Uint8Array, void, void> {
  const source = new ByteSource(chunks);
  checkPrologue(name, await source.take(PROLOGUE_BYTES), network);
  for (let height = 1; ; height++) {
    const length = await source.take(LENGTH_BYTES);
    if (length === undefined) throw cutOff(name, `before block ${height}`);
    const bytes = readUint32(length);
    if (bytes === 0) break;
    if (bytes > FILE_BLOCK_BYTES_MAX) {
      throw new FatalError(`${name} is damaged: block ${height} would be ${bytes} bytes, more than any block has.`);
    }
    const block = await source.take(bytes);
    if (block === undefined) throw cutOff(name, `in the middle of block ${height}`);
    yield block;
  }
  const computed = source.hash();
  const checksum = await source.take(CHECKSUM_BYTES);
  if (checksum === undefined) throw cutOff(name, "in its checksum");
  if (!equalBytes(checksum, computed)) throw new FatalError(`${name} is damaged: its checksum does not match.`);
  if ((await source.take(1)) !== undefined) throw new FatalError(`${name} goes on after its checksum.`);
}

function checkPrologue(name: string, bytes: Uint8Array | undefined, { chainId, params }: Network): void {
  const prologue = bytes === undefined ? ({ kind: "no-chain-file" } as const) : readPrologue(bytes);
  switch (prologue.kind) {
    case "no-chain-file":
      throw new FatalError(`${name} is no chain file. Such files are made with export-chain.`);
    case "other-version":
      throw new FatalError(
        `${name} has format version ${prologue.version}, this program reads ${CHAIN_FILE_VERSION}. ` +
          "Use the version of the program that wrote it, or a newer one.",
      );
    case "chain":
      if (equalBytes(prologue.chainId, chainId)) return;
      throw new FatalError(
        `${name} belongs to another network: its chain id is ${hashToDisplay(prologue.chainId)}, that of the ` +
          `network ${params.name} is ${hashToDisplay(chainId)}. Choose the file's network with --network.`,
      );
    default:
      prologue satisfies never;
  }
}

function cutOff(name: string, where: string): FatalError {
  return new FatalError(`${name} is cut off: it ends ${where}.`);
}

/** Takes pieces of a wanted length out of chunks of any length, and hashes what was taken. */
class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #sha256 = createHash("sha256");
  #rest: Uint8Array = new Uint8Array(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** undefined: fewer are left. */
  async take(count: number): Promise<Uint8Array | undefined> {
    const piece = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      if (this.#rest.length === 0) {
        const next = await this.#chunks.next();
        if (next.done === true) return undefined;
        this.#rest = next.value;
      }
      const part = this.#rest.subarray(0, count - filled);
      piece.set(part, filled);
      filled += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
    this.#sha256.update(piece);
    return piece;
  }

  /** Of all that was taken up to here. */
  hash(): Uint8Array {
    return new Uint8Array(this.#sha256.copy().digest());
  }
}
