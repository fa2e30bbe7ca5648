/** The parameters of a fresh test network: its genesis is now, so that no older chain fits it. */
import { type NetworkParams, PORTS_DEFAULT, writeNetworkFile } from "@triad/chain";

/** About 2^20 hashes a block at first: a second or so for two threads. */
const GENESIS_BITS = 0x1e100000;
const EASIEST_BITS = 0x207fffff;
/** Short, so that miners can pay soon after the start. */
const COINBASE_MATURITY = 3;

/** As a network file; `changes` to the consensus parameters are for drills that need others. */
export function testParameters(unixSeconds: number, changes: Partial<NetworkParams["consensus"]> = {}): string {
  const params: NetworkParams = {
    name: "testnet",
    addressPrefix: "xtri",
    consensus: {
      spacing: 2,
      halfLife: 120,
      easiestBits: EASIEST_BITS,
      subsidy: 500_000_000,
      halvingInterval: 210_000,
      coinbaseMaturity: COINBASE_MATURITY,
      maxBlockBytes: 1_000_000,
      genesisTime: unixSeconds,
      genesisBits: GENESIS_BITS,
      genesisMessage: `Triad test network of ${new Date(unixSeconds * 1000).toISOString()}`,
      premine: [],
      ...changes,
    },
    genesisNonce: 0,
    ports: PORTS_DEFAULT,
    seeds: [],
    minimumChainWork: 0n,
  };
  return writeNetworkFile(params);
}
