/** HOST:PORT, [v6]:PORT and either behind ws:// or wss://, as operators write addresses and networks list their seeds. */
import type { NetAddress } from "./seam.ts";

/** Names per RFC 1123, and underscores because container networks use them. */
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*\.?$/i;
const PORT_MAX = 65_535;

/** Undefined when `text` is no address. Port 0 (any free port) only where `anyPort` allows it. */
export function parseNetAddress(text: string, { anyPort = false } = {}): NetAddress | undefined {
  const [, scheme = "", rest = ""] = /^(wss?:\/\/)?([^/]*)\/?$/i.exec(text.trim()) ?? [];
  const address = parseHostAndPort(rest, anyPort);
  if (address === undefined) return undefined;
  return scheme.toLowerCase() === "wss://" ? { ...address, tls: true } : address;
}

export function formatNetAddress({ host, port, tls }: NetAddress): string {
  const plain = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  return tls ? `wss://${plain}` : plain;
}

function parseHostAndPort(text: string, anyPort: boolean): NetAddress | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text);
  if (match === null) return undefined;
  const [, v6, name, digits] = match;
  const port = Number(digits);
  if (port > PORT_MAX || (port === 0 && !anyPort)) return undefined;
  if (v6 !== undefined) return isIPv6(v6) ? { host: v6.toLowerCase(), port } : undefined;
  if (name === undefined || !HOST_NAME.test(name)) return undefined;
  // 1.2.3 or 1.2.3.256 would pass as a name, and some resolvers read them as addresses
  if (/^[\d.]+$/.test(name) && !isDottedQuad(name)) return undefined;
  return { host: name.toLowerCase(), port };
}

function isDottedQuad(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** RFC 4291, section 2.2: eight groups, of which one run may be left out, the last two perhaps as an IPv4 address. */
function isIPv6(text: string): boolean {
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1)?.at(-1);
  const hasV4 = last?.includes(".") ?? false;
  if (hasV4 && (last === undefined || !isDottedQuad(last))) return false;
  const flat = groups.flat();
  const plain = hasV4 ? flat.slice(0, -1) : flat;
  const count = plain.length + (hasV4 ? 2 : 0);
  return plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) && (halves.length === 2 ? count <= 7 : count === 8);
}
