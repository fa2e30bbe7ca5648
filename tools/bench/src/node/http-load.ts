/** Callers of an API that each ask again as soon as they are answered: answers a second, and how long each one took. */
import { Agent, get } from "node:http";

export interface LoadFigures {
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly worstMs: number;
  readonly answers: number;
}

/** Latencies of all answers, and the seconds in which they came. Several measures of one kind can be joined. */
export class Load {
  readonly #latenciesMs: number[] = [];
  #seconds = 0;

  /**
   * Asks for `seconds`, with so many callers. `next`: the URL of the next question.
   * @throws Error at the first answer that is no 200
   */
  async run(callers: number, seconds: number, next: () => string): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: callers });
    const beganMs = performance.now();
    const endMs = beganMs + seconds * 1000;
    const call = async (): Promise<void> => {
      while (performance.now() < endMs) {
        const askedMs = performance.now();
        await ask(agent, next());
        this.#latenciesMs.push(performance.now() - askedMs);
      }
    };
    await Promise.all(Array.from({ length: callers }, call));
    this.#seconds += (performance.now() - beganMs) / 1000;
    agent.destroy();
  }

  figures(): LoadFigures {
    const sorted = this.#latenciesMs.toSorted((a, b) => a - b);
    if (sorted.length === 0) throw new RangeError("nothing was asked");
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    return {
      perSecond: sorted.length / this.#seconds,
      medianMs: at(0.5),
      p99Ms: at(0.99),
      worstMs: at(1),
      answers: sorted.length,
    };
  }
}

function ask(agent: Agent, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      const { statusCode } = answer;
      answer.resume();
      answer.once("end", () => {
        if (statusCode === 200) resolve();
        else reject(new Error(`${url} was answered with ${statusCode}`));
      });
      answer.once("error", reject);
    }).once("error", reject);
  });
}
