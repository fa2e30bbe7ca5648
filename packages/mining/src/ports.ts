/** What mining is given by its owner. Its clock and randomness are those of the seam between role and host. */
import type { BlockTemplate } from "./block-template.ts";

export interface Now {
  /** For timeouts; never goes back. */
  readonly monotonicMs: number;
  /** Unix time; for rules. */
  readonly unixMs: number;
}

export interface Randomness {
  /** An integer from 0 up to and without `below`. */
  integer(below: number): number;
}

/** Names one search. Never used twice by one MiningJobs. */
export type MiningJobId = number;

export type TemplateContents = "best" | "none";

export interface MiningPorts {
  readonly random: Randomness;
  /** A template on the tip of now, with the best transactions or none; each call is given another extra nonce. */
  makeTemplate(extraNonce: number, contents: TemplateContents, now: Now): BlockTemplate;
  /** Whether a template with the best transactions takes long to make: milliseconds in which the old tip is searched on. */
  isTemplateSlow(): boolean;
  /** Search all nonces of the header (80 bytes) for a hash of at most the target (32 bytes, big-endian). */
  startSearch(job: MiningJobId, header: Uint8Array, target: Uint8Array): void;
  /** Its results don't matter any more. */
  cancel(job: MiningJobId): void;
  /** The tip's time, Unix seconds. */
  tipTime(): number;
  /** Whether a template of now would hold a transaction beside the coinbase. */
  hasTransactions(): boolean;
}
