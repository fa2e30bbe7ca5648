/**
 * A dial of an address: its name is resolved, and its IP addresses are tried one after the other until one answers as a
 * peer would. Something else may listen at an address that a container had before, so a socket that opens is not enough.
 */
import { isIP } from "node:net";
import { isNearHost } from "@triad/gossip";
import type { NetAddress } from "@triad/roles";
import type { WebSocket } from "ws";
import { dialReason } from "./dial-reason.ts";
import type { Resolve } from "./name-resolver.ts";
import { type Attempt, attemptWebSocket } from "./websocket-dial.ts";

/** All attempts of a dial: several round trips of the slowest line. */
export const DIAL_MS_MAX = 10_000;

export interface DialOutcome {
  /** The listeners of the connection must be attached before this returns: frames may follow at once. */
  opened(socket: WebSocket, ip: string): void;
  /** `resolved`: the IP addresses that the name led to. */
  failed(reason: string, resolved: readonly string[]): void;
}

export interface DialWays {
  readonly resolve: Resolve;
  readonly tlsContext: Attempt["tlsContext"];
  /** Addresses of this machine and of private networks are not tried when a name leads there. */
  readonly farOnly: boolean;
}

/** Calls exactly one of the two. Returns a function that gives up: `failed` is called with `cancelled`. */
export function dialAddress(address: NetAddress, ways: DialWays, outcome: DialOutcome): () => void {
  let ended = false;
  let giveUpAttempt = (): void => undefined;

  function fail(reason: string, resolved: readonly string[]): void {
    if (ended) return;
    ended = true;
    outcome.failed(reason, resolved);
  }

  function tryFrom(resolved: readonly string[], index: number, untilMs: number, reasons: readonly string[]): void {
    const ip = resolved[index];
    if (ended) return;
    if (ip === undefined) {
      fail(sum(reasons, resolved), resolved);
      return;
    }
    // An equal part for each of those that are left: the last one gets what the others did not need.
    const timeoutMs = (untilMs - performance.now()) / (resolved.length - index);
    giveUpAttempt = attemptWebSocket(
      { address, ip, timeoutMs, tlsContext: ways.tlsContext },
      {
        opened(socket) {
          if (ended) {
            socket.terminate();
            return;
          }
          ended = true;
          outcome.opened(socket, ip);
        },
        failed: (error) => tryFrom(resolved, index + 1, untilMs, [...reasons, dialReason(error, address.tls === true)]),
      },
    );
  }

  if (isIP(address.host) !== 0) tryFrom([address.host], 0, performance.now() + DIAL_MS_MAX, []);
  else {
    ways.resolve(address.host).then(
      (resolved) => {
        const allowed = ways.farOnly ? resolved.filter((ip) => !isNearHost(ip)) : resolved;
        if (allowed.length === 0) fail("the name leads into a private network, and was told from outside", []);
        else tryFrom(allowed, 0, performance.now() + DIAL_MS_MAX, []);
      },
      (error: unknown) => fail(dialReason(error, false), []),
    );
  }
  return () => {
    fail("cancelled", []);
    giveUpAttempt();
  };
}

/** One reason if all are the same; otherwise each with its address. */
function sum(reasons: readonly string[], resolved: readonly string[]): string {
  if (new Set(reasons).size <= 1) return reasons[0] ?? "no such host name";
  return resolved.map((ip, index) => `${ip}: ${reasons[index] ?? ""}`).join("; ");
}
