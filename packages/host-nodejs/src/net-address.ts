/** HOST:PORT and [v6]:PORT. */
import { isIPv6 } from "node:net";
import type { NetAddress } from "@triad/roles";

/** Names per RFC 1123, and underscores because container networks use them. */
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*\.?$/i;

/** Undefined when `text` is no address. Port 0 (any free port) only where `anyPort` allows it. */
export function parseNetAddress(text: string, { anyPort = false } = {}): NetAddress | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text.trim());
  if (match === null) return undefined;
  const [, v6, name, digits] = match;
  const port = Number(digits);
  if (port > 65_535 || (port === 0 && !anyPort)) return undefined;
  if (v6 !== undefined) return isIPv6(v6) ? { host: v6.toLowerCase(), port } : undefined;
  if (name === undefined || !HOST_NAME.test(name)) return undefined;
  // 1.2.3 or 1.2.3.256 would pass as a name, and some resolvers read them as addresses.
  if (/^[\d.]+$/.test(name) && !isDottedQuad(name)) return undefined;
  return { host: name.toLowerCase(), port };
}

export function formatNetAddress({ host, port }: NetAddress): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** The URL that a peer at `address` is dialled by. */
export function webSocketUrl(address: NetAddress): string {
  return `ws://${formatNetAddress(address)}`;
}

/** The address as a socket shows it: IPv4 that arrived on a dual-stack socket loses its `::ffff:`. */
export function socketAddress(host: string | undefined, port: number | undefined): NetAddress {
  const plain = (host ?? "").toLowerCase();
  return { host: plain.startsWith("::ffff:") && plain.includes(".") ? plain.slice(7) : plain, port: port ?? 0 };
}

function isDottedQuad(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}
