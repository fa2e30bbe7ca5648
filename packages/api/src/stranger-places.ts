/**
 * How many requests without the token run at once: of all callers together, and of one caller who comes over the network.
 * Callers of this machine share one address (programs, pages, a proxy in front of the API), and so have the first bound
 * alone.
 */
import { isIPv6 } from "node:net";
import { isLoopback } from "./caller-checks.ts";
import { STRANGER_RUNNING_MAX, STRANGERS_RUNNING_MAX } from "./limits.ts";
import { Problem } from "./problem.ts";

/** 64 bits: what one line gets, whatever addresses its machines make of the rest. */
const IPV6_GROUPS = 4;

export class StrangerPlaces {
  #running = 0;
  readonly #byCaller = new Map<string, number>();

  /** Runs it as soon as it is called, if there is a place. @throws Problem */
  async run<T>(address: string | undefined, work: () => Promise<T> | T): Promise<T> {
    const caller = callerOf(address);
    const own = caller === undefined ? 0 : (this.#byCaller.get(caller) ?? 0);
    if (own >= STRANGER_RUNNING_MAX) {
      throw new Problem(
        429,
        "too-many-requests",
        "Your last requests still run. Wait for their answers, or send the token.",
      );
    }
    if (this.#running >= STRANGERS_RUNNING_MAX) {
      throw new Problem(503, "busy", "Too many requests run at once. Try again, or send the token.");
    }
    this.#running += 1;
    if (caller !== undefined) this.#byCaller.set(caller, own + 1);
    try {
      return await work();
    } finally {
      this.#running -= 1;
      if (caller !== undefined) this.#leave(caller);
    }
  }

  #leave(caller: string): void {
    const left = (this.#byCaller.get(caller) ?? 1) - 1;
    if (left === 0) this.#byCaller.delete(caller);
    else this.#byCaller.set(caller, left);
  }
}

/** Undefined: of this machine, or gone already. */
export function callerOf(address: string | undefined): string | undefined {
  const plain = address?.replace(/^::ffff:(?=\d+\.)/i, "");
  if (plain === undefined || isLoopback(plain)) return undefined;
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("%")[0]?.split("::") ?? [];
  const groups = head === "" ? [] : head.split(":");
  const ends = tail === undefined || tail === "" ? [] : tail.split(":");
  while (tail !== undefined && groups.length + ends.length < 8) groups.push("0");
  return [...groups, ...ends].slice(0, IPV6_GROUPS).join(":").toLowerCase();
}
