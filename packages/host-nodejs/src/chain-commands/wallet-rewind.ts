/**
 * Keeps the wallet of a data directory on the chain while a file is imported. Blocks that the chain gains are read by
 * the role's wallet at its next start; blocks that it loses it could not find any more, so they are taken back here, in
 * the commit that loses them.
 */
import { existsSync } from "node:fs";
import type { ChainStore, Network } from "@triad/chain";
import type { ConnectedBlock } from "@triad/chain/blocks";
import { equalBytes, wasmSchnorr } from "@triad/crypto";
import { WALLET_RECORD_PREFIX, Wallet, WalletRecordError } from "@triad/wallet";
import { FatalError } from "../fatal-error.ts";
import { systemRandomness } from "../randomness.ts";
import { openWalletFile } from "../wallet-file.ts";
import { recordsText } from "../wallet-records-text.ts";

export class WalletRewind {
  readonly #wallet: Wallet | undefined;

  /** `file`: where the wallet's words are. @throws FatalError when they are needed and can't be read, or are another wallet's. */
  constructor(file: string, store: ChainStore, network: Network) {
    const records = [...store.records(WALLET_RECORD_PREFIX)];
    // No wallet has followed this chain.
    if (records.length === 0) return;
    if (!existsSync(file)) {
      throw new FatalError(`The wallet ${file} is missing, but it has followed this chain. Put it back first.`);
    }
    const seed = openWalletFile(file, systemRandomness);
    try {
      this.#wallet = new Wallet({ seed, network, schnorr: wasmSchnorr(), records });
    } catch (error) {
      throw error instanceof WalletRecordError ? new FatalError(recordsText(error, file)) : error;
    }
  }

  /** Returns the records to commit with the block. */
  disconnected(block: ConnectedBlock): Iterable<readonly [name: string, bytes: Uint8Array | null]> {
    const tip = this.#wallet?.tip();
    // A wallet that is still behind has not seen the block.
    if (this.#wallet === undefined || tip === undefined || !equalBytes(tip.hash, block.entry.hash)) return [];
    this.#wallet.blockDisconnected(block);
    return this.#wallet.takeRecordChanges();
  }
}
