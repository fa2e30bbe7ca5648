/** Follows the notices of all nodes and tells what they mean for the network. */
import type { NodeNotice } from "./node-client.ts";
import type { NodeProcess } from "./node-process.ts";
import type { Report } from "./report.ts";

interface BlockSeen {
  readonly height: number;
  readonly firstAtMs: number;
  readonly by: string;
  readonly nodes: Set<string>;
}

/** Blocks whose spread is followed at one time; older ones are settled, or on a lost branch. */
const BLOCKS_FOLLOWED_MAX = 100;

export class NetworkWatch {
  readonly #nodes: readonly NodeProcess[];
  readonly #report: Report;
  readonly #stop = new AbortController();
  readonly #blocks = new Map<string, BlockSeen>();
  readonly spreadsMs: number[] = [];
  blocksFound = 0;
  reorganisations = 0;
  /** Called with the hash of every block that has reached all nodes. */
  onBlockEverywhere: (hash: string, height: number) => void = () => {};

  constructor(nodes: readonly NodeProcess[], report: Report) {
    this.#nodes = nodes;
    this.#report = report;
    for (const node of nodes) {
      node.client
        .follow((notice) => this.#notice(node.name, notice), this.#stop.signal)
        .catch((error: Error) => {
          if (!this.#stop.signal.aborted)
            report.event("problem", `${node.name}: ${error.message}`, { node: node.name });
        });
    }
  }

  end(): void {
    this.#stop.abort();
  }

  #notice(node: string, { code, level, text, facts }: NodeNotice): void {
    switch (code) {
      case "block-found":
        this.blocksFound += 1;
        this.#report.event(code, `${node} found block ${facts.height} ${short(facts.hash)}`, { node, ...facts });
        this.#seen(node, String(facts.hash), Number(facts.height));
        return;
      case "tip-changed":
        this.#seen(node, String(facts.hash), Number(facts.height));
        return;
      case "reorganised":
        this.reorganisations += 1;
        this.#report.event(code, `${node} changed to a better branch: ${text}`, { node, ...facts });
        return;
      case "peer-ready":
      case "synchronised":
        this.#report.event(code, `${node}: ${text}`, { node, ...facts });
        return;
      default:
        if (level === "warn" || level === "error") this.#report.event(code, `${node}: ${text}`, { node, ...facts });
    }
  }

  #seen(node: string, hash: string, height: number): void {
    const block = this.#blocks.get(hash) ?? { height, firstAtMs: Date.now(), by: node, nodes: new Set<string>() };
    if (block.nodes.has(node)) return;
    this.#blocks.set(hash, block);
    block.nodes.add(node);
    if (block.nodes.size === this.#nodes.length) {
      const spreadMs = Date.now() - block.firstAtMs;
      this.spreadsMs.push(spreadMs);
      const facts = { hash, height, by: block.by, spreadMs };
      this.#report.event(
        "block",
        `block ${height} ${short(hash)} is at all ${this.#nodes.length} nodes after ${spreadMs} ms`,
        facts,
      );
      this.#blocks.delete(hash);
      this.onBlockEverywhere(hash, height);
    }
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= BLOCKS_FOLLOWED_MAX) break;
      this.#blocks.delete(oldest);
    }
  }
}

function short(hash: unknown): string {
  return `${String(hash).slice(0, 12)}…`;
}
