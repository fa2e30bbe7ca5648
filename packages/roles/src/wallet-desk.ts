/** The wallet of a node that validates: follows the chain block by block, and pays when told to. */
import { type AddressFault, assert, keyOfAddress, type Network } from "@triad/chain";
import type { BlockChain, ConnectedBlock } from "@triad/chain/blocks";
import { ancestorAt } from "@triad/chain/headers";
import { hashToDisplay } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import { WALLET_RECORD_PREFIX, Wallet } from "@triad/wallet";
import type { OperatorReply, PaymentView, WalletView } from "./operator.ts";
import type { RoleOptions } from "./role-options.ts";

/** Blocks read again in one turn when a wallet is new to an old chain. */
const CATCH_UP_BLOCKS_PER_TURN = 50;
/** Base units a byte, where the operator says nothing: twice the least that nodes relay. */
const FEE_RATE_DEFAULT = 2;

export class WalletDesk {
  readonly wallet: Wallet;
  readonly #options: RoleOptions;
  readonly #chain: BlockChain;

  constructor(options: RoleOptions, chain: BlockChain) {
    this.#options = options;
    this.#chain = chain;
    this.wallet = new Wallet({
      seed: options.walletSeed,
      network: options.network,
      schnorr: options.schnorr,
      records: options.store.records(WALLET_RECORD_PREFIX),
    });
    this.saveChanges();
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

  /** Into the commit that holds the block which caused them. */
  saveChanges(): void {
    for (const [name, bytes] of this.wallet.takeRecordChanges()) this.#chain.putRecord(name, bytes);
  }

  /** A signed payment whose coins are locked, or the refusal to tell the operator. */
  pay(to: string, amount: number, feeRate: number | undefined): Transaction | OperatorReply {
    const key = keyOfAddress(to, this.#options.network.params.addressPrefix);
    if (typeof key === "string") return refuseAddress(to, key, this.#options.network);
    const paid = this.wallet.pay({
      to: key,
      amount,
      feeRate: feeRate ?? FEE_RATE_DEFAULT,
      height: this.#chain.tip.height,
      auxiliaryRandomness: this.#options.randomness.bytes(32),
    });
    if ("code" in paid) return { ok: false, code: paid.code, message: refusalText(paid.code, paid.facts) };
    this.saveChanges();
    return paid.tx;
  }

  /** Where mined coins go unless the operator names another key; the same until it is first paid. */
  receiveKey(): Uint8Array {
    const key = keyOfAddress(this.wallet.receiveAddress(), this.#options.network.params.addressPrefix);
    assert(typeof key !== "string", "the wallet's addresses are of its own network");
    return key;
  }

  newAddress(): OperatorReply {
    const address = this.wallet.nextAddress();
    this.saveChanges();
    if (typeof address === "string") {
      return { ok: true, value: { of: "done", text: `New address: ${address}`, id: address } };
    }
    const message = "Too many addresses in a row are unpaid; use the present one first.";
    return { ok: false, code: address.code, message };
  }

  view(): WalletView {
    const { confirmed, pending, immature } = this.wallet.balance(this.#chain.tip.height);
    const address = this.wallet.receiveAddress();
    return { confirmed, pending, immature, address, coins: this.wallet.coins().length };
  }

  history(count: number): readonly PaymentView[] {
    const { height: tipHeight } = this.#chain.tip;
    return this.wallet.history(count).map(({ txid, change, fee, height, coinbase }) => ({
      txid: hashToDisplay(txid),
      change,
      fee,
      height,
      confirmations: height === null ? 0 : tipHeight - height + 1,
      coinbase,
    }));
  }
}

function refuseAddress(address: string, fault: AddressFault, network: Network): OperatorReply {
  const { addressPrefix, name } = network.params;
  const reasons: Record<AddressFault, string> = {
    "not-an-address": "it is mistyped or incomplete",
    "other-network": `addresses of network ${name} begin with ${addressPrefix}1`,
    "unknown-version": "its version is not known to this program",
    "wrong-length": "it does not hold a 32-byte key",
  };
  return { ok: false, code: "bad-address", message: `"${address}" can't be paid: ${reasons[fault]}.` };
}

function refusalText(code: string, facts: Readonly<Record<string, string | number>>): string {
  const details = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
  return `The wallet can't make this payment: ${code.replaceAll("-", " ")} (${details.join(", ")}; base units).`;
}
