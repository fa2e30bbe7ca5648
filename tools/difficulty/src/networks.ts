/** The three networks with a difficulty that moves, with the parameters that they ship. */
import { BUILT_IN_NETWORKS, makeNetwork, readNetworkFile } from "@triad/chain";
import type { ConsensusParams } from "@triad/protocol";
import { testParameters } from "@triad/testnet";

export interface SimulatedNetwork {
  readonly name: string;
  readonly consensus: ConsensusParams;
  /** Seconds that a header's time may be ahead of the clock. */
  readonly maxFutureSeconds: number;
}

export function simulatedNetworks(): {
  readonly main: SimulatedNetwork;
  readonly test: SimulatedNetwork;
  readonly testnet: SimulatedNetwork;
} {
  const { main, test } = BUILT_IN_NETWORKS;
  // the difficulty depends on differences of times only, so any genesis time will do
  const testnet = readNetworkFile(testParameters(main.consensus.genesisTime));
  return {
    main: fromParams("main", main),
    test: fromParams("test", test),
    testnet: fromParams("npm run testnet", testnet),
  };
}

function fromParams(name: string, params: Parameters<typeof makeNetwork>[0]): SimulatedNetwork {
  return { name, consensus: params.consensus, maxFutureSeconds: makeNetwork(params).maxFutureSeconds };
}
