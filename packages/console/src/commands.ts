/** Which function does what a word says; nothing else. */
import { doAnswer } from "./do-access.ts";
import { doLookUp } from "./do-addresses.ts";
import { doBan, doBans, doUnban } from "./do-bans.ts";
import { doBlock, doChain, doTransaction } from "./do-chain.ts";
import { doHelp, doLog, doMenu, doStop } from "./do-console.ts";
import { doExport } from "./do-export.ts";
import { doAddresses, doLabel } from "./do-labels.ts";
import { doExclude, doGenerate, doInclude, doMining, doPool, doPrioritise } from "./do-mining.ts";
import {
  doBalance,
  doBroadcast,
  doFees,
  doHistory,
  doReceive,
  doSend,
  doSubmitBlock,
  doWallet,
} from "./do-payments.ts";
import { doAccess, doConnect, doDisconnect, doNode, doPeers } from "./do-peers.ts";
import { doAbandon, doBump } from "./do-waiting.ts";
import { doBackup, doLock, doPassphrase, doUnlock, doWords } from "./do-wallet.ts";
import type { Word } from "./menu-entries.ts";
import type { Session } from "./session.ts";

/** `args`: what was typed after the word, split at spaces. */
export type DoCommand = (session: Session, args: readonly string[]) => Promise<void>;

export const COMMANDS: Readonly<Record<Word, DoCommand>> = {
  access: doAccess,
  answer: doAnswer,
  broadcast: doBroadcast,
  send: doSend,
  connect: doConnect,
  disconnect: doDisconnect,
  ban: doBan,
  unban: doUnban,
  bans: doBans,
  stop: doStop,
  chain: doChain,
  block: doBlock,
  export: doExport,
  tx: doTransaction,
  "look-up": doLookUp,
  mining: doMining,
  generate: doGenerate,
  "submit-block": doSubmitBlock,
  pool: doPool,
  include: doInclude,
  exclude: doExclude,
  prioritise: doPrioritise,
  fees: doFees,
  wallet: doWallet,
  balance: doBalance,
  receive: doReceive,
  addresses: doAddresses,
  label: doLabel,
  bump: doBump,
  abandon: doAbandon,
  passphrase: doPassphrase,
  unlock: doUnlock,
  lock: doLock,
  words: doWords,
  backup: doBackup,
  history: doHistory,
  peers: doPeers,
  node: doNode,
  log: doLog,
  menu: doMenu,
  help: doHelp,
  quit: doStop,
};
