/** The wallet of a node, whichever way it follows the chain: what its operator asks of it, and its records. */
import { type AddressFault, assert, keyOfAddress, type Network } from "@triad/chain";
import { hashToDisplay } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import { WALLET_RECORD_PREFIX, Wallet, type WalletRefusal } from "@triad/wallet";
import type { OperatorReply, PaymentView, WalletView } from "./operator.ts";
import type { RoleOptions } from "./role-options.ts";
import { WalletLock } from "./wallet-lock.ts";

/** Base units a byte, where the operator says nothing: twice the least that nodes relay. */
const FEE_RATE_DEFAULT = 2;

export interface OwnWalletPorts {
  /** Of the best chain. */
  readonly tipHeight: () => number;
  /** Into the next commit; null: removed. */
  readonly putRecord: (name: string, bytes: Uint8Array | null) => void;
}

export class OwnWallet {
  readonly wallet: Wallet;
  readonly lock: WalletLock;
  readonly #options: RoleOptions;
  readonly #ports: OwnWalletPorts;

  constructor(options: RoleOptions, ports: OwnWalletPorts) {
    this.#options = options;
    this.#ports = ports;
    this.wallet = new Wallet({
      seed: options.walletSeed,
      network: options.network,
      schnorr: options.schnorr,
      records: options.store.records(WALLET_RECORD_PREFIX),
    });
    this.lock = new WalletLock(this.wallet);
    this.saveChanges();
  }

  /** Into the commit that holds the block which caused them. */
  saveChanges(): void {
    for (const [name, bytes] of this.wallet.takeRecordChanges()) this.#ports.putRecord(name, bytes);
  }

  /** A signed payment whose coins are locked, or the refusal to tell the operator. */
  pay(to: string, amount: number, feeRate: number | undefined): Transaction | OperatorReply {
    const key = keyOfAddress(to, this.#options.network.params.addressPrefix);
    if (typeof key === "string") return refuseAddress(to, key, this.#options.network);
    const paid = this.wallet.pay({
      to: key,
      amount,
      feeRate: feeRate ?? FEE_RATE_DEFAULT,
      height: this.#ports.tipHeight(),
      auxiliaryRandomness: this.#options.randomness.bytes(32),
    });
    if ("code" in paid) return refusePayment(paid);
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

  /** `hasCaughtUp`: the node's chain is the best that its peers know of. */
  view(hasCaughtUp = true): WalletView {
    const tipHeight = this.#ports.tipHeight();
    const { confirmed, pending, immature } = this.wallet.balance(tipHeight);
    const scannedHeight = this.wallet.tip()?.height ?? null;
    return {
      confirmed,
      pending,
      immature,
      address: this.wallet.receiveAddress(),
      coins: this.wallet.coins().length,
      scannedHeight,
      isProven: hasCaughtUp && scannedHeight === tipHeight,
      ...this.lock.view(),
    };
  }

  history(count: number): readonly PaymentView[] {
    const tipHeight = this.#ports.tipHeight();
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

function refusePayment({ code, facts }: WalletRefusal): OperatorReply {
  if (code === "wallet-locked") {
    const message = "The wallet is locked: unlock it with its passphrase first. Nothing was paid.";
    return { ok: false, code, message };
  }
  const details = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
  const message = `The wallet can't make this payment: ${code.replaceAll("-", " ")} (${details.join(", ")}; base units).`;
  return { ok: false, code, message };
}
