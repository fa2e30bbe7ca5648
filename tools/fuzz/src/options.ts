/** What `npm run fuzz` is told. */
import { parseArgs } from "node:util";
import { TARGETS } from "./all-targets.ts";
import { readHex, readHexFile } from "./corpus.ts";
import type { TargetEntry } from "./target.ts";

export interface FuzzOptions {
  /** For all targets together. */
  readonly minutes: number;
  readonly targets: readonly TargetEntry[];
  readonly seed: number;
  /** This input alone, instead of a run. */
  readonly replay: Uint8Array | undefined;
  readonly keepShapes: boolean;
  readonly measure: boolean;
  readonly help: boolean;
}

const MINUTES_DEFAULT = 1;

export const USAGE = `Usage: npm run fuzz -- [--minutes N] [--target NAME] [--seed N] [--replay HEX|FILE]

Hostile input for everything that reads input. Ends with exit code 1 when something was found; each finding is
printed with the command that replays it, and kept in tools/fuzz/corpus.

  --minutes N        how long, all targets together (${MINUTES_DEFAULT})
  --target NAME      only this one; may be given several times:
                     ${TARGETS.map(({ name }) => name).join(", ")}
  --seed N           where the random numbers begin; a run without it prints its own
  --replay HEX|FILE  only this input; needs one --target
  --keep-shapes      add the first small input of each new outcome to the corpus
  --measure          instead of a run: time and memory of the costliest shapes
`;

/** @throws Error whose message says what is wrong */
export function readFuzzOptions(argv: readonly string[], randomSeed: number): FuzzOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      minutes: { type: "string" },
      target: { type: "string", multiple: true },
      seed: { type: "string" },
      replay: { type: "string" },
      "keep-shapes": { type: "boolean", default: false },
      measure: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const targets = values.target?.map(targetOf) ?? TARGETS;
  if (values.replay !== undefined && targets.length !== 1) throw new Error("--replay needs one --target");
  return {
    minutes: values.minutes === undefined ? MINUTES_DEFAULT : readNumber("--minutes", values.minutes),
    targets,
    seed: values.seed === undefined ? randomSeed : readNumber("--seed", values.seed),
    replay: values.replay === undefined ? undefined : readInput(values.replay),
    keepShapes: values["keep-shapes"],
    measure: values.measure,
    help: values.help,
  };
}

function targetOf(name: string): TargetEntry {
  const target = TARGETS.find((candidate) => candidate.name === name);
  if (target === undefined) throw new Error(`there is no target ${name}`);
  return target;
}

function readNumber(option: string, text: string): number {
  const number = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && number <= 0xffff_ffff) return number;
  throw new Error(`${option} must be a number, not "${text}"`);
}

function readInput(text: string): Uint8Array {
  return text.endsWith(".hex") ? readHexFile(text) : readHex(text);
}
