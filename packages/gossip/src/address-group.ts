/**
 * Who is likely to own an address: the network group. One attacker has many addresses of few groups; whatever is
 * bounded or protected by group cannot be bought with more addresses.
 *
 * - IPv4: the first 16 bits; IPv6: the first 32, what a provider gets. (As in Bitcoin Core, without its map of
 *   autonomous systems.)
 * - DNS names: the last two labels, which is what is registered.
 * - This machine: one group, "loopback". Private ranges, shared address space of providers, link-local addresses and
 *   names without a dot (containers): one group, "private". These two are called near. They say nothing about owners,
 *   and all of a test network lies in one of them, so rules that count by group count near addresses one by one: in
 *   the tables each has a bucket of its own, and any number of outbound connections may lead there. Nobody can take
 *   advantage of it from outside, as near addresses are learned from near peers only.
 */

import { parseIpv4, parseIpv6 } from "./address-ip.ts";
import { addressKey, normaliseAddress } from "./address-text.ts";
import type { NetAddress } from "./ports.ts";

/** For example `4:20.1`, `6:2001:db8`, `name:example.org`, `loopback`, `private`. */
export type NetworkGroup = string;

/** No near host begins so: near IPv6 addresses begin with ::, fc, fd or fe. */
const FAR_GROUP = /^(4|6|name):/;
const LOOPBACK: NetworkGroup = "loopback";
const PRIVATE: NetworkGroup = "private";
/** RFC 4007 section 11: of which link a link-local address is. */
const ZONE = /%.*$/;
/** 64 bits. */
const SOURCE_HEXTETS = 4;
/** Never delegated to anybody (RFC 6762 section 3, RFC 8375, ICANN resolution 2024.07.29.06). */
const NEAR_NAMES: readonly string[] = ["local", "internal", "home.arpa"];

/** `host` in normal form. */
export function networkGroup(host: string): NetworkGroup {
  const ipv4 = parseIpv4(host);
  if (ipv4 !== undefined) return groupOfIpv4(ipv4);
  const ipv6 = host.includes(":") ? parseIpv6(host) : undefined;
  return ipv6 === undefined ? groupOfName(host) : groupOfIpv6(ipv6);
}

export function isNear(group: NetworkGroup): boolean {
  return group === LOOPBACK || group === PRIVATE;
}

/** What an address counts as in the tables of the address book: its group, or itself when it is near. */
export function tableGroup(address: NetAddress, group: NetworkGroup): string {
  return isNear(group) ? addressKey(address) : group;
}

/** What a host counts as, as a source of addresses or a holder of inbound connections: its group, or itself. */
export function hostGroup(host: string): string {
  const group = networkGroup(host);
  return isNear(group) ? host : group;
}

/**
 * What a host counts as when its connections are counted: an IPv4 address itself, an IPv6 address by its first 64 bits,
 * which are one customer's (RFC 6177); undefined: this machine, or no IP address.
 */
export function connectionSource(host: string): string | undefined {
  const normal = normaliseAddress({ host: host.replace(ZONE, ""), port: 1 })?.host ?? "";
  if (networkGroup(normal) === LOOPBACK) return undefined;
  if (parseIpv4(normal) !== undefined) return normal;
  return parseIpv6(normal)
    ?.slice(0, SOURCE_HEXTETS)
    .map((hextet) => hextet.toString(16))
    .join(":");
}

/** Whether a host, as a resolver writes it, is this machine or of a private network, or leads nowhere else. */
export function isNearHost(host: string): boolean {
  const normal = normaliseAddress({ host, port: 1 });
  return normal === undefined || isNear(networkGroup(normal.host));
}

/** Whether a source of addresses, as `hostGroup` counts it, is a near host: it stands there by itself. */
export function isNearSource(sourceGroup: string): boolean {
  return !FAR_GROUP.test(sourceGroup);
}

/** False: whoever told the address cannot mean the same machine as we would. */
export function isKnowable(group: NetworkGroup, source: NetworkGroup): boolean {
  if (group === LOOPBACK) return source === LOOPBACK;
  return group !== PRIVATE || isNear(source);
}

/** RFC 1122 section 3.2.1.3, RFC 1918, RFC 3927, RFC 6598. */
function groupOfIpv4([first = 0, second = 0]: readonly number[]): NetworkGroup {
  if (first === 127) return LOOPBACK;
  const isPrivate =
    first === 10 ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254) ||
    (first === 100 && second >= 64 && second < 128);
  return isPrivate ? PRIVATE : `4:${first}.${second}`;
}

/** RFC 4291 section 2.5.3, RFC 4193, RFC 4291 section 2.5.6. */
function groupOfIpv6(hextets: readonly number[]): NetworkGroup {
  const [first = 0, second = 0] = hextets;
  if (hextets.every((hextet, index) => hextet === (index === hextets.length - 1 ? 1 : 0))) return LOOPBACK;
  if ((first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80) return PRIVATE;
  return `6:${first.toString(16)}:${second.toString(16)}`;
}

function groupOfName(host: string): NetworkGroup {
  if (host === "localhost" || host.endsWith(".localhost")) return LOOPBACK;
  const labels = host.split(".");
  if (labels.length === 1 || NEAR_NAMES.some((name) => host.endsWith(`.${name}`))) return PRIVATE;
  return `name:${labels.slice(-2).join(".")}`;
}
