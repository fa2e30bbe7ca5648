import { HeaderStatus } from "../store/chain-store.ts";

/** Bits of a row's flags: those that are stored, and one that follows from them. */
export const HeaderFlag = {
  ...HeaderStatus,
  /** The body and those of all ancestors are here. */
  chainOfBodies: 4,
} as const;
