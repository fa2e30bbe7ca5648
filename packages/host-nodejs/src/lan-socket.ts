/**
 * The datagrams of `--discover-lan`: sends what the machine of gossip wants sent on every interface, hands it what comes.
 *
 * A socket to hear with, a member of the group on each interface; one to send with for each, since which interface a
 * datagram leaves by is a property of the socket. Interfaces come and go (Wi-Fi, VPN), so they are looked at again before
 * each announcement. Nothing that fails here is worth more than a line: connections don't depend on it.
 */
import { createSocket, type Socket } from "node:dgram";
import { BlockList } from "node:net";
import type { HeardNode, LanDiscovery, LanMeetingPoint } from "@triad/gossip";
import { systemNow } from "./clock.ts";
import type { LanInterface } from "./lan-interfaces.ts";

export interface LanSocketOptions {
  readonly discovery: LanDiscovery;
  readonly meetingPoint: LanMeetingPoint;
  readonly interfaces: () => readonly LanInterface[];
  readonly heard: (node: HeardNode) => void;
  /** Each text once. */
  readonly tell: (problem: string) => void;
}

export interface LanSocket {
  stop(): void;
}

/** No router passes it on. */
const TIME_TO_LIVE = 1;
/** Problems are few and say the same again and again; whatever else comes is not told. */
const PROBLEMS_TOLD_MAX = 16;

export function openLanSocket({ discovery, meetingPoint, interfaces, heard, tell }: LanSocketOptions): LanSocket {
  const { group, port } = meetingPoint;
  const senders = new Map<string, Socket>();
  const told = new Set<string>();
  let near = new BlockList();
  let receiver: Socket | undefined;
  /** Joining a group with a socket that isn't bound would bind it to any port. */
  let isBound = false;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function tellOnce(what: string, error: unknown): void {
    const text = `Nodes on the local network may not be found: ${what} (${error instanceof Error ? error.message : String(error)}).`;
    if (stopped || told.has(text) || told.size >= PROBLEMS_TOLD_MAX) return;
    told.add(text);
    tell(text);
  }

  function openReceiver(): Socket {
    const socket = createSocket({ type: "udp4", reuseAddr: true });
    isBound = false;
    socket.on("error", (error) => {
      tellOnce(`UDP port ${port} can't be listened on`, error);
      if (receiver === socket) receiver = undefined;
      for (const address of [...senders.keys()]) leave(address);
      socket.close();
    });
    socket.on("message", (bytes, { address }) => {
      // Where a socket can't be bound to a group, it also gets what is sent to the machine from anywhere.
      if (!near.check(address, "ipv4")) return;
      const node = discovery.heard(bytes, address, systemNow());
      if (node !== undefined) heard(node);
    });
    // Windows knows no binding to a group.
    socket.bind({ port, ...(process.platform === "win32" ? {} : { address: group }) }, () => {
      isBound = true;
      lookAround();
    });
    return socket;
  }

  function join(address: string): void {
    if (senders.has(address) || receiver === undefined) return;
    const sender = createSocket("udp4");
    senders.set(address, sender);
    sender.on("error", (error) => {
      tellOnce(`no multicast by ${address}`, error);
      leave(address);
    });
    try {
      receiver.addMembership(group, address);
    } catch (error) {
      tellOnce(`the group ${group} can't be joined by ${address}`, error);
      leave(address);
      return;
    }
    sender.bind({ address, port: 0 }, () => {
      try {
        sender.setMulticastTTL(TIME_TO_LIVE);
        sender.setMulticastInterface(address);
        // Others on this machine hear it too.
        sender.setMulticastLoopback(true);
      } catch (error) {
        tellOnce(`no multicast by ${address}`, error);
        leave(address);
      }
    });
  }

  function leave(address: string): void {
    const sender = senders.get(address);
    senders.delete(address);
    sender?.close();
    try {
      receiver?.dropMembership(group, address);
    } catch {
      // With the interface its membership is gone.
    }
  }

  /** Joins interfaces that came and leaves those that went. */
  function lookAround(): void {
    if (stopped || !isBound || receiver === undefined) return;
    const found = interfaces();
    if (found.length === 0) tellOnce("there is no IPv4 network", "multicast needs one");
    near = new BlockList();
    for (const { cidr } of found) {
      const [address = "", bits = ""] = cidr.split("/");
      near.addSubnet(address, Number(bits), "ipv4");
    }
    for (const address of [...senders.keys()]) if (!found.some((each) => each.address === address)) leave(address);
    for (const { address } of found) join(address);
  }

  function send(bytes: Uint8Array): void {
    for (const [address, sender] of senders) {
      sender.send(bytes, port, group, (error) => {
        if (error !== null) tellOnce(`no multicast by ${address}`, error);
      });
    }
  }

  function wake(): void {
    const now = systemNow();
    const bytes = discovery.wake(now);
    receiver ??= openReceiver();
    lookAround();
    if (bytes !== undefined) send(bytes);
    timer = setTimeout(wake, Math.max(1, discovery.nextWake(now) - now.monotonicMs));
  }

  receiver = openReceiver();
  timer = setTimeout(wake, Math.max(1, discovery.nextWake(systemNow()) - systemNow().monotonicMs));

  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      for (const address of [...senders.keys()]) leave(address);
      receiver?.close();
      receiver = undefined;
    },
  };
}
