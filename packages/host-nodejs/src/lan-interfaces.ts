/** The IPv4 interfaces on which nodes of the local network are looked for. */
import { isIPv4 } from "node:net";
import { networkInterfaces } from "node:os";

export interface LanInterface {
  readonly address: string;
  /** `192.168.1.7/24`: who announces from elsewhere is not on this network. */
  readonly cidr: string;
}

/**
 * Of a node that listens at one IPv4 address that address' interface, which may be loopback: it can be reached nowhere
 * else. Otherwise all that lead out of the machine.
 */
export function lanInterfaces(listenHost: string | undefined): readonly LanInterface[] {
  const isOne = listenHost !== undefined && isIPv4(listenHost) && listenHost !== "0.0.0.0";
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address, family, internal }) => family === "IPv4" && (isOne ? address === listenHost : !internal))
    .flatMap(({ address, cidr }) => (cidr === null ? [] : { address, cidr }));
}

/** Whether a node that listens there is found at its IPv4 addresses. */
export function listensByIpv4(listenHost: string): boolean {
  return listenHost === "::" || isIPv4(listenHost);
}
