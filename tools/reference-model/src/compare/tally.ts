/** What a run compared, for the report. */
export interface Tally {
  chains: number;
  /** Different blocks in all chains. */
  blocks: number;
  /** Nodes that the chains were given to. */
  nodes: number;
  blocksDelivered: number;
  headersDelivered: number;
  connected: number;
  disconnected: number;
  reorganizations: number;
  restarts: number;
  /** Blocks and headers by the code that both gave. */
  readonly codes: Map<string, number>;
}

export function newTally(): Tally {
  return {
    chains: 0,
    blocks: 0,
    nodes: 0,
    blocksDelivered: 0,
    headersDelivered: 0,
    connected: 0,
    disconnected: 0,
    reorganizations: 0,
    restarts: 0,
    codes: new Map(),
  };
}

export function countCode(tally: Tally, code: string): void {
  tally.codes.set(code, (tally.codes.get(code) ?? 0) + 1);
}

export function tallyLines({ codes, ...counts }: Tally): readonly string[] {
  const byCode = [...codes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, count]) => `  ${code}: ${count}`);
  return [...Object.entries(counts).map(([what, count]) => `${what}: ${count}`), "verdicts:", ...byCode];
}
