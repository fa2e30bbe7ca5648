/** What goes wrong in a request, as the caller sees it: a status, a code for programs, a sentence for people. */
import type { OperatorReply } from "@triad/roles";

export class Problem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "Problem";
    this.status = status;
    this.code = code;
  }
}

/**
 * The status for each code of an operator's reply. A code without a row says that what was asked for is wrong in
 * itself (`bad-…`, a rule that a transaction breaks): 400.
 */
const STATUS_OF_CODE: ReadonlyMap<string, number> = new Map([
  // Named something that isn't there.
  ["not-found", 404],
  ["peer-not-found", 404],
  ["unknown-peer", 404],
  ["unknown-block", 404],
  ["unknown-transaction", 404],
  ["no-such-peer", 404],
  ["not-kept", 404],
  ["pruned", 404],
  // Right in itself, but not now, or not of this node.
  ["not-a-full-node", 409],
  ["not-a-miner", 409],
  ["not-supported", 409],
  ["no-pool", 409],
  ["no-wallet", 409],
  ["not-fixed-difficulty", 409],
  ["insufficient-funds", 409],
  ["too-many-inputs", 409],
  ["gap-limit", 409],
  ["already-known", 409],
  ["already-in-pool", 409],
  ["already-connected", 409],
  ["mempool-conflict", 409],
  ["mempool-full", 409],
  ["not-in-pool", 404],
  ["full", 409],
  // Right, but to be tried again.
  ["stopping", 503],
  ["synchronising", 503],
  ["busy", 503],
  ["commit-failed", 503],
  ["disk-full", 503],
  ["io-error", 503],
]);

export function statusOfCode(code: string): number {
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
