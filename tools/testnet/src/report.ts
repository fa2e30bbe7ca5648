/** What the test network prints: a line for each event, for a person or as JSON. */
export interface Report {
  /** `code` is stable; `text` is what a person reads; `facts` are in the JSON only. */
  event(code: string, text: string, facts?: Readonly<Record<string, unknown>>): void;
  summary(summary: Summary): void;
}

export interface Summary {
  readonly ok: boolean;
  readonly seconds: number;
  readonly nodes: number;
  readonly height: number;
  readonly tip: string;
  /** Different tips at the end; 1 when all agree. */
  readonly tips: number;
  readonly blocks: number;
  readonly reorganisations: number;
  readonly paymentsSent: number;
  readonly paymentsConfirmed: number;
  /** In the pool of every full node and miner. */
  readonly paymentsWaiting: number;
  readonly paymentsLost: number;
  readonly stoppedCleanly: boolean;
  /** Milliseconds from a block's find to its arrival at the last node. */
  readonly blockSpreadMsMedian: number | null;
  readonly problems: readonly string[];
}

export function makeReport(isJson: boolean, write: (line: string) => void): Report {
  const begin = Date.now();
  const seconds = (): string => ((Date.now() - begin) / 1000).toFixed(1).padStart(6);
  if (isJson) {
    return {
      event: (code, _text, facts = {}) => write(JSON.stringify({ event: code, atMs: Date.now() - begin, ...facts })),
      summary: (summary) => write(JSON.stringify({ event: "summary", ...summary })),
    };
  }
  return {
    event: (_code, text) => write(`${seconds()} s  ${text}`),
    summary: (summary) => write(describe(summary)),
  };
}

function describe(s: Summary): string {
  const spread =
    s.blockSpreadMsMedian === null ? "" : `, each at every node after ${s.blockSpreadMsMedian} ms (median)`;
  const lines = [
    "",
    `${s.ok ? "All is well" : "NOT all is well"} after ${s.seconds} s with ${s.nodes} nodes:`,
    `  tip        height ${s.height}, ${s.tips === 1 ? "the same" : `${s.tips} DIFFERENT ones`} at all nodes: ${s.tip}`,
    `  blocks     ${s.blocks} found${spread}; ${s.reorganisations} reorganisations`,
    `  payments   ${s.paymentsSent} sent, ${s.paymentsConfirmed} confirmed, ${s.paymentsWaiting} in every pool, ${s.paymentsLost} lost`,
    `  nodes      ${s.stoppedCleanly ? "all stopped cleanly" : "NOT all stopped cleanly"}`,
    ...s.problems.map((problem) => `  problem    ${problem}`),
  ];
  return lines.join("\n");
}
