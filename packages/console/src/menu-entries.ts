/**
 * Everything that can be typed: one table, from which menu, help, completion and the choice of a command are made. Longer
 * than 400 lines because it is one table.
 */
import type { RoleName } from "@triad/host-nodejs";

export type Word =
  | "access"
  | "answer"
  | "broadcast"
  | "send"
  | "connect"
  | "disconnect"
  | "ban"
  | "unban"
  | "bans"
  | "stop"
  | "chain"
  | "block"
  | "export"
  | "tx"
  | "look-up"
  | "mining"
  | "generate"
  | "submit-block"
  | "pool"
  | "include"
  | "exclude"
  | "prioritise"
  | "fees"
  | "wallet"
  | "balance"
  | "receive"
  | "addresses"
  | "label"
  | "bump"
  | "abandon"
  | "passphrase"
  | "unlock"
  | "lock"
  | "words"
  | "backup"
  | "history"
  | "peers"
  | "node"
  | "log"
  | "menu"
  | "help"
  | "quit";

export interface MenuEntry {
  readonly word: Word;
  /** Its key in the menu of a role; a role without one has it as a word only. */
  readonly keys?: Readonly<Partial<Record<RoleName, number>>>;
  readonly roles: readonly RoleName[];
  /** What follows the word; square brackets: may be left out, the console asks for the rest. */
  readonly usage: string;
  readonly summary: string;
  readonly help: string;
  /** Words that people try instead. */
  readonly aliases?: readonly string[];
  /** Fixed words that can follow, for completion. */
  readonly choices?: readonly string[];
}

const ALL: readonly RoleName[] = ["full-node", "miner", "light-node"];
/** A light node keeps no transactions but its own. */
const WITH_POOL: readonly RoleName[] = ["full-node", "miner"];
const MINER: readonly RoleName[] = ["miner"];
const FULL_NODE: readonly RoleName[] = ["full-node"];

