/**
 * Addresses as text. Two addresses are the same when their normal forms are: DNS names are compared as names and
 * dialled as names, so that a container that comes back with another IP is found again.
 */
import { formatIpv6, mappedIpv4, parseIpv4, parseIpv6 } from "./address-ip.ts";
import type { NetAddress } from "./ports.ts";

/** Key of an address in maps, and what a person reads: `host:port`, IPv6 in brackets; `wss://host:port` with TLS. */
export type AddressKey = string;

/** Longest DNS name (RFC 1035 section 2.3.4). */
const HOST_CHARS_MAX = 253;
/** Labels of letters, digits, dashes, underscores (container names). */
const NAME_PATTERN = /^[0-9a-z_-]+(\.[0-9a-z_-]+)*$/;
/** A last label that makes resolvers read the whole as an IPv4 address, `127.1` or `2130706433` or `0x7f.1`. */
const ENDS_IN_NUMBER = /(^|\.)(\d+|0x[0-9a-f]*)$/;
/** Means "every interface" to a listener and leads nowhere when dialled. */
const WILDCARDS: readonly string[] = ["0.0.0.0", "::"];

/**
 * Lower case, without brackets and without the dot at a name's end; IPv6 in its one form, an IPv4 address in IPv6 form
 * as IPv4. Undefined for what cannot be dialled.
 */
export function normaliseAddress(address: NetAddress): NetAddress | undefined {
  if (!Number.isInteger(address.port) || address.port < 1 || address.port > 65_535) return undefined;
  if (address.host.length > HOST_CHARS_MAX + 2) return undefined;
  const host = normaliseHost(address.host.toLowerCase().replace(/^\[(.*)\]$/, "$1"));
  if (host === undefined || host.length > HOST_CHARS_MAX || WILDCARDS.includes(host)) return undefined;
  return { host, port: address.port, ...tlsOf(address.tls) };
}

export function addressKey(address: NetAddress): AddressKey {
  const { host, port, tls } = normaliseAddress(address) ?? address;
  const plain = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  return tls ? `wss://${plain}` : plain;
}

/** For spreading: an address without TLS has no such property. */
export function tlsOf(tls: boolean | undefined): Pick<NetAddress, "tls"> {
  return tls ? { tls } : {};
}

/** This machine itself (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3, RFC 6761 section 6.3). */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

/** A DNS name: what it leads to may change. `host` in normal form. */
export function isName(host: string): boolean {
  return !host.includes(":") && parseIpv4(host) === undefined;
}

/** Where a peer can be dialled: what its Hello says, or the host it comes from when Hello names only a port. */
export function listenAddressOf(
  hello: { readonly listenHost: string; readonly listenPort: number; readonly listenTls?: true },
  comesFrom: NetAddress,
): NetAddress | undefined {
  const at = { port: hello.listenPort, ...tlsOf(hello.listenTls) };
  return normaliseAddress({ host: hello.listenHost, ...at }) ?? normaliseAddress({ host: comesFrom.host, ...at });
}

function normaliseHost(text: string): string | undefined {
  if (text.includes(":")) {
    const hextets = parseIpv6(text);
    return hextets && (mappedIpv4(hextets) ?? formatIpv6(hextets));
  }
  const host = text.endsWith(".") ? text.slice(0, -1) : text;
  if (ENDS_IN_NUMBER.test(host)) return parseIpv4(host) === undefined ? undefined : host;
  return NAME_PATTERN.test(host) ? host : undefined;
}
