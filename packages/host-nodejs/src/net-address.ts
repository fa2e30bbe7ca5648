/** Addresses as sockets and URLs have them; how operators write them is the roles' own. */
import { formatNetAddress, type NetAddress } from "@triad/roles";

export { formatNetAddress, parseNetAddress } from "@triad/roles";

/** The URL that a peer at `address` is dialled by. */
export function webSocketUrl(address: NetAddress): string {
  const text = formatNetAddress(address);
  return address.tls ? text : `ws://${text}`;
}

/** The address as a socket shows it: IPv4 that arrived on a dual-stack socket loses its `::ffff:`. */
export function socketAddress(host: string | undefined, port: number | undefined): NetAddress {
  const plain = (host ?? "").toLowerCase();
  return { host: plain.startsWith("::ffff:") && plain.includes(".") ? plain.slice(7) : plain, port: port ?? 0 };
}
