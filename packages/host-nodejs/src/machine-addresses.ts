/** This machine's IP addresses, for people who want to connect to it. */
import { networkInterfaces } from "node:os";
import type { NetAddress } from "@triad/roles";
import { webSocketUrl } from "./net-address.ts";

/** The machine's addresses: IPv4 first, loopback last. Link-local IPv6 is left out: it is useless without a zone. */
export function machineAddresses(): readonly string[] {
  const found = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const usable = found.filter(({ address }) => !address.toLowerCase().startsWith("fe80"));
  const rank = (entry: (typeof usable)[number]) => (entry.internal ? 2 : 0) + (entry.family === "IPv6" ? 1 : 0);
  return usable.toSorted((a, b) => rank(a) - rank(b)).map(({ address }) => address);
}

/** Where peers find a node that listens on `address`: every address of the machine for `::` and `0.0.0.0`. */
export function reachableUrls(address: NetAddress): readonly string[] {
  const { host } = address;
  if (host !== "::" && host !== "0.0.0.0") return [webSocketUrl(address)];
  const hosts = machineAddresses().filter((candidate) => host === "::" || !candidate.includes(":"));
  return hosts.map((candidate) => webSocketUrl({ ...address, host: candidate }));
}
