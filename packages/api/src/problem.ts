/** What goes wrong in a request, as the caller sees it: a status, a code for programs, a sentence for people. */
import type { OperatorReply } from "@triad/roles";
import { RETRY_AFTER_SECONDS, RETRY_UNFINISHED_SECONDS } from "./limits.ts";

export class Problem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "Problem";
    this.status = status;
    this.code = code;
  }

  /** Of what may be asked again as it is; undefined: asking again would not help. */
  get retryAfterSeconds(): number | undefined {
    if (this.status === 429) return RETRY_AFTER_SECONDS;
    if (this.status !== 503) return undefined;
    return UNFINISHED.has(this.code) ? RETRY_UNFINISHED_SECONDS : RETRY_AFTER_SECONDS;
  }
}

/** What takes longer than a moment. */
const UNFINISHED: ReadonlySet<string> = new Set(["synchronising", "wallet-behind", "index-behind"]);

/**
 * The status for each code of an operator's reply. A code without a row says that what was asked for is wrong in
 * itself (`bad-…`, a rule that a block or a transaction breaks): 400. `…-not-found` is 404 without a row of its own.
 */
const STATUS_OF_CODE: ReadonlyMap<string, number> = new Map([
  // Right in itself, but not of this node.
  ["not-a-full-node", 409],
  ["not-a-miner", 409],
  // Right in itself, but not as the wallet is.
  ["insufficient-funds", 409],
  ["too-many-inputs", 409],
  ["gap-limit", 409],
  ["wallet-locked", 409],
  ["too-many-labels", 409],
  ["payment-confirmed", 409],
  ["payment-has-descendants", 409],
  ["not-our-payment", 409],
  ["not-our-address", 404],
  ["wallet-not-encrypted", 409],
  ["passphrase-needed", 409],
  ["other-wallet", 409],
  ["wrong-passphrase", 403],
  ["wallet-file", 500],
  // Right in itself, but not as pool and chain are.
  ["orphan", 409],
  ["txn-already-in-mempool", 409],
  ["txn-same-nonwitness-data-in-mempool", 409],
  ["txn-already-known", 409],
  ["txn-mempool-conflict", 409],
  ["too-many-replacements", 409],
  ["spends-replaced", 409],
  ["too-long-mempool-chain", 409],
  ["too-many-wishes", 409],
  ["wish-not-in-pool", 404],
  ["wish-excluded", 409],
  ["wish-needed", 409],
  ["wish-too-large", 409],
  ["too-many-decisions", 409],
  // Right in itself, but it is for others to allow it, or to have it.
  ["access-needed", 409],
  ["pruned", 409],
  ["no-index", 409],
  ["min-fee-not-met", 409],
  // To be tried again as it is.
  ["mempool-full", 503],
  ["busy", 503],
  ["wallet-behind", 503],
  ["index-behind", 503],
  ["stopping", 503],
  ["busy", 503],
  ["timeout", 503],
  ["blocks-unavailable", 503],
]);

export function statusOfCode(code: string): number {
  if (code === "not-found" || code.endsWith("-not-found")) return 404;
  return STATUS_OF_CODE.get(code) ?? 400;
}

export function problemOfReply(reply: Extract<OperatorReply, { ok: false }>): Problem {
  return new Problem(statusOfCode(reply.code), reply.code, reply.message);
}

export function notFound(message: string): Problem {
  return new Problem(404, "not-found", message);
}

export function badRequest(message: string): Problem {
  return new Problem(400, "bad-request", message);
}
