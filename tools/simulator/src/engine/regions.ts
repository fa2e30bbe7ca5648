/**
 * Where on earth nodes are, and how far apart that is. Figures: the regions of SimBlock's network model of 2019 (Aoki et
 * al., "SimBlock: A Blockchain Network Simulator", 2019; github.com/dsg-titech/simblock, NetworkConfiguration.java), which
 * has a latency for each pair of regions and the part of Bitcoin's listening nodes in each. Its latencies are read as
 * round trips here.
 */
import type { SeededRandom } from "./seeded-random.ts";

/** North America, Europe, South America, Asia, Japan, Australia. */
export const REGION_SHARES: readonly number[] = [0.3316, 0.4998, 0.009, 0.1177, 0.0224, 0.0195];
/** Milliseconds there and back, from row to column. */
export const ROUND_TRIP_MS: readonly (readonly number[])[] = [
  [32, 124, 184, 198, 151, 189],
  [124, 11, 227, 237, 252, 294],
  [184, 227, 88, 325, 301, 322],
  [198, 237, 325, 85, 58, 198],
  [151, 252, 301, 58, 12, 126],
  [189, 294, 322, 198, 126, 16],
];
/** One way between a node and the next large exchange: a data centre's cable up to a home's line. */
const LAST_MILE_MS = [0.5, 15] as const;

export interface Place {
  readonly region: number;
  readonly lastMileMs: number;
}

export function drawPlace(random: SeededRandom): Place {
  let left = random.unit();
  const drawn = REGION_SHARES.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  // what rounding leaves over
  const region = drawn === -1 ? 1 : drawn;
  const [least, most] = LAST_MILE_MS;
  return { region, lastMileMs: least * (most / least) ** random.unit() };
}

/** One way, without what varies from frame to frame. */
export function latencyBetween(from: Place, to: Place): number {
  return (ROUND_TRIP_MS[from.region]?.[to.region] ?? 0) / 2 + from.lastMileMs + to.lastMileMs;
}
