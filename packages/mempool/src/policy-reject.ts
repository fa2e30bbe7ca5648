/**
 * Every reason for which this pool refuses a transaction that consensus would allow. Codes are Bitcoin Core's where
 * it has the rule. None of them is anybody's fault: other nodes may have other limits.
 */
import type { Reject } from "@triad/chain";

/**
 * How long a refusal holds:
 * - `for-good`: it follows from the bytes of the transaction and of what it spends.
 * - `until-next-tip`: it follows from the pool or the chain as they are; asking again may help.
 */
export type PolicyRejectLasts = "for-good" | "until-next-tip";

const TABLE = {
  // the transaction alone
  coinbase: ["for-good", "a coinbase is valid only in its block"],
  "tx-size": ["for-good", "the transaction is longer than 100,000 bytes"],
  "too-many-keys": ["for-good", "the transaction carries more than 500 signatures"],
  dust: ["for-good", "an output is worth less than it costs to spend it"],
  // against the pool
  "txn-already-in-mempool": ["until-next-tip", "the transaction is in the pool"],
  "txn-same-nonwitness-data-in-mempool": ["until-next-tip", "the transaction is in the pool with other signatures"],
  "txn-already-known": ["until-next-tip", "the transaction is in a block"],
  "txn-mempool-conflict": [
    "until-next-tip",
    "a transaction in the pool spends the same output, and this one does not pay enough more to replace it",
  ],
  "too-many-replacements": ["until-next-tip", "it would replace too many transactions of the pool"],
  "spends-replaced": ["until-next-tip", "it builds on a transaction that it would replace"],
  orphan: ["until-next-tip", "an input spends an output that is not known here"],
  "min-fee-not-met": ["until-next-tip", "the fee is below the pool's minimum rate"],
  "too-long-mempool-chain": ["until-next-tip", "too many transactions in the pool would depend on one another"],
  "mempool-full": ["until-next-tip", "the pool is full of transactions that pay a higher rate"],
  // the operator's wishes
  "too-many-wishes": ["until-next-tip", "the operator's wishes are for too many transactions already"],
  "wish-not-in-pool": ["until-next-tip", "only a transaction in the pool can be put into the next block"],
  "wish-excluded": [
    "until-next-tip",
    "it is, or builds on, a transaction that the operator keeps out of the next block",
  ],
  "wish-needed": ["until-next-tip", "a transaction that the operator puts into the next block builds on it"],
  "wish-too-large": ["until-next-tip", "all that the operator puts into the next block does not fit together"],
  "bad-fee-delta": ["for-good", "the fee delta is not a whole number within the limit"],
} as const satisfies Record<string, readonly [PolicyRejectLasts, string]>;

export type PolicyRejectCode = keyof typeof TABLE;

export class PolicyReject {
  readonly code: PolicyRejectCode;
  /** Numbers and hashes that a person needs to see why; never prose. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** Beside the classes of consensus rejects: nobody is to blame. */
  readonly class = "policy";

  constructor(code: PolicyRejectCode, facts: Readonly<Record<string, string | number>> = {}) {
    this.code = code;
    this.facts = facts;
  }

  get lasts(): PolicyRejectLasts {
    return TABLE[this.code][0];
  }

  get meaning(): string {
    return TABLE[this.code][1];
  }
}

export function policyReject(
  code: PolicyRejectCode,
  facts: Readonly<Record<string, string | number>> = {},
): PolicyReject {
  return new PolicyReject(code, facts);
}

/** The whole table, for documentation and for the test that no code lacks a test. */
export function policyRejectTable(): readonly { code: PolicyRejectCode; lasts: PolicyRejectLasts; meaning: string }[] {
  return (Object.keys(TABLE) as PolicyRejectCode[]).map((code) => ({
    code,
    lasts: TABLE[code][0],
    meaning: TABLE[code][1],
  }));
}

/** Whether a refusal can never turn into an acceptance, whatever is mined. */
export function isForGood(reject: Reject | PolicyReject): boolean {
  if (reject instanceof PolicyReject) return reject.lasts === "for-good";
  switch (reject.code) {
    // what is spent may come back, and heights grow
    case "bad-txns-nonfinal":
    case "bad-txns-inputs-missingorspent":
    case "bad-txns-premature-spend-of-coinbase":
      return false;
    default:
      return reject.class === "invalid";
  }
}
