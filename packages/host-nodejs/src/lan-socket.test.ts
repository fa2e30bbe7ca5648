import { createSocket } from "node:dgram";
import { type HeardNode, LanDiscovery, type LanMeetingPoint, lanMeetingPoint } from "@triad/gossip";
import { afterEach, describe, expect, it } from "vitest";
import { lanInterfaces, listensByIpv4 } from "./lan-interfaces.ts";
import { type LanSocket, openLanSocket } from "./lan-socket.ts";
import { systemRandomness } from "./randomness.ts";

const LOOPBACK = { address: "127.0.0.1", cidr: "127.0.0.1/8" };
/** Of a network that nobody else has: other tests may run on this machine. */
const CHAIN_ID = systemRandomness.bytes(32);
const MEETING_POINT = lanMeetingPoint(CHAIN_ID);
/** Draws the shortest distances: the first announcements follow each other at once. */
const HURRY = { bytes: systemRandomness.bytes, integer: () => 0 };

const isPossible = await hearsItself(MEETING_POINT);
if (!isPossible) console.warn("lan-socket.test.ts: skipped, as this machine passes on no multicast by 127.0.0.1");

/** Whether a datagram that is sent to the group by loopback comes back. */
function hearsItself({ group, port }: LanMeetingPoint): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: "udp4", reuseAddr: true });
    const timer = setTimeout(() => end(false), 1000);
    const end = (hears: boolean) => {
      clearTimeout(timer);
      socket.close();
      resolve(hears);
    };
    socket.once("error", () => end(false));
    socket.once("message", () => end(true));
    socket.bind({ port }, () => {
      try {
        socket.addMembership(group, LOOPBACK.address);
        socket.setMulticastInterface(LOOPBACK.address);
        socket.send("?", port, group, (error) => void (error !== null && end(false)));
      } catch {
        end(false);
      }
    });
  });
}

describe("the local network's sockets", () => {
  const sockets: LanSocket[] = [];

  interface Given {
    readonly key: number;
    readonly port?: number;
    readonly chainId?: Uint8Array;
    readonly interfaces?: readonly (typeof LOOPBACK)[];
    readonly tell?: (problem: string) => void;
  }

  /** Resolves with the first node that is heard. */
  function open({ key, port, chainId = CHAIN_ID, interfaces = [LOOPBACK], tell }: Given): Promise<HeardNode> {
    const listen = port === undefined ? undefined : { port };
    const own = { chainId, role: "miner" as const, nodeKey: new Uint8Array(32).fill(key), listen };
    return new Promise((resolve) => {
      const socket = openLanSocket({
        discovery: new LanDiscovery(own, HURRY),
        meetingPoint: MEETING_POINT,
        interfaces: () => interfaces,
        heard: resolve,
        tell: tell ?? (() => undefined),
      });
      sockets.push(socket);
    });
  }

  function nobodyWithin(ms: number, heard: Promise<HeardNode>): Promise<string> {
    const nobody = new Promise<string>((resolve) => void setTimeout(resolve, ms, "nobody"));
    return Promise.race([heard.then(({ address }) => `${address.host}:${address.port}`), nobody]);
  }

  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.stop();
  });

  it.skipIf(!isPossible)("let nodes of one machine hear each other, and not themselves", async () => {
    const hearer = open({ key: 1 });
    const other = open({ key: 2, port: 38_640 });
    expect(await hearer).toEqual({ address: { host: "127.0.0.1", port: 38_640 }, role: "miner" });
    expect(await nobodyWithin(300, other)).toBe("nobody");
  });

  it.skipIf(!isPossible)("don't mix networks, even where these meet at one place", async () => {
    const foreign = open({ key: 1, chainId: new Uint8Array(32) });
    void open({ key: 2, port: 38_640 });
    expect(await nobodyWithin(500, foreign)).toBe("nobody");
  });

  it.skipIf(!isPossible)("hear nobody who is not on one of the interfaces' networks", async () => {
    const elsewhere = { address: "127.0.0.1", cidr: "127.0.0.2/32" };
    const hearer = open({ key: 1, interfaces: [elsewhere] });
    void open({ key: 2, port: 38_640 });
    expect(await nobodyWithin(500, hearer)).toBe("nobody");
  });

  it("tell each problem once, and stop all the same", async () => {
    const told: string[] = [];
    // of a documentation network (RFC 5737): no machine has it
    const absent = { address: "203.0.113.7", cidr: "203.0.113.7/24" };
    await nobodyWithin(300, open({ key: 1, port: 9, interfaces: [absent], tell: (problem) => told.push(problem) }));
    await nobodyWithin(300, open({ key: 1, port: 9, interfaces: [], tell: (problem) => told.push(problem) }));
    expect(told.length).toBeGreaterThanOrEqual(2);
    expect(told[0]).toMatch(/^Nodes on the local network may not be found: .*203\.0\.113\.7 \(.+\)\.$/);
    expect(told.at(-1)).toContain("there is no IPv4 network");
    expect(new Set(told).size).toBe(told.length);
  });
});

describe("interfaces of the local network", () => {
  it("are that of the one address at which the node listens, or all that lead out of the machine", () => {
    expect(lanInterfaces("127.0.0.1").map(({ address }) => address)).toEqual(["127.0.0.1"]);
    for (const host of ["0.0.0.0", "::", undefined]) {
      expect(lanInterfaces(host).map(({ address }) => address)).not.toContain("127.0.0.1");
    }
    expect(lanInterfaces("203.0.113.7")).toEqual([]);
  });

  it("find a node that listens at their addresses", () => {
    expect(["0.0.0.0", "::", "192.168.1.7", "::1", "node.example"].map(listensByIpv4)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
