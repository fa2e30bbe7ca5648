/**
 * @triad/host-nodejs: everything that does I/O around a role in Node.js.
 *
 * Responsible for: the loop, sockets, worker threads, clock, commits, keys and files of the data directory, options,
 * the log, and a clean end. `runRole` is a whole program; `createNode` is a role with its I/O, for tests in one process.
 * Depends on: roles (the seam), chain, gossip (disconnect codes), mining (nonce search), wallet (mnemonic), protocol
 * (limits), crypto, store-lmdb, ws, pino.
 */
export { auditStore, type ChainAudit } from "./chain-commands/chain-audit.ts";
export { chainFileChunks, writeWholeFile } from "./chain-commands/chain-file-writer.ts";
export { BAR_EVERY_MS, type Progress, tellProgress } from "./chain-commands/progress.ts";
export { withBar } from "./chain-commands/progress-bar.ts";
export { openRunningChain, type RunningChain } from "./chain-commands/running-chain.ts";
export type { Subcommand } from "./chain-commands/subcommand.ts";
export { SUBCOMMANDS } from "./chain-commands/subcommand-table.ts";
export { chooseSchnorr } from "./choose-schnorr.ts";
export { closeCodeOf, readClose } from "./close-codes.ts";
export { createNode, type ListenOptions, type Node, type NodeParts } from "./create-node.ts";
export { type DataPaths, dataPaths, defaultDataDirectory } from "./data-directory.ts";
export { nearestWord } from "./edit-distance.ts";
export { EXIT, FatalError } from "./fatal-error.ts";
export { type Bound, type ListenChoice, listenAtChoice } from "./listen-choice.ts";
export { machineAddresses, reachableUrls } from "./machine-addresses.ts";
export { type Lookup, lookupBySystem } from "./name-resolver.ts";
export { type NoNativeSchnorr, nativeSchnorr } from "./native-schnorr.ts";
export { formatNetAddress, parseNetAddress, webSocketUrl } from "./net-address.ts";
export { NETWORK_SETTINGS } from "./network-commands/network-settings.ts";
export type { Attach, Attachment, NodeHandle } from "./node-handle.ts";
export { createNonceWorkers, type NonceWorkers, type NonceWorkersOptions } from "./nonce-workers.ts";
export {
  configName,
  environmentName,
  type NodeOptions,
  OPTIONS,
  type OptionRow,
  optionsOfRole,
} from "./option-table.ts";
export { readOptions } from "./options.ts";
export type { FrameObserver } from "./peer-connections.ts";
export { systemRandomness } from "./randomness.ts";
export type { CreateCore, RoleName, RoleOptions } from "./role-options.ts";
export { type RunRoleHooks, runRole } from "./run-role.ts";
export { readTlsIdentity, type TlsIdentity } from "./tls-files.ts";
export { takeUnseenKeys, type UnseenLine } from "./unseen-line.ts";
export { VERSION } from "./version.ts";
export { WALLET_COMMANDS } from "./wallet-commands/wallet-command-table.ts";
export { readWalletText, type WalletContents, writeWalletText } from "./wallet-file.ts";
export { createWalletKeeper, type WalletKeeper } from "./wallet-keeper.ts";
export { wrapWords } from "./wrap-words.ts";
