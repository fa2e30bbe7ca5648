/**
 * What a random tree of blocks is made from: plain numbers, so that fast-check can draw them and make a failing case
 * smaller. Each number is a choice that the builder takes modulo what there is to choose from.
 */
import fc from "fast-check";

export interface NetworkRecipe {
  readonly spacing: number;
  readonly isAsert: boolean;
  /** Which of four targets the genesis block has; 0 is as easy as can be. */
  readonly hardness: number;
  readonly maturity: number;
  readonly halvingInterval: number;
  readonly subsidy: number;
  readonly maxBlockBytes: number;
  readonly message: string;
  readonly premine: readonly number[];
}

export interface PaymentRecipe {
  readonly coins: readonly number[];
  readonly owners: readonly number[];
  readonly fee: number;
  readonly lock: number;
  readonly memoBytes: number;
}

export interface FlawRecipe {
  readonly flaw: Flaw;
  readonly pick: number;
}

export interface BlockRecipe {
  readonly parent: number;
  readonly time: number;
  readonly owner: number;
  /** How much of what it may take the coinbase takes. */
  readonly take: number;
  readonly memoBytes: number;
  readonly payments: readonly PaymentRecipe[];
  readonly flaws: readonly FlawRecipe[];
}

export interface TreeRecipe {
  readonly network: NetworkRecipe;
  readonly blocks: readonly BlockRecipe[];
}

/** What the builder can do wrong on purpose (or exactly right at a bound), in the order of the checks. */
export const FLAWS = [
  "header-unknown-parent",
  "header-time",
  "header-bits",
  "header-work",
  "body-mutated",
  "block-size",
  "encoding",
  "coinbase-missing",
  "coinbase-twice",
  "coinbase-lock",
  "coinbase-signatures",
  "coinbase-memo",
  "coinbase-height",
  "coinbase-amounts",
  "tx-version",
  "tx-memo",
  "tx-no-outputs",
  "tx-amounts",
  "tx-inputs-twice",
  "filter",
  "history",
  "tx-lock",
  "tx-missing",
  "tx-premature",
  "tx-below-out",
  "tx-signature-count",
  "tx-signature",
  "coinbase-takes-more",
  "any-byte",
] as const;

export type Flaw = (typeof FLAWS)[number];

const network: fc.Arbitrary<NetworkRecipe> = fc.record({
  spacing: fc.constantFrom(1, 2, 3, 61),
  isAsert: fc.boolean(),
  hardness: fc.constantFrom(0, 0, 0, 1, 1, 2, 2, 3),
  maturity: fc.integer({ min: 1, max: 3 }),
  halvingInterval: fc.integer({ min: 3, max: 10 }),
  subsidy: fc.constantFrom(0, 1, 7, 1_001, 500_000_001, 50_000_000_000_000),
  maxBlockBytes: fc.constantFrom(100_000, 100_000, 100_000, 900, 500),
  message: fc.constantFrom("", "a", "größer als ASCII", "0123456789".repeat(7)),
  premine: fc.array(fc.constantFrom(1, 1_000, 5_000_000_000, 100_000_000_000_000), { maxLength: 4 }),
});

const payment: fc.Arbitrary<PaymentRecipe> = fc.record({
  coins: fc.array(fc.nat(1000), { minLength: 1, maxLength: 3 }),
  owners: fc.array(fc.nat(6), { minLength: 1, maxLength: 3 }),
  fee: fc.nat(60),
  lock: fc.nat(3),
  memoBytes: fc.constantFrom(0, 0, 0, 1, 127, 128, 256),
});

/** What needs coins comes more often: it comes to nothing where the block before has none that are fit for it. */
const flawsInContext = FLAWS.slice(FLAWS.indexOf("tx-lock"), FLAWS.indexOf("any-byte"));

const flaw: fc.Arbitrary<FlawRecipe> = fc.record({
  flaw: fc.oneof(fc.constantFrom(...FLAWS), fc.constantFrom(...flawsInContext)),
  pick: fc.nat(10_000),
});

/** Rules that are checked one after the other; both broken, so that the order is compared. */
const neighbours: fc.Arbitrary<FlawRecipe[]> = fc
  .record({
    flaws: fc.constantFrom<readonly [Flaw, Flaw]>(
      ["header-time", "header-bits"],
      ["header-bits", "header-work"],
      ["block-size", "encoding"],
      ["encoding", "coinbase-twice"],
      ["coinbase-lock", "coinbase-signatures"],
      ["coinbase-signatures", "coinbase-memo"],
      ["coinbase-memo", "coinbase-height"],
      ["coinbase-height", "coinbase-amounts"],
      ["coinbase-height", "tx-version"],
      ["tx-amounts", "filter"],
      ["filter", "history"],
      ["history", "tx-lock"],
      ["tx-below-out", "tx-signature-count"],
      ["tx-signature-count", "coinbase-takes-more"],
      ["tx-signature", "coinbase-takes-more"],
    ),
    pick: fc.nat(10_000),
  })
  .map(({ flaws, pick }) => flaws.map((each) => ({ flaw: each, pick })));

const block: fc.Arbitrary<BlockRecipe> = fc.record({
  parent: fc.nat(99),
  time: fc.nat(999),
  owner: fc.nat(6),
  take: fc.nat(5),
  memoBytes: fc.constantFrom(64, 64, 64, 65, 128, 256),
  payments: fc.array(payment, { maxLength: 3 }),
  flaws: fc.oneof(
    { weight: 13, arbitrary: fc.constant([]) },
    { weight: 5, arbitrary: fc.array(flaw, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(flaw, { minLength: 2, maxLength: 2 }) },
    { weight: 1, arbitrary: neighbours },
  ),
});

export function treeRecipe(blocksMax: number): fc.Arbitrary<TreeRecipe> {
  return fc.record({ network, blocks: fc.array(block, { minLength: 1, maxLength: blocksMax, size: "max" }) });
}
