/** `--discover-lan` of a running role. */
import { LanDiscovery, lanMeetingPoint } from "@triad/gossip";
import type { NetAddress } from "@triad/roles";
import type { Node } from "./create-node.ts";
import { lanInterfaces, listensByIpv4 } from "./lan-interfaces.ts";
import { type LanSocket, openLanSocket } from "./lan-socket.ts";
import { systemRandomness } from "./randomness.ts";
import type { Running } from "./running.ts";

/** Undefined unless it was asked for. `bound`: where the node listens, if it does. */
export function startDiscovery(node: Node, bound: NetAddress | undefined, running: Running): LanSocket | undefined {
  const { role, options, network, data, logger } = running;
  if (!options.discoverLan) return undefined;
  const nodeKey = data.schnorr.backend.publicKey(data.nodeSecretKey);
  const listen = bound !== undefined && listensByIpv4(bound.host) ? bound : undefined;
  const { chainId } = network;
  const meetingPoint = lanMeetingPoint(chainId);
  const { group, port } = meetingPoint;
  const what = listen === undefined ? "Looks for" : "Announces itself and looks for";
  logger.log("info", "peers", `${what} nodes on the local network (multicast ${group}, UDP port ${port}).`);
  return openLanSocket({
    discovery: new LanDiscovery({ chainId, role, nodeKey, listen }, systemRandomness),
    meetingPoint,
    interfaces: () => lanInterfaces(bound?.host),
    heard: node.heard,
    tell: (problem) => logger.log("warn", "peers", problem),
  });
}
