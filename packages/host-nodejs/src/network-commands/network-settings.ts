/** What `network new` can be told of a network, once: reading the command line and `--help` are made of this table. */
import { type CommandLineRow, readWhole } from "../command-line.ts";

/** Plain numbers of what a person decides; the rest of the parameters follows from them. */
export interface NetworkSettings {
  /** Seconds between blocks. */
  readonly spacing: number;
  /** Hashes a second that all miners have together at the start. */
  readonly hashRate: number;
  /** The difficulty never moves; miners pace themselves, as on `local`. */
  readonly fixed: boolean;
  /** Whole coins that a block creates at first. */
  readonly subsidy: number;
  /** Blocks after which that halves. */
  readonly halving: number;
  /** Blocks until what was mined may be spent. */
  readonly maturity: number;
  readonly blockBytes: number;
  /** Absent: after the file. */
  readonly name: string | undefined;
  /** What addresses begin with. Absent: the letters of the name. */
  readonly prefix: string | undefined;
  /** In the first block. Absent: name and day. */
  readonly message: string | undefined;
  /** HOST:PORT of nodes that a new one dials first. */
  readonly seeds: readonly string[];
}

export interface SettingRow extends CommandLineRow {
  readonly field: keyof NetworkSettings;
}

/** A day: the rules allow more, and nobody waits so long for a block. */
const SPACING_MAX = 86_400;
/** A petahash, some five of the fastest machines of 2026: a network that begins with more sets its bits by hand. */
const HASH_RATE_MAX = 1_000_000_000_000_000;

export const NETWORK_SETTINGS: readonly SettingRow[] = [
  {
    name: "name",
    field: "name",
    value: "NAME",
    byDefault: undefined,
    help: "Names the data directories. Default: the file's name.",
    read: (text) => ({ value: text }),
  },
  {
    name: "spacing",
    field: "spacing",
    value: "SECONDS",
    byDefault: 60,
    help: "Time from block to block that the difficulty aims at.",
    read: readWhole(1, SPACING_MAX),
  },
  {
    name: "hash-rate",
    field: "hashRate",
    value: "N",
    byDefault: 5_000_000,
    help: "Hashes a second of all miners together at the start; it decides how hard the first blocks are. One thread has some 2 to 6 million.",
    read: readWhole(1, HASH_RATE_MAX),
  },
  {
    name: "fixed-difficulty",
    field: "fixed",
    byDefault: false,
    help: "Blocks are always easy, and miners wait for the spacing by themselves: for development among friends.",
    read: () => ({ value: true }),
  },
  {
    name: "subsidy",
    field: "subsidy",
    value: "COINS",
    byDefault: 5,
    help: "Coins that a block creates at first.",
    read: readWhole(0, 21_000_000),
  },
  {
    name: "halving",
    field: "halving",
    value: "BLOCKS",
    byDefault: 2_100_000,
    help: "Blocks after which the subsidy halves.",
    read: readWhole(1, 0xffff_ffff),
  },
  {
    name: "maturity",
    field: "maturity",
    value: "BLOCKS",
    byDefault: 100,
    help: "Blocks until mined coins may be spent.",
    read: readWhole(1, 0xffff_ffff),
  },
  {
    name: "block-bytes",
    field: "blockBytes",
    value: "N",
    byDefault: 1_000_000,
    help: "Bytes of transactions that a block may hold.",
    read: readWhole(1_000, 4_000_000),
  },
  {
    name: "prefix",
    field: "prefix",
    value: "LETTERS",
    byDefault: undefined,
    help: "What addresses begin with. Default: the letters of the name.",
    read: (text) => ({ value: text }),
  },
  {
    name: "message",
    field: "message",
    value: "TEXT",
    byDefault: undefined,
    help: "Stands in the first block for ever. Default: name and day.",
    read: (text) => ({ value: text }),
  },
  {
    name: "seed",
    field: "seeds",
    value: "HOST:PORT",
    repeatable: true,
    byDefault: [],
    help: "A node that is always there, which new ones dial first.",
    read: (text) => (/^\S+:\d{1,5}$/.test(text) ? { value: text } : { expected: "HOST:PORT" }),
  },
];
