/**
 * @triad/wallet: keys, balance and payments.
 *
 * Responsible for: keys from a mnemonic (BIP-39, BIP-32), following the chain and the pool for what is ours, choosing
 * coins, signing, and the records that bring all of it back after a restart. It never touches a disk or a socket: the
 * role puts `takeRecordChanges()` into the commit of the block, and announces `unconfirmed()`.
 * Depends on: chain, protocol, crypto, @scure/bip32, @scure/bip39.
 */
export { type AccountKey, accountKeyOf, type KeySource, readAccountKey, writeAccountKey } from "./account-key.ts";
export { forgetBlocks } from "./forget-blocks.ts";
export { GAP_LIMIT, KeyChain, type KeyPath } from "./key-chain.ts";
export { LABEL_LENGTH_MAX, LABELS_MAX, type Labelled } from "./labels.ts";
export {
  checkMnemonic,
  findUnknownWord,
  MNEMONIC_WORDS,
  type MnemonicFault,
  newMnemonic,
  seedOfMnemonic,
  tidyMnemonic,
} from "./mnemonic.ts";
export { DUST, FEE_RATE_MAX, INPUTS_MAX, type WalletRefusal, type WalletRefusalCode } from "./plan-payment.ts";
export { Wallet, type WalletOptions } from "./wallet.ts";
export {
  KEYS_RECORD,
  readWalletRecord,
  WALLET_RECORD_PREFIX,
  type WalletRecord,
  WalletRecordError,
} from "./wallet-record.ts";
export type {
  Balance,
  Payment,
  PaymentOrder,
  WalletAddress,
  WalletBlock,
  WalletCoin,
  WalletTip,
} from "./wallet-views.ts";
