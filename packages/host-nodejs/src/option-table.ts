/**
 * Every option, once: command line, environment, config file and `--help` are all made of this table. A new option is
 * a row here and a field in `NodeOptions`. This file is longer than 400 lines because it is one table.
 */
import { COINBASE_TEXT_BYTES_MAX } from "@triad/mining";
import { type AccessPolicy, KEEP_BLOCKS_MIN, type MiningMode, type NetAddress } from "@triad/roles";
import { SCHNORR_NAMES, type SchnorrWish } from "./choose-schnorr.ts";
import { type CommandLineRow, type ReadValue, readWhole } from "./command-line.ts";
import { changeLogLevels, LOG_LEVELS, LOG_LEVELS_BY_DEFAULT, type LogLevels } from "./log-levels.ts";
import type { LogFormat } from "./logger.ts";
import { parseNetAddress } from "./net-address.ts";
import type { RoleName } from "./role-options.ts";

export interface NodeOptions {
  readonly network: string;
  readonly dataDirectory: string | undefined;
  /** undefined: the role's default port; false: `--no-listen`. */
  readonly listen: NetAddress | false | undefined;
  /** The port alone, on all addresses; undefined where `listen` says it, or nothing does. */
  readonly port: number | undefined;
  readonly connect: readonly NetAddress[] | undefined;
  readonly peers: readonly NetAddress[];
  /** PEM files. */
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
  readonly tlsCa: string | undefined;
  /** Origins of pages. */
  readonly pageOrigins: readonly string[];
  readonly discoverLan: boolean;
  readonly maxInbound: number;
  readonly maxOutbound: number;
  /** As `listen`. */
  readonly api: NetAddress | false | undefined;
  readonly config: string | undefined;
  readonly logLevels: LogLevels;
  readonly logFormat: LogFormat;
  readonly console: boolean;
  readonly version: boolean;
  readonly help: boolean;
  readonly threads: number | undefined;
  readonly signatures: SchnorrWish;
  readonly address: string | undefined;
  readonly mine: MiningMode;
  /** Percent of each thread's time. */
  readonly power: number;
  readonly coinbaseText: string;
  readonly prune: number | undefined;
  readonly index: "address" | undefined;
  /** Megabytes. */
  readonly coinCache: number;
  readonly access: AccessPolicy;
  /** Node keys, 64 hexadecimal digits each. */
  readonly allow: readonly string[];
}

export interface OptionRow extends CommandLineRow {
  /** Repeatable ones are a list in the config file, separated by commas in the environment. Negated: `false`, `no`. */
  readonly field: keyof NodeOptions;
  /** On the command line only. */
  readonly commandLineOnly?: true;
  readonly roles?: readonly RoleName[];
}

/** More connections than a home line carries well; each costs up to 24 MiB of queues at worst. */
const PEERS_MAX = 1000;
const PORT_MAX = 65_535;
/** Half a million coins for each 100 MB; JavaScript's maps end at 2^24 entries. */
const COIN_CACHE_MB_MAX = 2_048;
/** Threads beyond the machine's cores only take turns. */
const THREADS_MAX = 256;

