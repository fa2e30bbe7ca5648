/** Feeds one target: samples, shapes, random bytes, and mutations of whatever had a new outcome. */
import { mutate } from "./generate/mutate.ts";
import type { Random } from "./generate/random.ts";
import { type Outcome, type Target, type Timed, Violation } from "./target.ts";

export interface Finding {
  readonly what: string;
  readonly input: Uint8Array;
  /** What was read was right, and it took too long. */
  readonly slow: boolean;
}

export interface TargetReport {
  readonly executions: number;
  readonly milliseconds: number;
  /** How often each outcome came; the reader's own reasons. */
  readonly outcomes: ReadonlyMap<Outcome, number>;
  /** The first input of each outcome. */
  readonly firsts: ReadonlyMap<Outcome, Uint8Array>;
  readonly slowestMs: number;
  readonly findings: readonly Finding[];
}

export interface RunOptions {
  readonly random: Random;
  /** The run goes on until this says no; asked before each input. */
  readonly goesOn: (executions: number) => boolean;
  /** Kept inputs, mutated like the samples. */
  readonly corpus: readonly Uint8Array[];
  /** Whether a slow input is a finding; not where other work shares the machine, as in tests. */
  readonly slowIsFound: boolean;
}

/** A reader that fails once fails in a hundred ways: the first few tell enough. */
const FINDINGS_MAX = 5;
/** Kept inputs are mutated again; a reader with very many outcomes (texts in them) must not fill the memory. */
const POOL_MAX = 2_000;
/** Mutations of larger ones cost more time than they are worth; shapes make large inputs anew. */
const KEPT_BYTES_MAX = 20_000;
/** Twice what a megabyte may take (50 ms), since other processes share the machine. */
const MS_MAX = 100;
/** An input of more bytes may take longer. */
const TIMED_BYTES_MAX = 1_000_000;
const SLOW_TRIES = 5;
/** Between two of these the loop gives way to sockets and signals. */
const TURN_EXECUTIONS = 500;

export async function runTarget(
  target: Target,
  { random, goesOn, corpus, slowIsFound }: RunOptions,
): Promise<TargetReport> {
  const pool = [...target.samples, ...corpus];
  const outcomes = new Map<Outcome, number>();
  const firsts = new Map<Outcome, Uint8Array>();
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const begin = performance.now();
  let executions = 0;
  let slowestMs = 0;
  for (; goesOn(executions) && findings.length < FINDINGS_MAX; executions++) {
    const input = executions < pool.length ? (pool[executions] as Uint8Array) : nextInput(target, pool, random);
    if (executions % TURN_EXECUTIONS === 0) await new Promise(setImmediate);
    const { outcome, finding, ms } = await tryInput(target, input);
    slowestMs = Math.max(slowestMs, ms);
    // one failure has as many forms as there are numbers in it
    const kind = finding?.what.replace(/\d+/g, "N");
    if (finding !== undefined && kind !== undefined && (slowIsFound || !finding.slow) && !seen.has(kind)) {
      seen.add(kind);
      findings.push(finding);
    }
    if (!outcomes.has(outcome)) {
      firsts.set(outcome, input);
      if (pool.length < POOL_MAX && input.length <= KEPT_BYTES_MAX) pool.push(input);
    }
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  return { executions, milliseconds: performance.now() - begin, outcomes, firsts, slowestMs, findings };
}

export interface Tried {
  readonly outcome: Outcome;
  readonly ms: number;
  readonly finding: Finding | undefined;
}

export async function tryInput(target: Target, input: Uint8Array): Promise<Tried> {
  let ms = Number.POSITIVE_INFINITY;
  let outcome: Outcome = "failed";
  // a slow one is tried again: another process may have had the core
  for (let tries = 0; tries < SLOW_TRIES && ms > MS_MAX; tries++) {
    let readMs = 0;
    const timed: Timed = (read) => {
      const begin = performance.now();
      try {
        return read();
      } finally {
        readMs += performance.now() - begin;
      }
    };
    try {
      // a copy: a reader that changes what it is handed must not change what is reported
      const result = target.check(input.slice(), timed);
      outcome = typeof result === "string" ? result : await result;
    } catch (error) {
      return { outcome: "failed", ms: 0, finding: { what: describe(error), input, slow: false } };
    }
    ms = Math.min(ms, readMs);
  }
  if (ms <= MS_MAX || input.length > TIMED_BYTES_MAX) return { outcome, ms, finding: undefined };
  return {
    outcome,
    ms,
    finding: { what: `took ${Math.round(ms)} ms for ${input.length} bytes: ${outcome}`, input, slow: true },
  };
}

function nextInput(target: Target, pool: readonly Uint8Array[], random: Random): Uint8Array {
  switch (random.integer(10)) {
    case 0:
      return random.bytes(random.size(1000));
    case 1:
    case 2:
    case 3:
      return target.shape(random);
    default: {
      const base = random.once(4) ? target.shape(random) : random.pick(pool);
      return mutate(base, random, random.pick(pool), target.dictionary);
    }
  }
}

function describe(error: unknown): string {
  if (error instanceof Violation) return `does not hold: ${error.message}`;
  if (!(error instanceof Error)) return `threw ${String(error)}`;
  const [, place = ""] = (error.stack ?? "").split("\n    at ");
  return `threw ${error.name}: ${error.message.slice(0, 200)} (${place.trim()})`;
}
