/** What the network between the nodes is like; a scenario changes what it is about. */
export interface NetworkConditions {
  /** One way, drawn for each pair of nodes between the two, small ones more often. */
  readonly latencyMs: readonly [least: number, most: number];
  /** Each direction of a pair draws a latency of its own. */
  readonly isAsymmetric: boolean;
  /** Nodes are in regions of the earth, and these say how long frames take, both ways the same (regions.ts). */
  readonly hasRegions: boolean;
  /** Of each node's line, drawn between the two, slow ones more often. */
  readonly kilobitsPerSecond: readonly [least: number, most: number];
  /** All that a node sends goes through its line one after the other; otherwise each connection has all of the line. */
  readonly isLineShared: boolean;
  /** Part of the frames that has to be sent again. */
  readonly loss: number;
  /** Part of the nodes that can only dial out. */
  readonly dialOnlyShare: number;
  /** Each node's calendar clock is off by up to so much. */
  readonly clockErrorMs: number;
  /** Part of the signature checks whose worker dies. */
  readonly workersDying: number;
}

/** Homes and data centres on two continents. */
export const ORDINARY: NetworkConditions = {
  latencyMs: [5, 150],
  isAsymmetric: true,
  hasRegions: false,
  kilobitsPerSecond: [2_000, 200_000],
  isLineShared: false,
  loss: 0.002,
  dialOnlyShare: 0.25,
  clockErrorMs: 2_000,
  workersDying: 0.002,
};
