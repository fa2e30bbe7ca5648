/**
 * What the same network would send if everybody flooded: each node that gets an item sends all of it on each of its
 * connections but the one it came on. Arithmetic on the connections that there were.
 */

export interface Topology {
  readonly nodes: number;
  readonly connections: number;
}

/** How often an item crosses a connection: 2E - N + 1, since its maker leaves no connection out. */
export function floodedSends({ nodes, connections }: Topology): number {
  return 2 * connections - nodes + 1;
}

/** Bytes that a node sends on average for an item of so many bytes. */
export function floodedBytesPerNode(topology: Topology, itemBytes: number): number {
  return (floodedSends(topology) * itemBytes) / topology.nodes;
}
