/** Plays one attack and judges what it did to the node and its honest peers, by the stated bounds. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Arena } from "./arena.ts";
import type { Attack } from "./attack.ts";
import { Tally } from "./tally.ts";

/** How long blocks are watched before an attack, and how long the node has to come to rest after it. */
export interface Pauses {
  readonly beforeMs: number;
  readonly afterMs: number;
}

export const PAUSES: Pauses = { beforeMs: 3_000, afterMs: 12_000 };
const SAMPLE_EVERY_MS = 50;

/**
 * Resident memory may rise so far above where it stood: what all connections together may hold by the host's bounds
 * (host-nodejs: traffic-budget.ts; 64, 128 and 256 MiB). No attack comes near all three at once, and garbage that is not
 * collected yet counts too.
 */
export const RESIDENT_RISE_BYTES_MAX = 448 * 1024 * 1024;
/** After a collection so much more may be kept: code that is compiled by then, tables that are bounded and now in use. */
export const KEPT_RISE_BYTES_MAX = 16_000_000;
/** Blocks reach the honest peers within these, while the attack is under way on the same machine. */
export const BLOCK_MEDIAN_MS_MAX = 2_000;
export const BLOCK_WORST_MS_MAX = 15_000;
/** Of all logs. */
export const LOG_RISE_BYTES_MAX = 4_000_000;

export interface BlockTimes {
  readonly medianMs: number;
  readonly worstMs: number;
  readonly count: number;
}

export interface AttackResult {
  readonly attack: string;
  readonly seconds: number;
  readonly sent: { readonly connections: number; readonly frames: number; readonly bytes: number };
  /** Bytes; undefined where the system does not tell. */
  readonly resident: { readonly start?: number; readonly peak?: number; readonly end?: number };
  readonly kept: { readonly start: number; readonly end: number };
  readonly blocksBefore: BlockTimes;
  readonly blocksDuring: BlockTimes;
  readonly logBytes: number;
  readonly ends: readonly (readonly [code: string, count: number])[];
  /** The node's own words for each code. */
  readonly endTexts: readonly string[];
  /** Why connections of honest peers ended, if any did. */
  readonly honestEnds: readonly string[];
  /** Empty: all bounds held. */
  readonly problems: readonly string[];
}

export async function measureAttack(
  arena: Arena,
  attack: Attack,
  scale: number,
  pauses: Pauses,
): Promise<AttackResult> {
  const { victim, bystanders } = arena;
  bystanders.take();
  await sleep(pauses.beforeMs);
  const before = bystanders.take();
  const keptStart = await victim.keptBytes();
  const residentStart = victim.residentBytes();
  const logStart = victim.logBytes();
  let peak = residentStart ?? 0;
  const sampling = setInterval(() => {
    peak = Math.max(peak, victim.residentBytes() ?? 0);
  }, SAMPLE_EVERY_MS);
  const tally = new Tally();
  const beganMs = performance.now();
  let failure: string | undefined;
  try {
    await attack.play({ peers: arena.peers, chain: arena.chain, tally, scale });
  } catch (error) {
    failure = `the attack could not be played: ${(error as Error).message}`;
  }
  const seconds = (performance.now() - beganMs) / 1000;
  const sent = { connections: tally.connections, frames: tally.frames, bytes: tally.bytes };
  await sleep(pauses.afterMs);
  clearInterval(sampling);
  const during = bystanders.take();
  const hasSurvived = !victim.node.hasExited;
  const keptEnd = hasSurvived ? await victim.keptBytes() : Number.NaN;
  const residentEnd = victim.residentBytes();
  const measured = {
    attack: attack.name,
    seconds,
    sent,
    resident: {
      ...(residentStart === undefined ? {} : { start: residentStart, peak }),
      ...(residentEnd === undefined ? {} : { end: residentEnd }),
    },
    kept: { start: keptStart, end: keptEnd },
    blocksBefore: timesOf(before.latenciesMs),
    blocksDuring: timesOf(during.latenciesMs),
    logBytes: Math.max(0, victim.logBytes() - logStart),
    ends: tally.ends,
    endTexts: tally.ends.map(([code]) => `${code}: ${tally.textOf(code)}`),
    honestEnds: during.closed,
  };
  const missing = (attack.endsWith ?? []).filter((code) => !tally.hasSeen(code));
  const problems = [
    ...(failure === undefined ? [] : [failure]),
    ...(hasSurvived ? [] : ["the node has ended"]),
    ...(during.missed === 0 ? [] : [`${during.missed} times an honest peer did not get a block`]),
    ...missing.map((code) => `no connection ended with ${code}`),
    ...boundsBroken(measured),
  ];
  return { ...measured, problems };
}

function boundsBroken(measured: Omit<AttackResult, "problems">): readonly string[] {
  const { resident, kept, blocksDuring, logBytes, honestEnds } = measured;
  const rise = resident.start === undefined ? 0 : (resident.peak ?? 0) - resident.start;
  const checks: readonly (readonly [boolean, string])[] = [
    [rise <= RESIDENT_RISE_BYTES_MAX, `resident memory rose by ${megabytes(rise)}`],
    [!(kept.end - kept.start > KEPT_RISE_BYTES_MAX), `${megabytes(kept.end - kept.start)} more are kept afterwards`],
    [blocksDuring.count > 0, "no honest block was passed on"],
    [
      blocksDuring.medianMs <= BLOCK_MEDIAN_MS_MAX,
      `honest blocks took ${blocksDuring.medianMs.toFixed(0)} ms (median)`,
    ],
    [blocksDuring.worstMs <= BLOCK_WORST_MS_MAX, `an honest block took ${blocksDuring.worstMs.toFixed(0)} ms`],
    [logBytes <= LOG_RISE_BYTES_MAX, `the log grew by ${megabytes(logBytes)}`],
    [honestEnds.length === 0, `connections of honest peers ended: ${honestEnds.join(", ")}`],
  ];
  return checks.flatMap(([holds, problem]) => (holds ? [] : [problem]));
}

function timesOf(latenciesMs: readonly number[]): BlockTimes {
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  return { medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0, worstMs: sorted.at(-1) ?? 0, count: sorted.length };
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
