/** The wallet of a node that validates: follows the chain block by block. */
import type { BlockChain, ConnectedBlock } from "@triad/chain/blocks";
import { ancestorAt } from "@triad/chain/headers";
import { OwnWallet } from "./own-wallet.ts";
import type { RoleOptions } from "./role-options.ts";

/** Blocks read again in one turn when a wallet is new to an old chain. */
const CATCH_UP_BLOCKS_PER_TURN = 50;

export class WalletDesk extends OwnWallet {
  readonly #chain: BlockChain;

  constructor(options: RoleOptions, chain: BlockChain) {
    super(options, {
      tipHeight: () => chain.tip.height,
      putRecord: (name, bytes) => chain.putRecord(name, bytes),
    });
    this.#chain = chain;
  }

  /** Reads blocks that the chain has and the wallet hasn't seen; false: there are more. */
  catchUp(): boolean {
    const { tip } = this.#chain;
    for (let read = 0; read < CATCH_UP_BLOCKS_PER_TURN && this.nextHeight <= tip.height; read++) {
      this.wallet.blockConnected(this.#chain.connectedBlock(ancestorAt(tip, this.nextHeight)));
    }
    this.saveChanges();
    return this.wallet.tip()?.height === tip.height;
  }

  /** Of the block that the wallet reads next. A new wallet can't read what was pruned before it came. */
  get nextHeight(): number {
    const seen = this.wallet.tip();
    if (seen !== undefined) return seen.height + 1;
    return this.#chain.prunedHeight === 0 ? 0 : this.#chain.prunedHeight + 1;
  }

  connected(block: ConnectedBlock): void {
    this.wallet.blockConnected(block);
    this.saveChanges();
  }

  disconnected(block: ConnectedBlock): void {
    this.wallet.blockDisconnected(block);
    this.saveChanges();
  }
}
