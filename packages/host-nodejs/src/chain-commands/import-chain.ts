/**
 * The subcommand import-chain: a file's blocks go through every check that a peer's blocks go through, and are
 * committed in rounds. Where it ends, by the file's end or by a fault in it, all that is committed is valid.
 */
import { createReadStream, statSync } from "node:fs";
import type { Reject } from "@triad/chain";
import { BlockChain, type ChainEvent } from "@triad/chain/blocks";
import { type HeaderEntry, isAncestor } from "@triad/chain/headers";
import { hashToDisplay } from "@triad/crypto";
import { FatalError } from "../fatal-error.ts";
import { fileFault } from "../file-fault.ts";
import { LENGTH_BYTES } from "./chain-file-format.ts";
import { readChainFile } from "./chain-file-reader.ts";
import { ChainWriter } from "./chain-writer.ts";
import { isReindexing } from "./reindex.ts";
import { type SignatureCheck, withSignatureWorkers } from "./signature-check.ts";
import type { CommandRun } from "./subcommand.ts";
import { WalletRewind } from "./wallet-rewind.ts";

export function importChain(file: string, run: CommandRun): Promise<boolean> {
  const { network, store, paths, tell, print } = run;
  if (isReindexing(store)) throw new FatalError('A reindex was interrupted; finish it first: run "reindex" again.');
  const name = file === "-" ? "the standard input" : file;
  return withSignatureWorkers(run.signatures, async (check) => {
    const importer = new Importer(name, { run, check, rewind: new WalletRewind(paths.wallet, store, network) });
    const stream = file === "-" ? process.stdin : createReadStream(file);
    try {
      await importer.addAll(readChainFile(name, stream, network), sizeOf(file));
    } catch (error) {
      tell(stateOf(importer.committedTip));
      throw error;
    } finally {
      stream.destroy();
    }
    print(`Read ${importer.read} blocks from ${name}, of which ${importer.added} were new.`);
    print(stateOf(importer.committedTip));
    if (importer.isFollowed) return true;
    const fork = importer.outOfReach;
    if (fork === undefined) print("The file's chain is stored beside it: it does not have more work.");
    else tell(cannotFollow(fork, store.prunedHeight));
    return fork === undefined;
  });
}

interface ImporterParts {
  readonly run: CommandRun;
  readonly check: SignatureCheck;
  readonly rewind: WalletRewind;
}

class Importer {
  /** What the directory has for sure, also when a commit fails. */
  committedTip: HeaderEntry;
  read = 0;
  added = 0;
  readonly #name: string;
  readonly #parts: ImporterParts;
  readonly #chain: BlockChain;
  readonly #writer: ChainWriter;
  #last: HeaderEntry;
  #fault: FatalError | undefined;
  #unreachable: { readonly to: HeaderEntry; readonly fork: HeaderEntry } | undefined;

  constructor(name: string, parts: ImporterParts) {
    this.#name = name;
    this.#parts = parts;
    this.#chain = openChain(parts.run);
    this.#last = this.#chain.headers.genesis;
    this.committedTip = this.#chain.tip;
    const { check, run } = parts;
    const seen = (event: ChainEvent) => this.#heed(event);
    this.#writer = new ChainWriter({ chain: this.#chain, store: run.store, check, seen });
  }

  /** The file's chain is the best one here. */
  get isFollowed(): boolean {
    return isAncestor(this.#last, this.#chain.tip);
  }

  /** Where the file's chain, although it is better, parts from the one here too far below: that is pruned. */
  get outOfReach(): HeaderEntry | undefined {
    if (this.#unreachable === undefined || !isAncestor(this.#unreachable.to, this.#last)) return undefined;
    return this.#unreachable.fork;
  }

  /** What is good before the first fault is committed before the fault is thrown. `size`: bytes of the whole file. */
  async addAll(blocks: AsyncIterable<Uint8Array>, size: number | undefined): Promise<void> {
    let bytesRead = 0;
    try {
      for await (const bytes of blocks) {
        this.#add(bytes);
        await this.#writer.accepted(bytes.length);
        bytesRead += LENGTH_BYTES + bytes.length;
        this.#parts.run.progress(this.read, undefined, size === undefined ? undefined : Math.min(bytesRead / size, 1));
        if (this.#fault !== undefined) break;
      }
    } catch (error) {
      // After any other error, such as one of the store, nothing may be committed.
      if (isFileError(error)) this.#fault ??= new FatalError(`Can't read ${this.#name}: ${fileFault(error)}.`);
      else if (error instanceof FatalError) this.#fault ??= error;
      else throw error;
    }
    await this.#writer.finish();
    this.committedTip = this.#chain.tip;
    if (this.#fault !== undefined) throw this.#fault;
  }

  #add(bytes: Uint8Array): void {
    const height = this.read + 1;
    const outcome = this.#chain.acceptBlock(bytes, Math.floor(Date.now() / 1000));
    if (outcome.kind === "refused") throw this.#broken(height, outcome.reject);
    if (outcome.entry.parent !== this.#last) {
      throw new FatalError(`Block ${height} of ${this.#name} does not build on the block before it.`);
    }
    this.#last = outcome.entry;
    this.read = height;
    if (outcome.kind === "accepted") this.added += 1;
  }

  #heed(event: ChainEvent): void {
    if (event.type === "disconnected") {
      for (const [name, bytes] of this.#parts.rewind.disconnected(event.block)) this.#chain.putRecord(name, bytes);
    }
    if (event.type === "reorg-below-pruned") this.#unreachable = event;
    // A stored block of another branch may prove invalid at this moment: that is not the file's fault.
    if (event.type === "block-invalid" && isAncestor(event.entry, this.#last)) {
      this.#fault = this.#broken(event.entry.height, event.reject);
    }
  }

  #broken(height: number, { code, meaning }: Reject): FatalError {
    return new FatalError(`Block ${height} of ${this.#name} breaks the rule ${code}: ${meaning}.`);
  }
}

function openChain({ network, store, coinCacheBytes }: CommandRun): BlockChain {
  let jobs = 0;
  return new BlockChain({ network, store, coinCacheBytes, isVerified: () => false, newJob: () => ++jobs });
}

function cannotFollow({ height }: HeaderEntry, prunedHeight: number): string {
  return (
    `The file's chain has more work, but it parts from the chain here at height ${height}, and of that this directory ` +
    `keeps only the blocks above height ${prunedHeight} (--prune): it can't follow. Move the directory's chain/ away ` +
    "and import again, or start the node: it gets the chain anew from its peers."
  );
}

/** Undefined of what is no file, such as a pipe: nobody knows how much will come. */
function sizeOf(file: string): number | undefined {
  const found = file === "-" ? undefined : statSync(file, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size > 0 ? found.size : undefined;
}

function stateOf({ height, hash }: HeaderEntry): string {
  return `The chain here ends at block ${height}, ${hashToDisplay(hash)}.`;
}

/** Of reading the file: the store has errors of its own. */
function isFileError(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error;
}
