/**
 * Which package may import which (ARCHITECTURE.md, "The house"). A package imports from lines below its own, never
 * from its own line. A package that is missing here is an error, so that whoever adds one decides where it stands.
 */

/** From the bottom up. */
export const LAYERS: readonly (readonly string[])[] = [
  ["crypto"],
  ["protocol"],
  ["chain"],
  ["gossip", "mempool", "mining", "wallet"],
  ["roles"],
  ["store-lmdb", "host-nodejs", "api", "console"],
  ["full-node", "miner", "light-node"],
  ["start", "testnet", "build", "tidy"],
  ["drills", "fuzz", "attack", "difficulty", "reference-model", "bench", "simulator", "operator"],
];

/** Arrows within a line, each with its reason. */
export const SIDEWAYS: readonly { readonly from: string; readonly to: string; readonly reason: string }[] = [
  {
    from: "host-nodejs",
    to: "store-lmdb",
    reason: "the host opens the store for its role; the role knows only the store's contract",
  },
  {
    from: "console",
    to: "host-nodejs",
    reason: "the console belongs to a running program: it takes the program's handle, its options and its words",
  },
  {
    from: "api",
    to: "host-nodejs",
    reason: "the API belongs to a running program: it takes the program's handle and its choice of a port",
  },
];

/** Runs unchanged in Node.js, in a browser and in the simulator: synchronous, deterministic, without I/O. */
export const CORE: ReadonlySet<string> = new Set(LAYERS.slice(0, 5).flat());

export function layerOf(name: string): number | undefined {
  const layer = LAYERS.findIndex((names) => names.includes(name));
  return layer === -1 ? undefined : layer;
}

export function mayImport(from: string, to: string): boolean {
  const [upper, lower] = [layerOf(from), layerOf(to)];
  if (upper === undefined || lower === undefined) return false;
  return lower < upper || SIDEWAYS.some((arrow) => arrow.from === from && arrow.to === to);
}
