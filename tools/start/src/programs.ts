/** What `npm start` can start: number, names, where it is, and what happens then. */

export interface Program {
  readonly key: number;
  /** As an argument of `npm start`. */
  readonly name: "full-node" | "miner" | "light-node" | "testnet";
  readonly title: string;
  readonly summary: string;
  /** Other ways to say it. */
  readonly aliases: readonly string[];
  /** From the root of the repository. */
  readonly path: string;
  /** Lines that fit 80 columns. */
  readonly whatHappens: readonly string[];
}

const CONSOLE_OPENS = "Its console opens below: Enter shows the menu, Ctrl-C stops the node.";

export const PROGRAMS: readonly Program[] = [
  {
    key: 1,
    name: "full-node",
    title: "full node",
    summary: "keeps and verifies the whole chain, serves it",
    aliases: ["full", "full node", "fullnode"],
    path: "apps/full-node/src/main.ts",
    whatHappens: [
      "A full node starts: it connects to other nodes, synchronises the chain, and",
      "answers those who ask for it.",
      CONSOLE_OPENS,
    ],
  },
  {
    key: 2,
    name: "miner",
    title: "miner",
    summary: "makes blocks by proof of work, has a pool",
    aliases: ["mine"],
    path: "apps/miner/src/main.ts",
    whatHappens: [
      "A miner starts: it connects to other nodes, searches for blocks, and broadcasts",
      "those that it finds.",
      CONSOLE_OPENS,
    ],
  },
  {
    key: 3,
    name: "light-node",
    title: "light node",
    summary: "keeps hashes instead of blocks",
    aliases: ["light", "light node", "lightnode"],
    path: "apps/light-node/src/main.ts",
    whatHappens: [
      "A light node starts: it asks full nodes for the chain, and keeps the hash of",
      "each block.",
      CONSOLE_OPENS,
    ],
  },
  {
    key: 4,
    name: "testnet",
    title: "local test network",
    summary: "all three kinds on this machine, at work",
    aliases: ["test", "network", "local test network"],
    path: "tools/testnet/src/main.ts",
    whatHappens: ["A network of several processes starts on this machine, mines and pays.", "Ctrl-C stops all of it."],
  },
];

/** By number, name or alias; undefined when it is none. */
export function findProgram(text: string): Program | undefined {
  const wanted = text.trim().toLowerCase().replace(/\s+/g, " ");
  return PROGRAMS.find(({ key, name, title, aliases }) => [String(key), name, title, ...aliases].includes(wanted));
}