export const OPTIONS: readonly OptionRow[] = [
  {
    name: "network",
    field: "network",
    value: "main|test|local|FILE",
    byDefault: "local",
    help: "The network to join, or a JSON file with the parameters of your own.",
    read: readText("a network's name or a file"),
  },
  {
    name: "datadir",
    field: "dataDirectory",
    value: "DIR",
    byDefault: undefined,
    help: "Where everything is kept. Default: ~/.triad/ROLE/NETWORK",
    read: readText("a directory"),
  },
  {
    name: "listen",
    field: "listen",
    value: "HOST:PORT",
    negatable: true,
    byDefault: undefined,
    help: "Where peers connect. Default: all addresses, the role's port or the next free one.",
    read: readAddress({ anyPort: true }),
  },
  {
    name: "port",
    field: "port",
    value: "PORT",
    byDefault: undefined,
    help: "Listen on all addresses at this port; short for --listen [::]:PORT.",
    read: readWhole(0, PORT_MAX),
  },
  {
    name: "connect",
    field: "connect",
    value: "HOST:PORT",
    repeatable: true,
    byDefault: undefined,
    help: "Connect to this node, and to no others than those given so; wss://HOST:PORT with TLS.",
    read: readAddress({ tls: true }),
  },
  {
    name: "peer",
    field: "peers",
    value: "HOST:PORT",
    repeatable: true,
    byDefault: [],
    help: "Connect to this node too; wss://HOST:PORT with TLS.",
    read: readAddress({ tls: true }),
  },
  {
    name: "tls-cert",
    field: "tlsCert",
    value: "FILE",
    byDefault: undefined,
    help: "Listen with TLS (wss) under this certificate, in PEM form, its issuers' after it. Needs --tls-key.",
    read: readText("a file"),
  },
  {
    name: "tls-key",
    field: "tlsKey",
    value: "FILE",
    byDefault: undefined,
    help: "The certificate's private key, in PEM form, without passphrase.",
    read: readText("a file"),
  },
  {
    name: "tls-ca",
    field: "tlsCa",
    value: "FILE",
    byDefault: undefined,
    help: "Trust these certificates too (PEM) when wss://HOST:PORT is dialled.",
    read: readText("a file"),
  },
  {
    name: "page-origin",
    field: "pageOrigins",
    value: "ORIGIN",
    repeatable: true,
    byDefault: [],
    help: "Let pages of this origin (https://HOST) connect as peers. Default: none may, only programs.",
    read: readOrigin,
  },
  {
    name: "discover-lan",
    field: "discoverLan",
    byDefault: false,
    help: "Find nodes of this network on the local network, and be found, by multicast.",
    read: readFlag,
  },
  {
    name: "max-inbound",
    field: "maxInbound",
    value: "N",
    byDefault: 64,
    help: "Peers that may connect to this node.",
    read: readWhole(0, PEERS_MAX),
  },
  {
    name: "max-outbound",
    field: "maxOutbound",
    value: "N",
    byDefault: 8,
    help: "Peers that this node connects to by itself.",
    read: readWhole(0, PEERS_MAX),
  },
  {
    name: "api",
    field: "api",
    value: "HOST:PORT",
    negatable: true,
    byDefault: undefined,
    help: "Where the HTTP API listens. Default: 127.0.0.1, the role's port or the next free one.",
    read: readAddress({ anyPort: true }),
  },
  {
    name: "access",
    field: "access",
    value: "open|ask|allow",
    roles: ["full-node"],
    byDefault: "open",
    help: "Who gets the complete chain: everybody, whom you approve (entry 8 of the menu), or only keys of --allow.",
    read: readOneOf(["open", "ask", "allow"]),
  },
  {
    name: "allow",
    field: "allow",
    value: "KEY",
    repeatable: true,
    roles: ["full-node"],
    byDefault: [],
    help: "Give the complete chain to the node with this key (its word `node` shows it) without asking.",
    read: readNodeKey,
  },
  {
    name: "prune",
    field: "prune",
    value: "N",
    roles: ["full-node", "miner"],
    byDefault: undefined,
    help: `Keep only the last N blocks, ${KEEP_BLOCKS_MIN} or more; 0 keeps all. Default: full node 0, miner ${KEEP_BLOCKS_MIN}.`,
    read: readKeepBlocks,
  },
  {
    name: "index",
    field: "index",
    value: "address",
    roles: ["full-node", "miner"],
    byDefault: undefined,
    help: "Keep an index of addresses, for /api/address and the word look-up. Needs all blocks: a miner, --prune 0.",
    read: readOneOf(["address"]),
  },
  {
    name: "coin-cache",
    field: "coinCache",
    value: "MB",
    roles: ["full-node", "miner"],
    byDefault: 32,
    help: "Memory for unspent coins: more makes the first synchronisation write less.",
    read: readWhole(4, COIN_CACHE_MB_MAX),
  },
  {
    name: "threads",
    field: "threads",
    value: "N",
    roles: ["miner"],
    byDefault: undefined,
    help: "Threads that search for blocks. Default: one less than this machine has cores.",
    read: readWhole(1, THREADS_MAX),
  },
  {
    name: "address",
    field: "address",
    value: "ADDR",
    roles: ["miner"],
    byDefault: undefined,
    help: "Who is paid for blocks. Default: this node's own wallet.",
    read: readText("an address"),
  },
  {
    name: "mine",
    field: "mine",
    value: "always|pending|off",
    roles: ["miner"],
    byDefault: "always",
    help: "When to search: always, only while transactions wait, or on command only.",
    read: readOneOf(["always", "pending", "off"]),
  },
  {
    name: "power",
    field: "power",
    value: "PERCENT",
    roles: ["miner"],
    byDefault: 100,
    help: "How much of its time each thread searches, 1 to 100. The word `mining power N` changes it.",
    read: readWhole(1, 100),
  },
  {
    name: "coinbase-text",
    field: "coinbaseText",
    value: "TEXT",
    roles: ["miner"],
    byDefault: "",
    help: `What stands in the coinbase of each block that is found here, up to ${COINBASE_TEXT_BYTES_MAX} bytes.`,
    read: readCoinbaseText,
  },
  {
    name: "signatures",
    field: "signatures",
    value: ["auto", ...SCHNORR_NAMES].join("|"),
    byDefault: "auto",
    help: "What checks signatures: the fastest that proves itself at start, machine code or WebAssembly.",
    read: readOneOf(["auto", ...SCHNORR_NAMES]),
  },
  {
    name: "config",
    field: "config",
    value: "FILE",
    byDefault: undefined,
    help: "A JSON file with options under the names maxOutbound, logLevel, …",
    read: readText("a file"),
  },
  {
    name: "log-level",
    field: "logLevels",
    value: "LEVEL[,AREA=LEVEL]",
    byDefault: LOG_LEVELS_BY_DEFAULT,
    help: `How much is logged: ${LOG_LEVELS.join(", ")}; peers=debug for one area alone. Default: info`,
    read: readLogLevels,
  },
  {
    name: "log-format",
    field: "logFormat",
    value: "pretty|json",
    byDefault: "pretty",
    help: "Lines for people, or one JSON object a line.",
    read: readOneOf(["pretty", "json"]),
  },
  {
    name: "console",
    field: "console",
    negatable: true,
    byDefault: true,
    help: "Without the console the log is printed on the terminal.",
    read: readFlag,
  },
  {
    name: "version",
    field: "version",
    commandLineOnly: true,
    byDefault: false,
    help: "Print the version and end.",
    read: readFlag,
  },
  {
    name: "help",
    field: "help",
    commandLineOnly: true,
    byDefault: false,
    help: "Print this and end.",
    read: readFlag,
  },
];

