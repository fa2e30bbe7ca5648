/**
 * @triad/chain/headers: what can be known from headers alone: work, difficulty, time, which chain has most work. A
 * light node needs no more of consensus than this.
 */
export { acceptHeader, bitsAfter, checkHeader, type HeaderContext } from "./check-header.ts";
export { type AsertInput, asertBits, type DifficultyInput, requiredBits } from "./difficulty.ts";
export type { HeaderEntry } from "./header-entry.ts";
export { ancestorAt, firstBlockTime, forkOf, HeaderIndex, isAncestor } from "./header-index.ts";
export { headersAfter, locatorOf } from "./locator.ts";
export { bitsOfTarget, hashAsNumber, targetOfBits, workOfTarget } from "./target.ts";