export const MENU_ENTRIES: readonly MenuEntry[] = [
  {
    word: "access",
    keys: forAll(1),
    roles: ALL,
    usage: "[PEER]",
    summary: "Request access to the blockchain",
    help: "Asks full nodes for access to their chain, and synchronises with those that grant it: all full nodes that are connected or will be, or the peer with this number (see peers). Their operators may take their time: the answer comes when they have decided, and node shows who has not. A peer that keeps no complete chain answers that it is not a full node.",
    aliases: ["request", "request-access", "sync"],
  },
  {
    word: "broadcast",
    keys: forAll(2),
    roles: ALL,
    usage: "[ADDRESS AMOUNT | HEX]",
    summary: "Broadcast a transaction",
    help: "Pays an amount of coins from this node's wallet to an address, or takes a signed transaction in hexadecimal, and broadcasts it. Asks for what is not given.",
    aliases: ["pay"],
  },
  {
    word: "connect",
    keys: forAll(3),
    roles: ALL,
    usage: "[HOST:PORT]",
    summary: "Connect to a node",
    help: "Connects to a node, for example 192.168.1.7:38640, [2001:db8::7]:38640 or, with TLS, wss://node.example:38640.",
    aliases: ["dial", "addnode"],
  },
  {
    word: "stop",
    keys: forAll(4),
    roles: ALL,
    usage: "",
    summary: "Stop the node",
    help: "Ends this node cleanly. Ctrl-C and Ctrl-D do the same.",
    aliases: ["shutdown"],
  },
  {
    word: "chain",
    keys: forAll(5),
    roles: ALL,
    usage: "[HEIGHT | all] [COUNT]",
    summary: "Display the chain",
    help: "Shows blocks, newest first, from the tip or from a height downwards, a page at a time; `all` shows every one. A light node shows what it keeps of each block: hash, time, work; export writes all of it to a file.",
    aliases: ["blocks", "blockchain"],
    choices: ["all"],
  },
  {
    word: "mining",
    keys: { miner: 6 },
    roles: MINER,
    usage: "[always | pending | off | power N]",
    summary: "Mine: state, start, stop, generate",
    help: "Shows what the miner does; `always` (or `start`) searches all the time, `pending` only while transactions wait, `off` (or `stop`, `pause`) never; `power N` lets each thread search N % of its time. A block that is found is broadcast at once.",
    aliases: ["mine"],
    choices: ["always", "pending", "off", "power", "start", "stop"],
  },
  {
    word: "submit-block",
    keys: { "full-node": 6 },
    roles: WITH_POOL,
    usage: "[HEX]",
    summary: "Submit a block in hexadecimal",
    help: "Checks a block, adds it to the chain if it is valid and broadcasts it. `block HEIGHT raw` shows a block in this form.",
    aliases: ["submitblock", "submit", "add-block"],
  },
  {
    word: "pool",
    keys: { "full-node": 7, miner: 7 },
    roles: WITH_POOL,
    usage: "",
    summary: "Show the transaction pool",
    help: "Shows the transactions that wait for a block: fee, fee rate, age, and their place in the next block.",
    aliases: ["mempool"],
  },
  {
    word: "answer",
    keys: { "full-node": 8 },
    roles: FULL_NODE,
    usage: "[KEY grant|deny|forget]",
    summary: "Answer access requests",
    help: "Lists the nodes that asked for the complete chain, and grants or denies it to one of them: a number of the list, or with the command the first digits of its key; a node that has not asked yet by its whole key. The answer is kept, and can be changed here at any time; `forget` leaves the node to the policy (--access) again.",
    aliases: ["approve", "requests"],
    choices: ["grant", "deny", "forget"],
  },
  {
    word: "prioritise",
    keys: { miner: 9 },
    roles: MINER,
    usage: "[TX include|exclude|none|+AMOUNT|-AMOUNT]",
    summary: "Select transactions for the next block",
    help: "Says of a transaction in the pool: include it in the next block, exclude it, none (by its fee again), or count its fee as higher or lower by an amount of coins. TX is its number in the pool's list, its hash, or the hash's first digits.",
    aliases: ["prioritize", "select"],
    choices: ["include", "exclude", "none"],
  },
  {
    word: "send",
    roles: ALL,
    usage: "[ADDRESS [AMOUNT [FEE-RATE] [LABEL]]]",
    summary: "Pay an address from this node's wallet",
    help: "Pays an amount of coins to an address. The fee rate, a whole number of base units a byte, is chosen by the node (see fees) unless it is given. A label stands in the history.",
  },
  {
    word: "balance",
    roles: ALL,
    usage: "",
    summary: "Show the wallet's balance",
    help: "Shows what can be spent, what waits for a block, and what was mined and has to mature.",
  },
  {
    word: "receive",
    roles: ALL,
    usage: "[LABEL]",
    summary: "Show an address for payments to this node",
    help: "Shows a new address of this node's wallet. A label says what it is for; it stands in the history at what is paid there.",
    aliases: ["address", "newaddress"],
  },
  {
    word: "history",
    roles: ALL,
    usage: "[COUNT]",
    summary: "Show the wallet's payments",
    help: "Shows the wallet's latest payments, 20 unless a count is given.",
    aliases: ["payments"],
  },
  {
    word: "fees",
    roles: WITH_POOL,
    usage: "",
    summary: "Show what fees were confirmed in time",
    help: "Shows the fee rates, in base units a byte, that were confirmed within some blocks, as far as this node has seen enough payments; what the pool takes now; and what the wallet pays unless you tell it a rate.",
    aliases: ["fee", "estimates"],
  },
  {
    word: "wallet",
    roles: ALL,
    usage: "",
    summary: "Show the wallet",
    help: "Shows the wallet's balance, its number of coins and its address.",
  },
  {
    word: "addresses",
    roles: ALL,
    usage: "[COUNT]",
    summary: "Show the addresses that were handed out",
    help: "Shows the wallet's addresses, newest first (the first is the next to be handed out), with label, what blocks paid to each, and in how many payments; 20 unless a count is given.",
  },
  {
    word: "label",
    roles: ALL,
    usage: "[TXID | ADDRESS [TEXT]]",
    summary: "Name a payment or an address of the wallet",
    help: "Gives one of the wallet's payments or addresses a label, which stands in history and addresses; - takes it back. Labels are kept in this node's store only: neither the words nor a backup brings them back.",
    aliases: ["name"],
  },
  {
    word: "bump",
    roles: ALL,
    usage: "[TXID [FEE-RATE]]",
    summary: "Raise the fee of a payment that waits",
    help: "Replaces one of this wallet's payments that wait by one of the same coins to the same receivers with a higher fee, which the change pays. Without a fee rate, in base units a byte, it is half as much again, or what the node chooses now if that is more. Only one of the two can ever be in a block.",
    aliases: ["bumpfee", "rbf"],
  },
  {
    word: "abandon",
    roles: ALL,
    usage: "[TXID]",
    summary: "Forget a payment that waits",
    help: "Forgets one of this wallet's payments that wait, and those that build on it, so that its coins can be spent again; asks before. Whoever was shown the payment may still bring it into a block: to pay somebody else, spend the same coins soon, or use bump.",
  },
  {
    word: "passphrase",
    roles: ALL,
    usage: "[remove]",
    summary: "Set or change the wallet's passphrase",
    help: "Asks for a passphrase and encrypts the wallet's words with it: from then on the node earns, receives and shows its balance without it, and pays only after unlock. Of an encrypted wallet it asks for the present passphrase first; `remove` leaves the wallet without one. Whoever forgets it needs the words.",
    aliases: ["encrypt", "encryptwallet"],
    choices: ["remove"],
  },
  {
    word: "unlock",
    roles: ALL,
    usage: "[MINUTES]",
    summary: "Let an encrypted wallet pay for some minutes",
    help: "Asks for the passphrase, and lets the wallet pay for 5 minutes, or as many as are given, a day at most. send asks by itself for one payment.",
    aliases: ["walletpassphrase"],
  },
  {
    word: "lock",
    roles: ALL,
    usage: "",
    summary: "End unlock at once",
    help: "Forgets what the wallet pays with, until the next unlock.",
    aliases: ["walletlock"],
  },
  {
    word: "words",
    roles: ALL,
    usage: "",
    summary: "Show the wallet's words",
    help: "Shows the words that bring the wallet's keys and coins back on any machine (the subcommand wallet restore), after the passphrase where there is one. Write them on paper: whoever reads them can spend all of it.",
    aliases: ["seed", "mnemonic"],
  },
  {
    word: "backup",
    roles: ALL,
    usage: "[FILE]",
    summary: "Copy the wallet's file",
    help: "Writes a copy of the wallet's file, encrypted if the wallet is; a file that is there is not replaced. The subcommand wallet restore FILE makes this wallet of it again, in any data directory.",
    aliases: ["backupwallet"],
  },
  {
    word: "block",
    roles: ALL,
    usage: "HEIGHT | HASH [raw]",
    summary: "Show one block",
    help: "Shows a block by its height, its hash, or the first digits of a hash that was shown before; `raw` in hexadecimal, from a full node that granted access where it is not kept here.",
    choices: ["raw"],
  },
  {
    word: "export",
    roles: ALL,
    usage: "[FILE]",
    summary: "Write the complete chain to a file",
    help: "Writes the complete chain to a file, which import-chain of a full node or a miner reads. What is not kept here (a light node keeps no blocks, a miner the last ones) comes from full nodes that granted access, see access; each block is checked as it comes. The console waits meanwhile; the file is there whole or not at all.",
    aliases: ["export-chain", "save"],
  },
  {
    word: "tx",
    roles: ALL,
    usage: "TXID [BLOCK] [raw]",
    summary: "Show one transaction",
    help: "Shows a transaction by its id, or the first digits of one that was shown before; `raw` in hexadecimal. A light node shows what a full node has proven to be in a block of the chain: its own payments, and any other if the block's height or hash is given as well.",
    aliases: ["transaction"],
    choices: ["raw"],
  },
  {
    word: "look-up",
    roles: WITH_POOL,
    usage: "ADDRESS [TXID]",
    summary: "Look up an address",
    help: "Shows what an address has received and spent, in blocks and in the pool, and its newest transactions; with the last id of a page, those before it. The node needs --index address for it; of its own wallet, balance and history tell without.",
    aliases: ["lookup"],
  },
  {
    word: "generate",
    roles: MINER,
    usage: "[BLOCKS]",
    summary: "Mine some blocks at once",
    help: "Mines this many blocks, 1 unless a number is given, whatever the mode; on networks with a fixed difficulty.",
  },
  {
    word: "include",
    roles: MINER,
    usage: "TX",
    summary: "Include a pool transaction in the next block",
    help: "Puts a transaction of the pool into the next block. TX is its number in the pool's list, its hash, or the hash's first digits.",
  },
  {
    word: "exclude",
    roles: MINER,
    usage: "TX",
    summary: "Keep a pool transaction out of the next block",
    help: "Keeps a transaction of the pool out of the next block. TX is its number in the pool's list, its hash, or the hash's first digits.",
  },
  {
    word: "peers",
    roles: ALL,
    usage: "",
    summary: "Show the connected nodes",
    help: "Shows each connected node: its number, address, role, height, whether it granted access to its chain, and, where there is room, why it would stay if all places were taken (anchor: the next run dials it first), when it last told a block and a transaction, and its network.",
    aliases: ["connections"],
  },
  {
    word: "disconnect",
    roles: ALL,
    usage: "[PEER]",
    summary: "Disconnect from a node",
    help: "Ends the connection to the peer with this number (see peers).",
  },
  {
    word: "ban",
    roles: ALL,
    usage: "[WHO] [HOURS]",
    summary: "Shut a node out for some time",
    help: "Ends the connections to a node and takes none of it for HOURS, a day if you don't say. WHO is the number of a peer (see peers), a host, or a node key.",
  },
  {
    word: "unban",
    roles: ALL,
    usage: "[WHO]",
    summary: "End a ban",
    help: "Ends a ban. WHO is a host or a node key (see bans).",
  },
  {
    word: "bans",
    roles: ALL,
    usage: "",
    summary: "Show who is banned",
    help: "Shows each banned host and node key, and until when.",
  },
  {
    word: "node",
    roles: ALL,
    usage: "",
    summary: "Show this node's state",
    help: "Shows this node: network, addresses, height, work, synchronisation.",
    aliases: ["info", "status"],
  },
  {
    word: "log",
    roles: ALL,
    usage: "[on | off | LEVEL | AREA=LEVEL …]",
    summary: "Show or silence what happens; log more or less",
    help: "`off` stops printing what happens to the node, `on` prints it again. A level (trace, debug, info, warn, error) says how much goes to the log file from now on, for all areas or, as peers=debug, for one: chain, peers, sync, pool, mining, wallet, store, node, api, console. Without a word it shows what holds.",
    choices: ["on", "off", "trace", "debug", "info", "warn", "error"],
  },
  {
    word: "menu",
    roles: ALL,
    usage: "",
    summary: "Show the menu",
    help: "Shows the numbered menu. Enter alone does the same.",
  },
  {
    word: "help",
    roles: ALL,
    usage: "[WORD]",
    summary: "Explain the words",
    help: "Lists all words, or explains one.",
    aliases: ["?", "man"],
  },
  {
    word: "quit",
    roles: ALL,
    usage: "",
    summary: "Stop the node and leave",
    help: "The same as stop.",
    aliases: ["exit", "q"],
  },
];

export function entriesOfRole(role: RoleName): readonly MenuEntry[] {
  return MENU_ENTRIES.filter(({ roles }) => roles.includes(role));
}

/** The numbered ones, in the order of their numbers. */
export function menuOfRole(role: RoleName): readonly { readonly key: number; readonly entry: MenuEntry }[] {
  return entriesOfRole(role)
    .flatMap((entry) => {
      const key = entry.keys?.[role];
      return key === undefined ? [] : [{ key, entry }];
    })
    .toSorted((a, b) => a.key - b.key);
}

function forAll(key: number): Readonly<Record<RoleName, number>> {
  return { "full-node": key, miner: key, "light-node": key };
}
