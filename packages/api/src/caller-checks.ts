/**
 * Who may call. A page on the web can make its visitor's browser send requests to 127.0.0.1, and by DNS rebinding
 * (its own name, resolved to 127.0.0.1 the second time) even read the answers. The name stays in `Host`, so only names
 * that no stranger can own are let in; `Origin` tells where a request comes from; and what changes anything needs the
 * token, which no page can read.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "::1"]);

export function isLoopback(host: string): boolean {
  return LOOPBACK_HOSTS.has(host) || (isIP(host) === 4 && host.startsWith("127."));
}

/**
 * Whether a `Host` header names this node. The port may differ, as behind a forwarded port.
 *
 * @param boundHost where the API listens: an address without brackets, or a name.
 */
export function isOwnHost(header: string | undefined, boundHost: string): boolean {
  const host = header === undefined ? undefined : hostOf(header);
  if (host === undefined) return false;
  if (LOOPBACK_HOSTS.has(host) || host === boundHost.toLowerCase()) return true;
  // Rebinding needs a name. Whoever listens to the network is called by an address that is not known here.
  return !isLoopback(boundHost) && isIP(host) !== 0;
}

/** Whether the request comes from no page, or from a page of this node itself. `host` has passed `isOwnHost`. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return origin === `http://${host}` || origin === `https://${host}`;
}

/** Whether an `Authorization` header carries the token. Takes the same time for every wrong one. */
export function hasToken(header: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(header ?? "")?.[1] ?? "";
  // Digests have one length, which the comparison needs, and an empty token of the node would not equal "no token".
  return token !== "" && timingSafeEqual(digest(given), digest(token));
}

/** The host of `name:port`, `[v6]:port` in lower case without brackets; undefined when it is none. */
function hostOf(header: string): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]/@\s]+))(?::\d{1,5})?$/i.exec(header);
  return (match?.[1] ?? match?.[2])?.toLowerCase();
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
