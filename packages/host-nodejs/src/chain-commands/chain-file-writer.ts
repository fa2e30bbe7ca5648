/** Writes the best chain of a store as a chain file: a stream of chunks, and where they go. */
import { createHash } from "node:crypto";
import { type FileHandle, open, rename, rm, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Network } from "@triad/chain";
import { FatalError } from "../fatal-error.ts";
import { fileFault } from "../file-fault.ts";
import { writeFileBlock, writePrologue, writeUint32 } from "./chain-file-format.ts";

/** `blocks`: encoded Blocks from height 1 on. */
export function* chainFileChunks(network: Network, blocks: Iterable<Uint8Array>): Iterable<Uint8Array> {
  const file = new ChainFileChunks(network);
  yield file.begin();
  for (const block of blocks) yield file.block(block);
  yield* file.end();
}

/** The same of blocks that come one after the other. */
export async function* chainFileChunksOf(
  network: Network,
  blocks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  const file = new ChainFileChunks(network);
  yield file.begin();
  for await (const block of blocks) yield file.block(block);
  yield* file.end();
}

class ChainFileChunks {
  readonly #sha256 = createHash("sha256");
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
  }

  begin(): Uint8Array {
    return this.#hashed(writePrologue(this.#network.chainId));
  }

  block(bytes: Uint8Array): Uint8Array {
    return this.#hashed(writeFileBlock(bytes));
  }

  end(): readonly Uint8Array[] {
    return [this.#hashed(writeUint32(0)), new Uint8Array(this.#sha256.digest())];
  }

  #hashed(bytes: Uint8Array): Uint8Array {
    this.#sha256.update(bytes);
    return bytes;
  }
}

type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Under its name the file is there whole or not at all. @throws FatalError when it can't be written. */
export async function writeWholeFile(path: string, chunks: Chunks): Promise<void> {
  const temporary = `${path}.tmp`;
  try {
    await refuseSpecialFile(path);
    const file = await open(temporary, "w", 0o644);
    try {
      for await (const chunk of chunks) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncDirectory(dirname(resolve(path)));
  } catch (error) {
    await rm(temporary, { force: true });
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw new FatalError(
      `Can't write ${path}: ${fileFault(error)}. Check the directory, its owner and its free space.`,
    );
  }
}

/** @throws FatalError when nobody reads any more. */
export async function writeToStream(stream: NodeJS.WritableStream, chunks: Chunks): Promise<void> {
  for await (const chunk of chunks) {
    await new Promise<void>((done, fail) => {
      stream.write(chunk, (error) => {
        if (error === undefined || error === null) done();
        else fail(new FatalError(`Can't write to the standard output: ${error.message}.`));
      });
    });
  }
}

/** A rename would replace a device or a pipe by a file. */
async function refuseSpecialFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || found.isFile()) return;
  throw new FatalError(`${path} is no file. Name a file, or - for the standard output.`);
}

/** So that the new name survives a loss of power too. */
async function syncDirectory(directory: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(directory, "r");
    await handle.sync();
  } catch {
    // Some systems can't sync a directory; the contents are synced all the same.
  } finally {
    await handle?.close();
  }
}
