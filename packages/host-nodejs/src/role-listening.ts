/** Where a role listens: its own port for peers, and the choice that the API gets. */
import type { NetAddress } from "@triad/roles";
import type { Node } from "./create-node.ts";
import { type ListenChoice, listenAtChoice } from "./listen-choice.ts";
import type { Running } from "./running.ts";

/** Beside the peers themselves: sockets that are still in the handshake, or wait for an eviction. */
const SPARE_SOCKETS = 16;
/** Certificates of 90 days are usually renewed a month before; who has missed that learns it here. */
const EXPIRY_TOLD_MS = 21 * 86_400_000;

/** Undefined after `--no-listen`. @throws FatalError when the port can't be had. */
export async function startListening(
  node: Node,
  { role, options, network, tls, tell }: Running,
): Promise<NetAddress | undefined> {
  if (options.listen === false) return undefined;
  const choice = listenChoice(options.listen, options.port, network.params.ports[role].peers);
  const socketsMax = options.maxInbound + SPARE_SOCKETS;
  const allowedOrigins = options.pageOrigins;
  const bound = await listenAtChoice(choice, (address) =>
    node.listen(address, { socketsMax, allowedOrigins, tls: tls.identity }),
  );
  if (bound.moved) {
    tell(`Port ${choice.address.port} is taken; peers find this node at port ${bound.server.port}.`);
  }
  if (tls.identity !== undefined && tls.identity.expiresUnixMs - Date.now() < EXPIRY_TOLD_MS) {
    const day = new Date(tls.identity.expiresUnixMs).toISOString().slice(0, 10);
    tell(`The certificate of --tls-cert expires on ${day}. Renew it, and start this node again before that day.`);
  }
  return bound.server;
}

function listenChoice(listen: NetAddress | undefined, port: number | undefined, byDefault: number): ListenChoice {
  if (listen !== undefined) return { address: listen, asked: true, option: "--listen" };
  if (port !== undefined) return { address: { host: "::", port }, asked: true, option: "--port" };
  return { address: { host: "::", port: byDefault }, asked: false, option: "--listen" };
}

/**
 * Where others are told to dial this node. With a certificate that is for a name, that name rather than the addresses at
 * which it would not be believed; a host that the operator chose stays.
 */
export function announcedAddress(bound: NetAddress, { tls }: Running): NetAddress {
  const isAnyAddress = bound.host === "::" || bound.host === "0.0.0.0";
  return isAnyAddress && tls.identity?.name !== undefined ? { ...bound, host: tls.identity.name } : bound;
}

/** Undefined after `--no-api`. */
export function apiChoice({ role, options, network }: Running): ListenChoice | undefined {
  if (options.api === false) return undefined;
  return options.api === undefined
    ? { address: { host: "127.0.0.1", port: network.params.ports[role].api }, asked: false, option: "--api" }
    : { address: options.api, asked: true, option: "--api" };
}
