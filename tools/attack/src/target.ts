/** Where attacks go: this machine and nothing else. */
import { isIP } from "node:net";

export interface PeerTarget {
  readonly host: string;
  readonly port: number;
}

/**
 * `ws://127.0.0.1:8640`.
 * @throws Error whose message says what is wrong; above all, that the address is not of this machine.
 */
export function readTarget(text: string): PeerTarget {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Error(`"${text}" is no address; one looks like ws://127.0.0.1:8640`);
  }
  if (url.protocol !== "ws:") throw new Error(`attacks are played over ws://, not ${url.protocol}//`);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!isLoopback(host)) {
    throw new Error(
      `${host} is not an address of this machine's loopback. The kit attacks nodes at 127.0.0.0/8 and ::1 only, by number: whoever attacks a node elsewhere hurts somebody.`,
    );
  }
  if (url.port === "") throw new Error(`"${text}" has no port`);
  return { host, port: Number(url.port) };
}

/** By number only: a name, even "localhost", leads where its resolver says. */
function isLoopback(host: string): boolean {
  return (isIP(host) === 4 && host.startsWith("127.")) || host === "::1";
}

/**
 * Hosts to come from: on Linux all of 127.0.0.0/8 is this machine, so that attackers and honest peers can have different
 * addresses. Elsewhere all come from the same.
 */
export function attackerHost(number: number, target: PeerTarget): string | undefined {
  if (process.platform !== "linux" || isIP(target.host) !== 4) return undefined;
  return `127.66.${Math.floor(number / 250) % 250}.${(number % 250) + 1}`;
}
