/**
 * What has to be told to the system so that there are hosts on one machine: as commands, which are run elsewhere.
 *
 * Each host is a network namespace with one interface. The other ends are in a namespace of their own, the switch, on
 * one of two bridges, and a cable between the bridges is what a cut takes away: the hosts see nothing of it but silence.
 * Nothing is made in the machine's own network, and with the namespaces all of it is gone.
 */
import type { SystemCommand } from "./system-command.ts";

export type Side = "left" | "right";

export interface Line {
  /** Each way. */
  readonly delayMs: number;
  /** Each way, of packets. */
  readonly lossPercent: number;
}

/** "netem": by the kernel; "relay": packets travel through a process of the drill, where the kernel has no netem. */
export type LineKind = "netem" | "relay";

export interface HostPlan {
  readonly namespace: string;
  /** The name of its end at the switch; at most 15 letters, as the kernel has it. */
  readonly port: string;
  readonly address: string;
  readonly side: Side;
  /** Undefined: a cable. */
  readonly line: Line | undefined;
}

const NETWORK_BITS = 24;
/** Between the switch and the relay; hosts know nothing of it. */
const SWITCH_ADDRESS = "10.77.1.1";
export const RELAY_ADDRESS = "10.77.1.2";
/** RFC 7348 section 8. */
export const VXLAN_PORT = 4789;

export function namespaceName(processId: number, host: string): string {
  return `triad-drill-${processId}-${host}`;
}

/** The switch's namespace with its two sides and the cable between them. */
export function switchCommands(namespace: string): readonly SystemCommand[] {
  const link = (...args: string[]): SystemCommand => ["ip", "-n", namespace, "link", ...args];
  return [
    ["ip", "netns", "add", namespace],
    link("add", "left", "type", "bridge"),
    link("add", "right", "type", "bridge"),
    link("add", "cable-left", "type", "veth", "peer", "name", "cable-right"),
    link("set", "cable-left", "master", "left", "up"),
    link("set", "cable-right", "master", "right", "up"),
    link("set", "left", "up"),
    link("set", "right", "up"),
  ];
}

export function cutCommand(namespace: string, isCut: boolean): SystemCommand {
  return ["ip", "-n", namespace, "link", "set", "cable-left", isCut ? "down" : "up"];
}

/** Fails where the kernel has no netem. */
export function netemProbe(namespace: string): SystemCommand {
  return ["tc", "-n", namespace, "qdisc", "replace", "dev", "lo", "root", "netem", "delay", "1ms"];
}

/** The relay's namespace, and its way to the switch. */
export function relayCommands(switchNamespace: string, namespace: string): readonly SystemCommand[] {
  return [
    ["ip", "netns", "add", namespace],
    ["ip", "-n", switchNamespace, "link", "add", "relay", "type", "veth", "peer", "name", "eth0", "netns", namespace],
    ["ip", "-n", switchNamespace, "addr", "add", `${SWITCH_ADDRESS}/${NETWORK_BITS}`, "dev", "relay"],
    ["ip", "-n", switchNamespace, "link", "set", "relay", "up"],
    ["ip", "-n", namespace, "addr", "add", `${RELAY_ADDRESS}/${NETWORK_BITS}`, "dev", "eth0"],
    ["ip", "-n", namespace, "link", "set", "eth0", "up"],
  ];
}

/** `index` is unique among the hosts; `kind`: how lines are made here. */
export function hostCommands(
  switchNamespace: string,
  host: HostPlan,
  index: number,
  kind: LineKind,
): readonly SystemCommand[] {
  const { namespace, port, side, line } = host;
  const connecting =
    line !== undefined && kind === "relay" ? tunnel(switchNamespace, host, index) : cable(switchNamespace, host);
  return [
    ["ip", "netns", "add", namespace],
    ["ip", "-n", namespace, "link", "set", "lo", "up"],
    ...connecting,
    ["ip", "-n", switchNamespace, "link", "set", port, "master", side, "up"],
    ...addressCommands(host),
  ];
}

/** A new address in the place of whatever there was. */
export function addressCommands({ namespace, address }: HostPlan): readonly SystemCommand[] {
  return [
    ["ip", "-n", namespace, "link", "set", "eth0", "down"],
    ["ip", "-n", namespace, "addr", "flush", "dev", "eth0"],
    ["ip", "-n", namespace, "addr", "add", `${address}/${NETWORK_BITS}`, "dev", "eth0"],
    ["ip", "-n", namespace, "link", "set", "eth0", "up"],
  ];
}

/** A host's /etc/hosts: the drill's name service. */
export function hostsFile(addresses: ReadonlyMap<string, string>): string {
  return ["127.0.0.1 localhost", ...[...addresses].map(([name, address]) => `${address} ${name}`), ""].join("\n");
}

function cable(switchNamespace: string, { namespace, port, line }: HostPlan): readonly SystemCommand[] {
  const veth: SystemCommand = [
    ...(["ip", "-n", switchNamespace, "link", "add", port] as const),
    ...["type", "veth", "peer", "name", "eth0", "netns", namespace],
  ];
  if (line === undefined) return [veth];
  const slow = (at: string, device: string): SystemCommand => [
    ...(["tc", "-n", at, "qdisc", "add", "dev", device, "root", "netem"] as const),
    ...["delay", `${line.delayMs}ms`, "loss", `${line.lossPercent}%`],
  ];
  return [veth, slow(namespace, "eth0"), slow(switchNamespace, port)];
}

/**
 * Both ends of the line wrap their packets for the relay; a device keeps sending through the namespace it was made in.
 * The numbers of the two tunnels differ in the last bit only. One segment at a time: the relay is given packets as a
 * line would carry them, not 64 kB that a card would have cut.
 */
function tunnel(switchNamespace: string, { namespace, port }: HostPlan, index: number): readonly SystemCommand[] {
  const end = (name: string, number: number): readonly SystemCommand[] => [
    [
      ...(["ip", "-n", switchNamespace, "link", "add", name, "type", "vxlan", "id", String(number)] as const),
      ...["remote", RELAY_ADDRESS, "dstport", String(VXLAN_PORT), "nolearning"],
    ],
    ["ip", "-n", switchNamespace, "link", "set", name, "gso_max_segs", "1"],
  ];
  const far = `far-${index}`;
  return [
    ...end(port, 2 * (index + 1)),
    ...end(far, 2 * (index + 1) + 1),
    ["ip", "-n", switchNamespace, "link", "set", far, "netns", namespace, "name", "eth0"],
  ];
}
