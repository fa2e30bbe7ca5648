import { expect, it } from "vitest";
import { BANS_MAX, Bans, DISCOURAGED_MAX, parseSubject, subjectOfHost } from "./bans.ts";
import { RETRY_MS_MAX } from "./dialling.ts";
import { FakeLinks } from "./testing/fake-links.ts";

const HOUR_MS = 3_600_000;

it("a ban holds until its time and not longer", () => {
  const bans = new Bans();
  bans.ban("host:20.1.7.1", 1_000, 2_000);
  expect(bans.isBanned("host:20.1.7.1", 1_999)).toBe(true);
  expect(bans.isBanned("host:20.1.7.1", 2_000)).toBe(false);
  expect(bans.isBanned("host:20.1.7.2", 1_000)).toBe(false);
  expect(bans.list(1_999)).toHaveLength(1);
  expect(bans.list(2_000)).toHaveLength(0);
  expect(bans.unban("host:20.1.7.1")).toBe(false);
});

it("both lists are bounded: the ban that ends first goes, and who was discouraged first", () => {
  const bans = new Bans();
  for (let i = 0; i < 3 * BANS_MAX; i++) bans.ban(`host:ban-${i}`, 0, 10_000 + i);
  expect(bans.list(0)).toHaveLength(BANS_MAX);
  expect(bans.isBanned(`host:ban-${2 * BANS_MAX - 1}`, 0)).toBe(false);
  expect(bans.isBanned(`host:ban-${2 * BANS_MAX}`, 0)).toBe(true);
  for (let i = 0; i < DISCOURAGED_MAX + 1; i++) bans.discourage(`host:${i}`);
  expect(bans.isDiscouraged("host:0")).toBe(false);
  expect(bans.isDiscouraged("host:1")).toBe(true);
});

it("a subject is a host or a key; this machine itself is neither", () => {
  expect(parseSubject("Node-1")).toBe("host:node-1");
  expect(parseSubject("[2001:DB8:0::1]")).toBe("host:2001:db8::1");
  expect(parseSubject("AB".repeat(32))).toBe(`key:${"ab".repeat(32)}`);
  for (const text of ["127.0.0.1", "::1", "localhost", "no host", ""]) expect(parseSubject(text)).toBeUndefined();
  expect(subjectOfHost("10.0.0.1")).toBe("host:10.0.0.1");
});

it("kept bans come back, without those that have ended and what is damaged", () => {
  const bans = new Bans();
  bans.ban("host:20.1.7.1", 1, 100);
  bans.ban("host:2001:db8::1", 1, 200);
  bans.ban(`key:${"ab".repeat(32)}`, 1, 300);
  const restored = new Bans();
  restored.restore(bans.serialise(1), 100);
  expect(restored.list(100).map(({ subject }) => subject)).toEqual(["host:2001:db8::1", `key:${"ab".repeat(32)}`]);
  for (const text of ["", "{", "[]", '{"bans":3}', '{"bans":[null,{"subject":"host:127.0.0.1"}]}']) {
    restored.restore(text, 100);
  }
  expect(restored.list(100)).toHaveLength(2);
});

function makePair() {
  const links = new FakeLinks();
  const [own, other] = [links.add(1), links.add(2)];
  links.connect(other, own);
  links.settle();
  return { links, own, other };
}

it("banned: the connection ends, none is dialled and none is taken, until the ban is lifted", () => {
  const { links, own, other } = makePair();
  own.connections.ban("host:10.0.0.2", HOUR_MS, links.now);
  links.settle();
  expect(own.readyCount).toBe(0);
  links.runTo(20_000);
  links.connect(other, own);
  links.runTo(25_000);
  expect([own.readyCount, other.readyCount]).toEqual([0, 0]);
  expect(own.connections.unban("host:10.0.0.2", links.now)).toBe(true);
  links.connect(other, own);
  links.settle();
  expect(own.readyCount).toBe(1);
});

it("banned by host: also when a name leads there, which is not dialled again at once", () => {
  const links = new FakeLinks();
  const other = links.add(2);
  const own = links.add(1, { maxInbound: 0 });
  links.names.set("node.example", other);
  own.connections.connect({ host: "node.example", port: 9000 }, links.now);
  links.settle();
  expect(own.readyCount).toBe(1);
  expect(own.connections.subjectsOf(own.ready[0]?.peer ?? 0)).toContain("host:10.0.0.2");
  own.connections.ban("host:10.0.0.2", HOUR_MS, links.now);
  links.settle();
  expect([own.readyCount, other.readyCount]).toEqual([0, 0]);
  links.delivered.length = 0;
  links.runTo(RETRY_MS_MAX - 1_000, () => {}, 1_000);
  expect(links.delivered.length).toBeLessThan(5);
  links.runTo(3 * RETRY_MS_MAX, () => {}, 1_000);
  expect(own.readyCount).toBe(0);
  own.connections.unban("host:10.0.0.2", links.now);
  links.runTo(5 * RETRY_MS_MAX, () => {}, 1_000);
  expect(own.readyCount).toBe(1);
});

it("banned by key: whatever address it comes from", () => {
  const { links, own, other } = makePair();
  const key = own.connections.subjectsOf(own.connections.ready()[0]?.peer ?? 0).at(-1) ?? "";
  expect(key.startsWith("key:")).toBe(true);
  own.connections.ban(key, HOUR_MS, links.now);
  links.connect(other, own);
  links.settle();
  expect(own.readyCount).toBe(0);
});

it("who broke a rule may come back, and makes room first", () => {
  const links = new FakeLinks();
  const hub = links.add(9, { maxInbound: 4, maxOutbound: 0 });
  const others = [1, 2, 3, 4].map((seed) => links.add(seed, { maxOutbound: 0 }));
  const [culprit, ...honest] = others;
  if (culprit === undefined) throw new Error("four nodes");
  links.connect(culprit, hub);
  links.settle();
  hub.connections.disconnect(hub.connections.ready()[0]?.peer ?? 0, "invalid-header", "", links.now);
  links.settle();
  for (const other of [culprit, ...honest]) links.connect(other, hub);
  links.settle();
  expect(hub.readyCount).toBe(4);
  // it is the oldest now, which would protect it otherwise
  links.connect(links.add(5, { maxOutbound: 0 }), hub);
  links.settle();
  expect(hub.readyCount).toBe(4);
  expect(culprit.readyCount).toBe(0);
});
