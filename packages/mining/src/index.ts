/**
 * @triad/mining: block templates, when to search, and the nonce search itself.
 *
 * Responsible for: a template whose every field follows the rules, the pace on networks with fixed difficulty, the
 * life of search jobs, and a portable SHA-256d kernel. Which transactions go in, and whether a block is accepted, is
 * decided elsewhere.
 * Depends on: chain (rules), protocol (encodings), crypto (hashes).
 */

export {
  type BlockTemplate,
  COINBASE_TEXT_BYTES_MAX,
  finishBlock,
  makeTemplate,
  type TemplateInput,
  transactionBudget,
} from "./block-template.ts";
export {
  FOUND_BLOCK_MS_MAX,
  MiningJobs,
  type MiningMode,
  type MiningSettings,
  type MiningState,
  TEMPLATE_AGE_MS_MAX,
  TEMPLATE_REFRESH_MS,
} from "./mining-job.ts";
export { type Pace, searchStartMs } from "./mining-pace.ts";
export {
  meetsTarget,
  NONCE_KERNELS,
  NONCES,
  type NonceSearch,
  searchNonces,
  searchNoncesWith,
  withNonce,
} from "./nonce-search.ts";
export type { MiningJobId, MiningPorts, Now, Randomness, TemplateContents } from "./ports.ts";
export { nonceRange, type SearchPosition, SLICE_NONCES, type SliceResult, searchSlice } from "./search-slice.ts";
