/** What `npm run drill` is told. */
import { parseArgs } from "node:util";

const DRILLS = [
  "kills",
  "store-kills",
  "disk-full",
  "partition",
  "line",
  "block-relay",
  "access",
  "containers",
  "netns-partition",
  "netns-slow-line",
  "netns-address-change",
] as const;

export interface DrillOptions {
  /** Undefined: the operator asked for help. */
  readonly drill: (typeof DRILLS)[number] | undefined;
  readonly kills: number;
  readonly blocks: number;
  readonly payments: number;
  readonly payEveryMs: number;
  readonly keep: boolean;
}

export const USAGE = `Usage: npm run drill -- DRILL [options]

Drills with real nodes and real sockets on this machine; the exit code is 0 only if all went well, and 2 where a drill
can't be run here.

  kills [--kills N]      full nodes and miners are killed at random moments, N times (50)
  store-kills [--kills N]
                         importing, synchronising, reindexing and pruning processes are killed, N times (50); every
                         directory is replayed after each kill
  disk-full              the disk of a synchronising node becomes full; needs the right to mount a small file system
  partition [--blocks N] two halves apart for N blocks (30), then joined;
     [--pay-every MS]    both pay so often (400); at 150 pools are handed chains longer than they take
  line [--payments N]    five nodes in a line; N payments from end to end (20), every frame counted
  block-relay [--blocks N] [--payments N]
                         N blocks of N payments over a line of five processes, with warm pools and with cold ones
  access                 a full node on --access ask: who waits, is granted, denied; restarts; a light node's chain file
  containers             the network of docker-compose.yml: every container killed, more miners, down and up; needs a
                         container engine; TRIAD_NODE_IMAGE and TRIAD_BUILD_NETWORK as in docs/containers.md
  netns-partition        two groups of hosts are cut off for a minute, then joined; all three netns drills make network
                         namespaces of their own and need the right to
  netns-slow-line        a full node and a light node behind a line of 300 ms and 5 % loss
  netns-address-change   nodes come back with another address, known by name or by gossip
  --keep                 keep the nodes' data and logs afterwards (kept anyway when something failed)
`;

/** @throws Error whose message says what is wrong */
export function readDrillOptions(argv: readonly string[]): DrillOptions {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      kills: { type: "string", default: "50" },
      blocks: { type: "string", default: "30" },
      payments: { type: "string", default: "20" },
      "pay-every": { type: "string", default: "400" },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const drill = DRILLS.find((name) => name === positionals[0]);
  if (!values.help && (drill === undefined || positionals.length !== 1)) {
    throw new Error(`Name one drill: ${DRILLS.join(", ")}.`);
  }
  return {
    drill: values.help ? undefined : drill,
    kills: readWhole("--kills", values.kills, 1_000),
    blocks: readWhole("--blocks", values.blocks, 100),
    payments: readWhole("--payments", values.payments, 1_500),
    payEveryMs: readWhole("--pay-every", values["pay-every"], 60_000),
    keep: values.keep,
  };
}

function readWhole(option: string, text: string, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new Error(`${option} must be a whole number from 1 to ${most}, not "${text}"`);
}
