/**
 * Addresses as text. Two addresses are the same when their normal forms are: DNS names are compared as names and
 * dialled as names, so that a container that comes back with another IP is found again.
 */
import type { NetAddress } from "./ports.ts";

/** Key of an address in maps, and what a person reads: `host:port`, IPv6 in brackets. */
export type AddressKey = string;

/** Longest DNS name (RFC 1035 section 2.3.4). */
const HOST_CHARS_MAX = 253;
const IPV4_IN_IPV6 = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/;
/** Letters, digits, dots, dashes, underscores (container names), colons (IPv6). */
const HOST_PATTERN = /^[0-9a-z._:-]+$/;
/** Means "every interface" to a listener and leads nowhere when dialled. */
const WILDCARDS: readonly string[] = ["0.0.0.0", "::"];

/** Lower case, without brackets, an IPv4 address in IPv6 form as IPv4. Undefined for what cannot be dialled. */
export function normaliseAddress(address: NetAddress): NetAddress | undefined {
  if (!Number.isInteger(address.port) || address.port < 1 || address.port > 65_535) return undefined;
  if (address.host.length > HOST_CHARS_MAX + 2) return undefined;
  const bare = address.host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  const host = IPV4_IN_IPV6.exec(bare)?.[1] ?? bare;
  if (host.length > HOST_CHARS_MAX || !HOST_PATTERN.test(host) || WILDCARDS.includes(host)) return undefined;
  return { host, port: address.port };
}

export function addressKey(address: NetAddress): AddressKey {
  const { host, port } = normaliseAddress(address) ?? address;
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** This machine itself (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3, RFC 6761 section 6.3). */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

/** Where a peer can be dialled: what its Hello says, or the host it comes from when Hello names only a port. */
export function listenAddressOf(
  hello: { readonly listenHost: string; readonly listenPort: number },
  comesFrom: NetAddress,
): NetAddress | undefined {
  const said = normaliseAddress({ host: hello.listenHost, port: hello.listenPort });
  return said ?? normaliseAddress({ host: comesFrom.host, port: hello.listenPort });
}
