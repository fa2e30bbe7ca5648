/**
 * @triad/chain/testing: a store in memory that can lose power, and what every store must do.
 *
 * Responsible for: what tests of this and other packages, and the simulator, build a chain on.
 * Depends on: the store's contract.
 */
export { batchOf } from "./empty-batch.ts";
export { MemoryStore } from "./memory-store.ts";
export { type ComplianceCase, type ComplianceStep, storeComplianceCases } from "./store-compliance.ts";
