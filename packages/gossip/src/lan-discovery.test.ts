import { bytesToHex } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import {
  decodeLanAnnouncement,
  encodeLanAnnouncement,
  LAN_ANNOUNCEMENT_BYTES,
  type LanAnnouncement,
  lanMeetingPoint,
} from "./lan-announcement.ts";
import {
  ANNOUNCE_MS_MAX,
  ANNOUNCE_MS_MIN,
  FIRST_ANNOUNCEMENTS,
  FIRST_MS_MAX,
  HEARD_AGAIN_MS,
  LAN_HEARD_MAX,
  LAN_HEARD_OF_HOST_MAX,
  LanDiscovery,
} from "./lan-discovery.ts";
import { at, hashOf, seededRandomness } from "./testing/fake-ports.ts";

const CHAIN_ID = hashOf(1);
const OTHER: LanAnnouncement = { role: "miner", port: 38640, tls: false, chainId: CHAIN_ID, nodeKey: hashOf(2) };

function makeDiscovery(listen: { port: number; tls?: true } | undefined = { port: 9000 }): LanDiscovery {
  const own = { chainId: CHAIN_ID, role: "full-node" as const, nodeKey: hashOf(9), listen };
  return new LanDiscovery(own, seededRandomness(1));
}

/** Replaces one byte. */
function altered(bytes: Uint8Array, index: number, byte: number): Uint8Array {
  return bytes.map((old, at) => (at === index ? byte : old));
}

describe("an announcement", () => {
  it("is read as it was written", () => {
    for (const role of ["full-node", "miner", "light-node"] as const) {
      for (const tls of [false, true]) {
        for (const port of [1, 255, 256, 65_535]) {
          const announcement = { ...OTHER, role, tls, port };
          expect(decodeLanAnnouncement(encodeLanAnnouncement(announcement))).toEqual(announcement);
        }
      }
    }
  });

  it("has the bytes that the specification says", () => {
    const bytes = encodeLanAnnouncement({ ...OTHER, role: "light-node", port: 0x1234, tls: true });
    expect(bytesToHex(bytes.subarray(0, 9))).toBe("54524c4e0101031234");
    expect(bytes.subarray(9, 41)).toEqual(CHAIN_ID);
    expect(bytes.subarray(41)).toEqual(hashOf(2));
    expect(bytes).toHaveLength(LAN_ANNOUNCEMENT_BYTES);
  });

  it("has one form: another length, magic, version, flag, role or port 0 is refused", () => {
    const good = encodeLanAnnouncement(OTHER);
    const bad = [
      new Uint8Array(),
      good.subarray(0, -1),
      Uint8Array.from([...good, 0]),
      altered(good, 0, 0x74),
      altered(good, 4, 0),
      altered(good, 4, 2),
      altered(good, 5, 2),
      altered(good, 6, 0),
      altered(good, 6, 4),
      altered(altered(good, 7, 0), 8, 0),
    ];
    expect(bad.map(decodeLanAnnouncement)).toEqual(bad.map(() => undefined));
  });

  it("is sent where the chain id says", () => {
    expect(lanMeetingPoint(new Uint8Array(32).fill(1))).toEqual({ group: "239.255.253.8", port: 21_784 });
    expect(lanMeetingPoint(CHAIN_ID)).not.toEqual(lanMeetingPoint(hashOf(2)));
    for (let seed = 0; seed < 200; seed++) {
      const { group, port } = lanMeetingPoint(hashOf(seed));
      expect(group).toMatch(/^239\.255\.(\d{1,2}|1\d\d|2[0-4]\d|25[0-4])\.\d{1,3}$/);
      expect(port >= 16_384 && port < 32_768).toBe(true);
    }
  });
});

describe("discovery on the local network", () => {
  it("announces thrice within seconds, then every half minute or so", () => {
    const discovery = makeDiscovery();
    const times: number[] = [];
    for (let nowMs = 0; nowMs < 300_000; nowMs = discovery.nextWake(at(nowMs))) {
      if (nowMs > 0) expect(discovery.wake(at(nowMs - 1))).toBeUndefined();
      const bytes = discovery.wake(at(nowMs));
      if (bytes === undefined) continue;
      expect(decodeLanAnnouncement(bytes)).toMatchObject({ port: 9000, tls: false, role: "full-node" });
      times.push(nowMs);
    }
    const distances = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(times[0]).toBeLessThan(FIRST_MS_MAX);
    const [first, later] = [distances.slice(0, FIRST_ANNOUNCEMENTS - 1), distances.slice(FIRST_ANNOUNCEMENTS - 1)];
    for (const distance of first) expect(distance).toBeLessThanOrEqual(FIRST_MS_MAX);
    for (const distance of later) {
      expect(distance).toBeGreaterThanOrEqual(ANNOUNCE_MS_MIN);
      expect(distance).toBeLessThanOrEqual(ANNOUNCE_MS_MAX);
    }
    expect(new Set(later).size).toBeGreaterThan(later.length / 2);
  });

  it("only hears when the node does not listen", () => {
    const discovery = new LanDiscovery(
      { chainId: CHAIN_ID, role: "miner", nodeKey: hashOf(9), listen: undefined },
      seededRandomness(1),
    );
    expect(discovery.wake(at(FIRST_MS_MAX))).toBeUndefined();
    expect(discovery.heard(encodeLanAnnouncement(OTHER), "192.168.1.7", at(0))).toBeDefined();
  });

  it("hands on an address where the datagram came from, once in a minute", () => {
    const discovery = makeDiscovery();
    const bytes = encodeLanAnnouncement({ ...OTHER, tls: true });
    const node = { address: { host: "192.168.1.7", port: 38640, tls: true }, role: "miner" };
    expect(discovery.heard(bytes, "192.168.1.7", at(0))).toEqual(node);
    expect(discovery.heard(bytes, "192.168.1.7", at(HEARD_AGAIN_MS - 1))).toBeUndefined();
    expect(discovery.heard(bytes, "192.168.1.7", at(HEARD_AGAIN_MS))).toEqual(node);
  });

  it("ignores itself, other networks and what is no announcement", () => {
    const discovery = makeDiscovery();
    const own = { ...OTHER, nodeKey: hashOf(9) };
    const foreign = { ...OTHER, chainId: hashOf(3) };
    for (const announcement of [own, foreign]) {
      expect(discovery.heard(encodeLanAnnouncement(announcement), "192.168.1.7", at(0))).toBeUndefined();
    }
    expect(discovery.heard(new Uint8Array(9), "192.168.1.7", at(0))).toBeUndefined();
    expect(discovery.heard(encodeLanAnnouncement(OTHER), "0.0.0.0", at(0))).toBeUndefined();
  });

  it("bounds what one host and what all hosts can make it hand on", () => {
    const discovery = makeDiscovery();
    function count(hosts: number, ports: number, nowMs: number): number {
      let handedOn = 0;
      for (let host = 0; host < hosts; host++) {
        for (let port = 1; port <= ports; port++) {
          const heard = discovery.heard(encodeLanAnnouncement({ ...OTHER, port }), `10.0.${host}.1`, at(nowMs));
          if (heard !== undefined) handedOn++;
        }
      }
      return handedOn;
    }
    expect(count(1, 2 * LAN_HEARD_OF_HOST_MAX, 0)).toBe(LAN_HEARD_OF_HOST_MAX);
    expect(count(200, 2, 1)).toBe(LAN_HEARD_MAX - LAN_HEARD_OF_HOST_MAX);
    expect(count(200, 2, HEARD_AGAIN_MS + 1)).toBe(LAN_HEARD_MAX);
  });
});