export function optionsOfRole(role: RoleName): readonly OptionRow[] {
  return OPTIONS.filter((row) => row.roles === undefined || row.roles.includes(role));
}

/** `max-outbound` in the environment: TRIAD_MAX_OUTBOUND. */
export function environmentName(row: OptionRow): string {
  return `TRIAD_${row.name.toUpperCase().replaceAll("-", "_")}`;
}

/** `max-outbound` in the config file: maxOutbound. */
export function configName(row: OptionRow): string {
  return row.name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function readText(expected: string): OptionRow["read"] {
  return (text) => (text.trim() === "" ? { expected } : { value: text });
}

/** As browsers send it: scheme, host and port, nothing more. */
function readOrigin(text: string): ReadValue {
  const origin = URL.canParse(text) ? new URL(text).origin : "null";
  const isOrigin = /^https?:/.test(origin) && text.toLowerCase().replace(/\/$/, "") === origin;
  return isOrigin ? { value: origin } : { expected: "an origin, for example https://explorer.example" };
}

function readCoinbaseText(text: string): ReadValue {
  const isFit = Buffer.byteLength(text) <= COINBASE_TEXT_BYTES_MAX;
  return isFit ? { value: text } : { expected: `a text of at most ${COINBASE_TEXT_BYTES_MAX} bytes` };
}

function readAddress({ anyPort = false, tls = false }): OptionRow["read"] {
  return (text) => {
    const address = parseNetAddress(text, { anyPort });
    if (address === undefined) return { expected: "HOST:PORT, for IPv6 [ADDRESS]:PORT" };
    // A listener speaks TLS by its certificate, not by what it is called.
    return address.tls && !tls ? { expected: "HOST:PORT without wss://" } : { value: address };
  };
}

function readKeepBlocks(text: string): ReadValue {
  const blocks = readWhole(0, 999_999_999)(text);
  const isFit = "value" in blocks && (blocks.value === 0 || Number(blocks.value) >= KEEP_BLOCKS_MIN);
  return isFit ? blocks : { expected: `0, or a whole number of blocks from ${KEEP_BLOCKS_MIN}` };
}

function readNodeKey(text: string): ReadValue {
  const key = text.toLowerCase();
  return /^[0-9a-f]{64}$/.test(key) ? { value: key } : { expected: "a node key, 64 hexadecimal digits" };
}

function readOneOf(words: readonly string[]): OptionRow["read"] {
  return (text) =>
    words.includes(text) ? { value: text } : { expected: words.join(", ").replace(/, ([^,]*)$/, " or $1") };
}

function readLogLevels(text: string): ReadValue {
  const levels = changeLogLevels(LOG_LEVELS_BY_DEFAULT, text);
  return "wrong" in levels ? levels : { value: levels };
}

function readFlag(text: string): ReadValue {
  if (["yes", "true", "1"].includes(text)) return { value: true };
  if (["no", "false", "0"].includes(text)) return { value: false };
  return { expected: "yes or no" };
}
