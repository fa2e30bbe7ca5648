/**
 * DNS names to IP addresses, anew at each question: a container that comes back has another address, and whoever kept
 * the old one would not find it.
 */
import { lookup as systemLookup } from "node:dns/promises";
import { isIP, isIPv6 } from "node:net";

/** All addresses of a name, the one to try first in front. Rejects with Node's error (`code` ENOTFOUND, …). */
export type Lookup = (name: string) => Promise<readonly string[]>;

/** The machine's own way: hosts file, container's or system's name server, IPv4 and IPv6. */
export const lookupBySystem: Lookup = async (name) =>
  (await systemLookup(name, { all: true, verbatim: true })).map(({ address }) => address);

/** A name server that is asked again twice has answered by then. */
export const LOOKUP_MS_MAX = 5000;
/**
 * Under way at the same time. The system's lookup occupies one of libuv's few threads (four by default), which commits
 * and files need too; names that nobody answers for must not take them all.
 */
export const LOOKUPS_MAX = 2;
/** Of one name; more would only make a vain dial longer. */
export const ADDRESSES_OF_NAME_MAX = 8;

/** Resolves to at least one address; an IP address is its own. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export function createResolve(lookup: Lookup, timeoutMs = LOOKUP_MS_MAX): Resolve {
  /** Oldest first. Who gives up leaves: names that a dead server keeps waiting are dialled again and again. */
  const waiting = new Set<() => void>();
  let running = 0;

  function waitForTurn(givenUp: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      waiting.add(resolve);
      givenUp.addEventListener("abort", () => {
        if (waiting.delete(resolve)) reject(new Error("others are still being looked up"));
      });
    });
  }

  /** The place is given back when the lookup ends, not when we stop waiting for it: the thread is busy until then. */
  async function lookupInTurn(name: string, givenUp: AbortSignal): Promise<readonly string[]> {
    if (running >= LOOKUPS_MAX) await waitForTurn(givenUp);
    else running += 1;
    try {
      return await lookup(name);
    } finally {
      const [next] = waiting;
      if (next === undefined) running -= 1;
      else {
        waiting.delete(next);
        next();
      }
    }
  }

  return async (host) => {
    if (isIP(host) !== 0) return [host];
    const found = await within(timeoutMs, (givenUp) => lookupInTurn(host, givenUp));
    if (found.length === 0) throw noSuchName();
    return alternate([...new Set(found)]).slice(0, ADDRESSES_OF_NAME_MAX);
  };
}

/** IPv6 and IPv4 in turn, so that a network without one of them costs one vain attempt (RFC 8305, section 4). */
function alternate(addresses: readonly string[]): readonly string[] {
  const firstIsV6 = isIPv6(addresses[0] ?? "");
  const first = addresses.filter((address) => isIPv6(address) === firstIsV6);
  const other = addresses.filter((address) => isIPv6(address) !== firstIsV6);
  return Array.from({ length: Math.max(first.length, other.length) }, (_, index) => [first[index], other[index]])
    .flat()
    .filter((address) => address !== undefined);
}

function within<T>(timeoutMs: number, begin: (givenUp: AbortSignal) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = new AbortController();
    const timer = setTimeout(() => {
      reject(new Error("the name server does not answer"));
      end.abort();
    }, timeoutMs);
    begin(end.signal)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

function noSuchName(): Error {
  return Object.assign(new Error("no such host name"), { code: "ENOTFOUND" });
}
