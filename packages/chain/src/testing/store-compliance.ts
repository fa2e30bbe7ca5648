/**
 * What every chain store must do, as cases that any test runner can run: the store in memory and the one on disk pass
 * the same list, so that what the simulator finds holds on disk.
 *
 * A case is a list of steps instead of a function, because a store on disk commits asynchronously and core code
 * can't wait. A runner opens an empty store and performs the steps in order; a `check` throws on a violation.
 */
import type { ChainStore, CommitBatch } from "../store/chain-store.ts";
import { coinCases } from "./store-compliance-coins.ts";
import { tableCases } from "./store-compliance-tables.ts";

export type ComplianceStep =
  | { readonly type: "commit"; readonly batch: CommitBatch; readonly durable: boolean }
  /** Close the store and open it again from what it wrote. */
  | { readonly type: "reopen" }
  | { readonly type: "check"; readonly check: (store: ChainStore) => void };

export interface ComplianceCase {
  /** A plain claim. */
  readonly title: string;
  readonly steps: readonly ComplianceStep[];
}

/** New cases with each call: some remember what they read between their steps. */
export function storeComplianceCases(): readonly ComplianceCase[] {
  return [...tableCases(), ...coinCases()];
}
