/** Options of `npm run simulate`. Every one has a value, but those of `FLAGS`. */
import { availableParallelism } from "node:os";
import { HOURS_MIN } from "./engine/timetable.ts";

export interface Options {
  readonly seeds: number;
  /** The first; the others follow by counting. A word is one seed. */
  readonly seed: string;
  readonly nodes: number;
  readonly hours: number;
  /** "all": each in turn. */
  readonly scenario: string;
  /** Strategies to be dealt out besides those of the scenario. */
  readonly adversaries: readonly string[];
  readonly share: number | undefined;
  readonly traceLines: number;
  /** Threads that share the runs. */
  readonly jobs: number;
  readonly json: boolean;
  /** Tell what a run's memory comes to. */
  readonly memory: boolean;
  readonly help: boolean;
}

const NODES_MIN = 4;
const NODES_MAX = 5_000;
const JOBS_MAX = 256;

const WORDS = ["seeds", "seed", "nodes", "hours", "scenario", "adversaries", "share", "trace", "jobs"] as const;
const FLAGS = ["json", "memory", "help"] as const;
type Word = (typeof WORDS)[number];
type Flag = (typeof FLAGS)[number];

/** The options, or what is wrong with them in one sentence. */
export function readOptions(args: readonly string[]): Options | string {
  const given = new Map<Word | Flag, string>();
  for (let i = 0; i < args.length; i++) {
    const [word = "", inline] = (args[i] ?? "").replace(/^--/, "").split("=", 2);
    if (isFlag(word)) {
      given.set(word, "");
      continue;
    }
    if (!(args[i] ?? "").startsWith("--") || !isWord(word)) return `There is no option ${args[i]}; --help lists them.`;
    const value = inline ?? args[++i];
    if (value === undefined) return `--${word} needs a value.`;
    given.set(word, value);
  }
  const options: Options = {
    seeds: Number(given.get("seeds") ?? "1"),
    seed: given.get("seed") ?? "1",
    nodes: Number(given.get("nodes") ?? "12"),
    hours: Number(given.get("hours") ?? "2"),
    scenario: given.get("scenario") ?? "all",
    adversaries: (given.get("adversaries") ?? "").split(",").filter((name) => name !== ""),
    share: given.has("share") ? Number(given.get("share")) : undefined,
    traceLines: Number(given.get("trace") ?? "60"),
    jobs: Number(given.get("jobs") ?? availableParallelism()),
    json: given.has("json"),
    memory: given.has("memory"),
    help: given.has("help"),
  };
  return faultOf(options) ?? options;
}

/** Seeds count from a number; a word stands for itself. */
export function seedsOf({ seed, seeds }: Options): readonly string[] {
  const first = Number(seed);
  if (!Number.isSafeInteger(first))
    return seeds === 1 ? [seed] : Array.from({ length: seeds }, (_, i) => `${seed}-${i}`);
  return Array.from({ length: seeds }, (_, i) => String(first + i));
}

function isWord(word: string): word is Word {
  return (WORDS as readonly string[]).includes(word);
}

function isFlag(word: string): word is Flag {
  return (FLAGS as readonly string[]).includes(word);
}

function faultOf({ seeds, nodes, hours, share, traceLines, jobs }: Options): string | undefined {
  if (!Number.isSafeInteger(seeds) || seeds < 1) return "--seeds is a whole number from 1.";
  if (!Number.isSafeInteger(nodes) || nodes < NODES_MIN || nodes > NODES_MAX) {
    return `--nodes is a whole number from ${NODES_MIN} to ${NODES_MAX}.`;
  }
  if (!(hours >= HOURS_MIN)) return `--hours is at least ${HOURS_MIN}: faults need time, and so does recovery.`;
  if (share !== undefined && !(share >= 0 && share <= 0.5)) return "--share is from 0 to 0.5: half of the nodes.";
  if (!Number.isSafeInteger(traceLines) || traceLines < 0) return "--trace is a whole number of lines.";
  if (!Number.isSafeInteger(jobs) || jobs < 1 || jobs > JOBS_MAX)
    return `--jobs is a whole number from 1 to ${JOBS_MAX}.`;
  return undefined;
}
