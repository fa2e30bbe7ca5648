import { expect, it } from "vitest";
import { connectionSource, hostGroup, isKnowable, isNear, networkGroup, tableGroup } from "./address-group.ts";

it("IPv4 by 16 bits, IPv6 by 32, names by what is registered", () => {
  expect(networkGroup("20.1.7.1")).toBe("4:20.1");
  expect(networkGroup("20.1.200.9")).toBe("4:20.1");
  expect(networkGroup("20.2.7.1")).toBe("4:20.2");
  expect(networkGroup("2001:db8::1")).toBe("6:2001:db8");
  expect(networkGroup("2001:db8:ffff::1")).toBe("6:2001:db8");
  expect(networkGroup("2001:db9::1")).toBe("6:2001:db9");
  expect(networkGroup("a.b.example.org")).toBe("name:example.org");
});

it("this machine is one group, private ranges and names of the own network another, up to their last address", () => {
  for (const host of ["127.0.0.1", "127.255.255.255", "::1", "localhost", "a.localhost"]) {
    expect(networkGroup(host)).toBe("loopback");
  }
  const inside = ["10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.1", "169.254.1.1", "100.64.0.0"];
  for (const host of [
    ...inside,
    "100.127.255.255",
    "fc00::1",
    "fdff::1",
    "fe80::1",
    "febf::1",
    "node-1",
    "a.internal",
  ]) {
    expect(networkGroup(host)).toBe("private");
  }
  const outside = ["9.255.255.255", "11.0.0.0", "172.15.0.0", "172.32.0.0", "192.169.0.1", "100.63.0.0", "100.128.0.0"];
  for (const host of [...outside, "::2", "fbff::1", "fe00::1", "fec0::1", "internal.org"]) {
    expect(isNear(networkGroup(host))).toBe(false);
  }
});

it("near addresses count one by one, others by group", () => {
  expect(tableGroup({ host: "127.0.0.1", port: 9000 }, "loopback")).toBe("127.0.0.1:9000");
  expect(tableGroup({ host: "20.1.7.1", port: 9000 }, "4:20.1")).toBe("4:20.1");
  expect(hostGroup("10.0.0.7")).toBe("10.0.0.7");
  expect(hostGroup("20.1.7.1")).toBe("4:20.1");
});

it("nobody from outside can tell an address of our own network", () => {
  expect(isKnowable("loopback", "private")).toBe(false);
  expect(isKnowable("loopback", "loopback")).toBe(true);
  expect(isKnowable("private", "4:20.1")).toBe(false);
  expect(isKnowable("private", "loopback")).toBe(true);
  expect(isKnowable("4:20.1", "private")).toBe(true);
});

it("connections are counted by IPv4 address and by 64 bits of IPv6, and not those of this machine", () => {
  expect(connectionSource("20.1.7.1")).toBe("20.1.7.1");
  expect(connectionSource("::ffff:20.1.7.1")).toBe("20.1.7.1");
  expect(connectionSource("10.0.0.1")).toBe("10.0.0.1");
  expect(connectionSource("2001:db8:1:2:3::4")).toBe("2001:db8:1:2");
  expect(connectionSource("2001:db8:1:2:ffff:ffff:ffff:ffff")).toBe("2001:db8:1:2");
  expect(connectionSource("2001:db8:1:3::4")).toBe("2001:db8:1:3");
  expect(connectionSource("fe80::1%eth0")).toBe("fe80:0:0:0");
  for (const host of ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", ""]) {
    expect(connectionSource(host)).toBeUndefined();
  }
});
