/** What nodes told of their connections, for the time between two looks at their logs. */
import { readFileSync } from "node:fs";
import type { Seat } from "../drill-network.ts";

/** The code with which a connection ended; undefined: the line tells something else, or is no notice. */
export function endOfConnection(logLine: string): string | undefined {
  try {
    const { code, facts } = JSON.parse(logLine) as {
      readonly code?: unknown;
      readonly facts?: { readonly code?: unknown };
    };
    return code === "peer-closed" ? String(facts?.code) : undefined;
  } catch {
    return undefined;
  }
}

/** Why connections ended since it was made, at all these nodes together: code → how often. */
export class EndedConnections {
  readonly #seats: readonly Seat[];
  readonly #linesBefore: ReadonlyMap<Seat, number>;

  constructor(seats: readonly Seat[]) {
    this.#seats = seats;
    this.#linesBefore = new Map(seats.map((seat) => [seat, linesOf(seat).length]));
  }

  byCode(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const seat of this.#seats) {
      for (const line of linesOf(seat).slice(this.#linesBefore.get(seat))) {
        const ended = endOfConnection(line);
        if (ended !== undefined) counts.set(ended, (counts.get(ended) ?? 0) + 1);
      }
    }
    return counts;
  }

  describe(): string {
    const counts = [...this.byCode()].map(([code, count]) => `${count} ${code}`);
    return counts.length === 0 ? "none" : counts.join(", ");
  }
}

/** Of these nodes' connections those that lead to one of those keys. */
export async function countConnectionsTo(seats: readonly Seat[], nodeKeys: ReadonlySet<string>): Promise<number> {
  const peers = await Promise.all(seats.map(({ node }) => node.client.peers()));
  return peers.flat().filter(({ nodeKey }) => nodeKeys.has(nodeKey)).length;
}

export async function nodeKeysOf(seats: readonly Seat[]): Promise<ReadonlySet<string>> {
  const states = await Promise.all(seats.map(({ node }) => node.client.state()));
  return new Set(states.map(({ nodeKey }) => nodeKey));
}

function linesOf({ node }: Seat): readonly string[] {
  return readFileSync(node.logFile, "utf8").split("\n").slice(0, -1);
}
