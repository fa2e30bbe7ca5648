/**
 * Every reason for which a header, a block or a transaction is refused by consensus: one code a rule, in one
 * place. Codes are Bitcoin Core's where the rule is Bitcoin's. docs/spec/rejects.md is generated from this table.
 */

/**
 * What a reject says about the object, and so about who is to blame:
 * - `invalid`: the object breaks a rule for good; whoever made it is to blame.
 * - `mutated`: these bytes aren't what the header commits to; the sender is to blame, the header is untouched.
 * - `missing`: something it builds on is unknown here; nobody is to blame.
 * - `early`: it may become valid as time passes; nobody is to blame.
 */
export type RejectClass = "invalid" | "mutated" | "missing" | "early";

const TABLE = {
  // headers, in the order of their checks
  "prev-blk-not-found": ["missing", "the parent of this header is unknown"],
  "bad-prevblk": ["invalid", "this block or an ancestor of it is known to be invalid"],
  "time-too-old": ["invalid", "the time is before the parent's"],
  "bad-diffbits": ["invalid", "bits is not what the difficulty rule requires"],
  "high-hash": ["invalid", "the hash is above the target"],
  "time-too-new": ["early", "the time is too far in the future of this node's clock"],
  // block bodies, alone
  "mutated-block": ["mutated", "the body is not the one that the header commits to"],
  "bad-blk-length": ["invalid", "the transactions are longer than maxBlockBytes"],
  "tx-not-canonical": ["invalid", "a transaction is not in canonical encoding"],
  "bad-cb-missing": ["invalid", "the first transaction is not a coinbase"],
  "bad-cb-multiple": ["invalid", "a transaction after the first is a coinbase"],
  "bad-cb-lock-height": ["invalid", "the coinbase has a lock height"],
  "bad-cb-signatures": ["invalid", "the coinbase carries signatures"],
  "bad-cb-length": ["invalid", "the coinbase's memo is not 64 to 256 bytes"],
  "bad-cb-height": ["invalid", "the coinbase's memo does not begin with the block's height"],
  "bad-txns-version": ["invalid", "the transaction's version is not 1"],
  "bad-txns-memo-length": ["invalid", "the memo is longer than 256 bytes"],
  "bad-txns-vout-empty": ["invalid", "the transaction has no output"],
  "bad-txns-vout-toolarge": ["invalid", "an output is larger than all money"],
  "bad-txns-txouttotal-toolarge": ["invalid", "the outputs together are larger than all money"],
  "bad-txns-inputs-duplicate": ["invalid", "the transaction spends the same outpoint twice"],
  "bad-filter-hash": ["invalid", "the filter hash is not that of the block's own filter"],
  "bad-history-root": ["invalid", "the history root is not that of the block's ancestors"],
  // in the context of the coins
  "bad-txns-nonfinal": ["invalid", "the lock height is above the block's height"],
  "bad-txns-inputs-missingorspent": ["invalid", "an input spends an output that is unknown or spent already"],
  "bad-txns-premature-spend-of-coinbase": ["invalid", "an input spends a coinbase output before its maturity"],
  "bad-txns-in-belowout": ["invalid", "the outputs are worth more than the inputs"],
  "bad-txns-signature-count": ["invalid", "there is not exactly one signature for each distinct key spent"],
  "bad-txns-signature": ["invalid", "a signature does not verify"],
  "bad-cb-amount": ["invalid", "the coinbase pays more than subsidy and fees"],
} as const satisfies Record<string, readonly [RejectClass, string]>;

export type RejectCode = keyof typeof TABLE;

export class Reject {
  readonly code: RejectCode;
  /** Numbers and hashes that a person needs to see why; never prose. */
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: RejectCode, facts: Readonly<Record<string, string | number>> = {}) {
    this.code = code;
    this.facts = facts;
  }

  get class(): RejectClass {
    return TABLE[this.code][0];
  }

  get meaning(): string {
    return TABLE[this.code][1];
  }
}

export function reject(code: RejectCode, facts: Readonly<Record<string, string | number>> = {}): Reject {
  return new Reject(code, facts);
}

/** The whole table, for documentation and for the test that no code lacks a test or a line of the spec. */
export function rejectTable(): readonly { code: RejectCode; class: RejectClass; meaning: string }[] {
  return (Object.keys(TABLE) as RejectCode[]).map((code) => ({
    code,
    class: TABLE[code][0],
    meaning: TABLE[code][1],
  }));
}
