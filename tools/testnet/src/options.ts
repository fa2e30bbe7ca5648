/** What `npm run testnet` is told: few options, since its point is to run without questions. */
import { parseArgs } from "node:util";

export interface TestnetOptions {
  readonly nodes: number;
  /** Undefined: until Ctrl-C. */
  readonly seconds: number | undefined;
  readonly json: boolean;
  /** Keep the nodes' data and logs when all went well too. */
  readonly keep: boolean;
  /** Log level of the nodes themselves, in their files. */
  readonly help: boolean;
}

/** A process each, of some 100 MB: what a machine for development carries. */
const NODES_MAX = 32;
const NODES_DEFAULT = 5;

export const USAGE = `Usage: npm run testnet [-- --nodes N --for SECONDS --json --keep]

A network of real processes on this machine: full nodes, miners and light nodes that
mine, pay each other and print what happens. Ctrl-C ends it.

  --nodes N      how many nodes, 2 to ${NODES_MAX} (${NODES_DEFAULT}: two full nodes, two miners, a light node)
  --for SECONDS  end by itself after so long
  --json         one JSON object per event, a summary last
  --keep         keep the nodes' data and logs afterwards (kept anyway when something failed)
`;

/** @throws Error whose message says what is wrong */
export function readTestnetOptions(argv: readonly string[]): TestnetOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      nodes: { type: "string" },
      for: { type: "string" },
      json: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  return {
    nodes: values.nodes === undefined ? NODES_DEFAULT : readWhole("--nodes", values.nodes, 2, NODES_MAX),
    seconds: values.for === undefined ? undefined : readWhole("--for", values.for, 1, 1_000_000),
    json: values.json,
    keep: values.keep,
    help: values.help,
  };
}

function readWhole(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new Error(`${option} must be a whole number from ${least} to ${most}, not "${text}"`);
}
