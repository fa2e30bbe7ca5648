/**
 * Figures of other nodes. They were measured elsewhere, on this kind of machine (two virtual cores), and stand beside
 * ours for orientation; only ratios within one run say how one of our versions compares with another.
 */

export const PEERS_NOTE = "Bitcoin Core and bcoin: measured elsewhere on this kind of machine, not in this run.";

/** 200 blocks of 1,500 transactions with two inputs and two outputs, all keys different, a pool of 60,000 coins. */
export const PEERS_FULL_BLOCKS = {
  transactionsPerSecond: ["6,600 (1 thread), 11,900 (2), reindex", "1,300 to 1,450"],
  inputsPerCpuSecond: ["13,100", "2,800"],
  peakMb: ["73", "250 to 370"],
} as const;

export const PEERS_EMPTY_BLOCKS = { blocksPerSecond: ["2,700", "370"] } as const;

/** 100,000 headers over loopback, all rules checked. */
export const PEERS_HEADERS = { headersPerSecond: ["203,000", "57,000"] } as const;
