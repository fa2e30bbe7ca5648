/** Asking for and telling the addresses of other nodes. */
import { triad } from "../generated/wire.js";
import { ADDRESSES_MAX } from "../limits.ts";
import type { PeerAddress } from "../messages.ts";
import { type Converter, once } from "./converter.ts";
import { isPort, roleFromWire, roleToWire } from "./node-role.ts";
import { isHost } from "./text-fields.ts";

export const getAddresses: Converter<"get-addresses"> = {
  field: 5,
  occurrencesMax: once(0),
  read() {
    return { kind: "get-addresses" };
  },
  problemOf() {
    return undefined;
  },
  write() {
    return { getAddresses: {} };
  },
};

/** The list may be empty: a node that knows no other says so. */
export const addresses: Converter<"addresses"> = {
  field: 6,
  occurrencesMax: [ADDRESSES_MAX],
  read(payload) {
    const read: PeerAddress[] = [];
    for (const { host, port, role: number, tls } of triad.Addresses.decode(payload).addresses) {
      const role = roleFromWire(number ?? 0);
      if (role === undefined) return "role-unknown";
      read.push({ host: host ?? "", port: port ?? 0, ...(tls ? { tls: true } : {}), role });
    }
    return { kind: "addresses", addresses: read };
  },
  problemOf(message) {
    if (message.addresses.length > ADDRESSES_MAX) return "too-many-elements";
    for (const { host, port, role } of message.addresses) {
      if (!isHost(host)) return "address-host";
      if (!isPort(port) || port === 0) return "address-port";
      if (roleToWire(role) === 0) return "role-unknown";
    }
    return undefined;
  },
  write(message) {
    return {
      addresses: {
        addresses: message.addresses.map(({ host, port, tls, role }) => {
          return { host, port, role: roleToWire(role), ...(tls ? { tls } : {}) };
        }),
      },
    };
  },
};
