/** Everything that reads what comes from outside. A new reader is a row here. */
import type { TargetEntry } from "./target.ts";
import { openBlocks, openHeaders, openTransactions } from "./targets/consensus-objects.ts";
import { openConsoleLines } from "./targets/console-lines.ts";
import { openFilters } from "./targets/filters.ts";
import { openFrames } from "./targets/frames.ts";
import { openHttpRequests } from "./targets/http-requests.ts";
import { openAddressFiles, openNetworkFiles } from "./targets/json-files.ts";
import { openPeerSockets } from "./targets/peer-sockets.ts";
import { openProofs } from "./targets/proofs.ts";
import { openRoleFrames } from "./targets/role-frames.ts";
import { openOptions } from "./targets/role-options.ts";
import { openNodeAddresses, openPayAddresses } from "./targets/texts.ts";
import { openWalletFiles } from "./targets/wallet-files.ts";
import { openWalletRecords } from "./targets/wallet-records.ts";

export const TARGETS: readonly TargetEntry[] = [
  { name: "header", reads: "readHeader", open: openHeaders },
  { name: "transaction", reads: "readTransaction, checkTransactionAlone", open: openTransactions },
  { name: "block", reads: "readBlock, checkBlockAlone", open: openBlocks },
  { name: "frame", reads: "decodeFrame, every kind of message", open: openFrames },
  { name: "filter", reads: "readGolombCodedSet", open: openFilters },
  { name: "proof", reads: "verify{Transaction,Filter,History,HistoryPrefix}Proof", open: openProofs },
  { name: "network-file", reads: "readNetworkFile, makeNetwork", open: openNetworkFiles },
  { name: "address-file", reads: "Connections.restoreAddresses", open: openAddressFiles },
  { name: "pay-address", reads: "decodeBech32m, keyOfAddress", open: openPayAddresses },
  { name: "node-address", reads: "parseNetAddress, normaliseAddress", open: openNodeAddresses },
  { name: "wallet-file", reads: "readWalletText", open: openWalletFiles },
  { name: "wallet-record", reads: "readWalletRecord", open: openWalletRecords },
  { name: "options", reads: "readOptions", open: openOptions },
  { name: "role", reads: "a full node: frames after the greeting", open: openRoleFrames },
  { name: "console", reads: "attachConsole on a hosted node", open: openConsoleLines },
  { name: "http", reads: "startApi on a hosted node", open: openHttpRequests },
  { name: "socket", reads: "listenForPeers on a hosted node", open: openPeerSockets },
];
