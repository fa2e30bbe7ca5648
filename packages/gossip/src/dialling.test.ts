import { expect, it } from "vitest";
import { AddressBook } from "./address-book.ts";
import { DIAL_BURST, DIAL_EVERY_MS } from "./dial-pace.ts";
import {
  DIALS_IN_FLIGHT_MAX,
  Dialling,
  type PresentConnections,
  RETRY_MS_MAX,
  RETRY_MS_MIN,
  RETRY_NAME_MS_MAX,
} from "./dialling.ts";
import { at, FakeOutbox, seededRandomness } from "./testing/fake-ports.ts";

const NOBODY: PresentConnections = {
  outbound: 0,
  blockSources: 0,
  ready: 0,
  addresses: new Map(),
  isNodeConnected: () => false,
  isBanned: () => false,
};
/** Somebody is there, so that nothing is hurried. */
const COMPANY = { ...NOBODY, ready: 1 };

function makeDialling(maxOutbound = 8, manualOnly = false) {
  const book = new AddressBook(seededRandomness(2));
  const outbox = new FakeOutbox();
  const dialling = new Dialling(book, seededRandomness(1), (...dialled) => outbox.dial(...dialled), {
    maxOutbound,
    manualOnly,
  });
  return { book, outbox, dialling };
}

it("the distance between dials doubles up to five minutes", () => {
  const { book, outbox, dialling } = makeDialling();
  const address = { host: "20.1.1.1", port: 9000 };
  book.addFixed(address, "seed");
  let nowMs = 0;
  const distances: number[] = [];
  for (let round = 0; round < 12; round++) {
    dialling.update(at(nowMs), COMPANY);
    expect(outbox.takeDials()).toEqual(["20.1.1.1:9000"]);
    dialling.failed(address, "refused", [], at(nowMs));
    dialling.update(at(nowMs), COMPANY);
    expect(outbox.takeDials()).toEqual([]);
    const next = dialling.nextWake() ?? 0;
    distances.push(next - nowMs);
    dialling.update(at(next - 1), COMPANY);
    expect(outbox.takeDials()).toEqual([]);
    nowMs = next;
  }
  expect(distances[0]).toBeGreaterThanOrEqual(RETRY_MS_MIN);
  expect(distances[0]).toBeLessThanOrEqual(RETRY_MS_MIN * 1.25);
  expect(distances[3]).toBeGreaterThanOrEqual(8 * RETRY_MS_MIN);
  expect(distances[11]).toBeGreaterThanOrEqual(RETRY_MS_MAX);
  expect(distances[11]).toBeLessThanOrEqual(RETRY_MS_MAX * 1.25);
});

/** Fails whenever it is dialled, leading to these IP addresses; the distances to the next dial. */
function failEach(
  dialling: Dialling,
  address: { host: string; port: number },
  resolved: readonly string[][],
): number[] {
  let nowMs = 0;
  return resolved.map((ips) => {
    dialling.update(at(nowMs), COMPANY);
    const againInMs = dialling.failed(address, "refused", ips, at(nowMs))?.againInMs ?? 0;
    nowMs += againInMs;
    return againInMs;
  });
}

it("a given name is dialled every half minute at least, a told one as any address", () => {
  const { book, dialling } = makeDialling();
  const given = { host: "node-1", port: 9000 };
  book.addFixed(given, "manual");
  const distances = failEach(dialling, given, new Array<string[]>(12).fill([]));
  expect(distances[11]).toBeGreaterThanOrEqual(RETRY_NAME_MS_MAX);
  expect(distances[11]).toBeLessThanOrEqual(RETRY_NAME_MS_MAX * 1.25);
  const told = { host: "node.example.org", port: 9000 };
  book.learn(told, "miner", "30.1.1.1");
  expect(failEach(dialling, told, new Array<string[]>(12).fill([]))[11]).toBeGreaterThanOrEqual(RETRY_MS_MAX);
});

it("the distance begins anew when a given name leads elsewhere, or somewhere again", () => {
  const before = [["10.0.0.1"], ["10.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]];
  for (const [last, again] of [
    [["10.0.0.1"], ["10.0.0.2"]],
    [["10.0.0.1"], ["10.0.0.1", "10.0.0.2"]],
    [[], ["10.0.0.1"]],
  ] as const) {
    const { book, dialling } = makeDialling();
    const address = { host: "node-1", port: 9000 };
    book.addFixed(address, "seed");
    const distances = failEach(dialling, address, [...before, [...last], [...again]]);
    expect(distances[4]).toBeGreaterThanOrEqual(16 * RETRY_MS_MIN);
    expect(distances[5]).toBeLessThanOrEqual(RETRY_MS_MIN * 1.25);
  }
});

it("it goes on growing while a given name leads to fewer or the same addresses, and for told names", () => {
  const address = { host: "node-1", port: 9000 };
  const shrinking = [["10.0.0.1", "10.0.0.2"], ["10.0.0.1", "10.0.0.2"], ["10.0.0.2"], ["10.0.0.2"]];
  const { book, dialling } = makeDialling();
  book.addFixed(address, "seed");
  expect(failEach(dialling, address, shrinking)[3]).toBeGreaterThanOrEqual(8 * RETRY_MS_MIN);
  const told = { host: "node.example.org", port: 9000 };
  book.learn(told, "miner", "30.1.1.1");
  const moving = [["20.0.0.1"], ["20.0.0.2"], ["20.0.0.3"], ["20.0.0.4"]];
  expect(failEach(dialling, told, moving)[3]).toBeGreaterThanOrEqual(8 * RETRY_MS_MIN);
});

it("a given name that led to ourselves is not barred, as it may lead elsewhere the next time; a given IP address is", () => {
  const { book, dialling } = makeDialling();
  for (const [host, isBarred] of [
    ["node-1", false],
    ["20.1.1.1", true],
  ] as const) {
    const entry = book.addFixed({ host, port: 9000 }, "seed");
    dialling.ended({ host, port: 9000 }, "self", 0, at(0));
    expect(entry?.isBarred).toBe(isBarred);
  }
});

it("only a name that a far node told must not lead near", () => {
  for (const [source, host, farOnly] of [
    ["30.1.1.1", "node.example.org", true],
    ["2001:db8::1", "node.example.org", true],
    ["peer.example.net", "node.example.org", true],
    ["192.168.1.5", "node.example.org", undefined],
    ["fd00::5", "node.example.org", undefined],
    ["container-1", "node.example.org", undefined],
    ["container-1", "container-2", undefined],
    ["30.1.1.1", "20.1.1.1", undefined],
  ] as const) {
    const { book, outbox, dialling } = makeDialling();
    book.learn({ host, port: 9000 }, "miner", source);
    dialling.update(at(0), COMPANY);
    expect(outbox.take()).toEqual([{ type: "dial", address: { host, port: 9000 }, ...(farOnly ? { farOnly } : {}) }]);
  }
  const { book, outbox, dialling } = makeDialling();
  book.addFixed({ host: "node.example.org", port: 9000 }, "seed");
  dialling.update(at(0), COMPANY);
  expect(outbox.take()).toEqual([{ type: "dial", address: { host: "node.example.org", port: 9000 } }]);
});

it("a failure is news unless the last one had the same reason", () => {
  const { book, dialling } = makeDialling();
  const address = { host: "20.1.1.1", port: 9000 };
  book.addFixed(address, "manual");
  const isNews = ["refused", "refused", "no answer", "refused"].map((reason) => {
    return dialling.failed(address, reason, [], at(0))?.isNews;
  });
  expect(isNews).toEqual([true, false, true, true]);
});

it("a loopback seed is tried every few seconds while there is no connection at all", () => {
  const { book, outbox, dialling } = makeDialling();
  const address = { host: "127.0.0.1", port: 9000 };
  book.addFixed(address, "seed");
  let nowMs = 0;
  for (let round = 0; round < 12; round++) {
    dialling.update(at(nowMs), NOBODY);
    expect(outbox.takeDials()).toHaveLength(1);
    dialling.failed(address, "refused", [], at(nowMs));
    dialling.update(at(nowMs), NOBODY);
    const next = dialling.nextWake() ?? 0;
    expect(next - nowMs).toBeLessThanOrEqual(5_000);
    nowMs = next;
  }
});

it("no more than the missing connections are dialled, manual addresses come besides", () => {
  const { book, outbox, dialling } = makeDialling(2);
  for (let i = 1; i <= 5; i++) book.addFixed({ host: `seed-${i}`, port: 9000 }, "seed");
  dialling.update(at(0), { ...NOBODY, outbound: 1 });
  expect(outbox.takeDials()).toHaveLength(1);
  dialling.update(at(0), { ...NOBODY, outbound: 1 });
  expect(outbox.takeDials()).toEqual([]);
  book.addFixed({ host: "wish", port: 9000 }, "manual");
  dialling.update(at(0), { ...NOBODY, outbound: 2 });
  expect(outbox.takeDials()).toEqual(["wish:9000"]);
});

it("never a banned address, not even one that an operator asked for before", () => {
  const { book, outbox, dialling } = makeDialling();
  book.addFixed({ host: "banned", port: 9000 }, "manual");
  book.addFixed({ host: "seed", port: 9000 }, "seed");
  dialling.update(at(0), { ...NOBODY, isBanned: ({ host }) => host === "banned" });
  expect(outbox.takeDials()).toEqual(["seed:9000"]);
});

it("manualOnly: seeds and learned addresses are never dialled", () => {
  const { book, outbox, dialling } = makeDialling(8, true);
  book.addFixed({ host: "seed", port: 9000 }, "seed");
  book.learn({ host: "learned", port: 9000 }, "miner", "x");
  book.addFixed({ host: "wish", port: 9000 }, "manual");
  dialling.update(at(0), NOBODY);
  expect(outbox.takeDials()).toEqual(["wish:9000"]);
});

it("never an address that is connected, nor one at which a connected node answered", () => {
  const { book, outbox, dialling } = makeDialling();
  const entry = book.addFixed({ host: "name", port: 9000 }, "seed");
  dialling.update(at(0), { ...NOBODY, addresses: new Map([["name:9000", true]]) });
  if (entry !== undefined) entry.nodeKey = "key";
  dialling.update(at(0), { ...NOBODY, isNodeConnected: (key) => key === "key" });
  expect(outbox.takeDials()).toEqual([]);
  dialling.update(at(0), NOBODY);
  expect(outbox.takeDials()).toEqual(["name:9000"]);
});

it("two nodes that have swapped their addresses: whoever finds one of them at the other's dials its own", () => {
  const { book, outbox, dialling } = makeDialling();
  const [first, second] = [
    { host: "20.1.1.1", port: 9000 },
    { host: "20.2.1.1", port: 9000 },
  ] as const;
  for (const address of [first, second]) book.learn(address, "full-node", "20.9.1.1");
  dialling.proven(first, "one", "full-node", at(0));
  dialling.proven(second, "two", "full-node", at(0));
  const onlyOne = { ...COMPANY, isNodeConnected: (key: string) => key === "one" };
  dialling.update(at(0), onlyOne);
  expect(outbox.takeDials()).toEqual(["20.2.1.1:9000"]);
  dialling.opened(second);
  dialling.proven(second, "one", "full-node", at(100));
  dialling.ended(second, "duplicate", 0, at(100));
  dialling.update(at(100), onlyOne);
  expect(outbox.takeDials()).toEqual(["20.1.1.1:9000"]);
});

it("a code decides whether an address is dialled soon, late or never again", () => {
  const { book, dialling } = makeDialling();
  const [soon, late, never] = ["20.1.1.1", "20.2.1.1", "20.3.1.1"].map((host) => ({ host, port: 9000 }));
  if (soon === undefined || late === undefined || never === undefined) throw new Error("three addresses");
  for (const address of [soon, late, never]) book.addFixed(address, "seed");
  dialling.ended(soon, "ECONNRESET", 0, at(0));
  dialling.ended(late, "full", 0, at(0));
  dialling.ended(never, "self", 0, at(0));
  expect(book.get(soon)?.notBeforeMs).toBeLessThanOrEqual(RETRY_MS_MIN * 1.25);
  expect(book.get(late)?.notBeforeMs).toBe(RETRY_MS_MAX);
  expect(book.get(never)?.isBarred).toBe(true);
});

it("one outbound connection for each network group, where there are enough groups", () => {
  const { book, outbox, dialling } = makeDialling(3);
  for (let i = 1; i <= 9; i++) book.addFixed({ host: `20.${1 + (i % 3)}.7.${i}`, port: 9000 }, "seed");
  dialling.update(at(0), NOBODY);
  const dials = outbox.takeDials();
  expect(new Set(dials.map((text) => text.split(".")[1])).size).toBe(3);
  dialling.failed({ host: dials[0]?.split(":")[0] ?? "", port: 9000 }, "refused", [], at(0));
  dialling.update(at(0), { ...NOBODY, addresses: new Map([[dials[1] ?? "", true]]) });
  expect(outbox.takeDials().map((text) => text.split(".")[1])).toEqual([dials[0]?.split(".")[1]]);
});

it("with fewer groups than connections wanted, groups that are not used come first, then any", () => {
  const { book, outbox, dialling } = makeDialling(4);
  for (let i = 1; i <= 6; i++) book.addFixed({ host: `20.1.7.${i}`, port: 9000 }, "seed");
  book.addFixed({ host: "20.2.7.1", port: 9000 }, "seed");
  dialling.update(at(0), NOBODY);
  const dials = outbox.takeDials();
  expect(dials).toHaveLength(4);
  expect(dials.slice(0, 2)).toContain("20.2.7.1:9000");
});

it("any number of near addresses are dialled: a test network lies in one group", () => {
  const { book, outbox, dialling } = makeDialling(8);
  for (let i = 1; i <= 8; i++) book.learn({ host: "127.0.0.1", port: 9000 + i }, "miner", "127.0.0.1");
  dialling.update(at(0), NOBODY);
  expect(outbox.takeDials()).toHaveLength(8);
});

it("near addresses get half of the places at most, where there are enough far groups", () => {
  const { book, outbox, dialling } = makeDialling(4);
  for (let i = 1; i <= 200; i++) {
    book.learn({ host: `10.0.0.${i}`, port: 9000 }, "full-node", `10.0.0.${i}`);
  }
  for (let i = 1; i <= 3; i++) book.learn({ host: `20.${i}.0.1`, port: 9000 }, "full-node", `20.${i}.0.2`);
  const dialled = (): string[] => {
    dialling.update(at(0), COMPANY);
    return outbox.takeDials().filter((text) => text.startsWith("10."));
  };
  expect(dialled().length).toBeGreaterThan(2);
  for (const entry of [...book.entries()]) dialling.opened(entry.address);
  book.learn({ host: "20.4.0.1", port: 9000 }, "full-node", "20.4.0.2");
  const near = dialled();
  expect(near.length).toBeLessThanOrEqual(2);
  const addresses = new Map([...near, ...["10.0.0.1:9000", "10.0.0.2:9000"]].slice(0, 2).map((key) => [key, true]));
  for (const entry of [...book.entries()]) dialling.opened(entry.address);
  dialling.update(at(0), { ...COMPANY, outbound: 2, addresses });
  expect(outbox.takeDials().filter((text) => text.startsWith("10."))).toEqual([]);
});

it("told addresses get half of the choices at most, however many there are", () => {
  const { book, outbox, dialling } = makeDialling(1);
  for (let i = 0; i < 500; i++)
    book.learn({ host: `${20 + (i >> 8)}.${i & 255}.7.1`, port: 9000 }, "miner", "99.9.9.9");
  const good = book.learn({ host: "98.1.1.1", port: 9000 }, "miner", "98.1.1.1");
  if (good !== undefined) book.reached(good, 5);
  let dialledGood = 0;
  for (let round = 0; round < 200; round++) {
    dialling.update(at(round * DIAL_EVERY_MS), NOBODY);
    const host = outbox.takeDials()[0]?.split(":")[0] ?? "";
    if (host === "98.1.1.1") dialledGood++;
    dialling.opened({ host, port: 9000 });
  }
  expect(dialledGood).toBeGreaterThan(70);
  expect(dialledGood).toBeLessThan(130);
});

it("a burst of dials is bounded", () => {
  const { book, outbox, dialling } = makeDialling(100);
  for (let i = 0; i < 50; i++) book.addFixed({ host: `seed-${i}`, port: 9000 }, "seed");
  dialling.update(at(0), NOBODY);
  expect(outbox.takeDials()).toHaveLength(DIALS_IN_FLIGHT_MAX);
});

it("a connection that lasted wipes out failures, a short one adds to them", () => {
  const { book, dialling } = makeDialling();
  const address = { host: "node", port: 9000 };
  const entry = book.addFixed(address, "seed");
  for (let i = 0; i < 4; i++) dialling.ended(address, "closed", 1_000, at(0));
  expect(entry?.failures).toBe(4);
  dialling.ended(address, "closed", 60_000, at(0));
  expect(entry?.failures).toBe(1);
});

it("nobody is woken for the next feeler while a name server keeps the last one waiting", () => {
  const { book, outbox, dialling } = makeDialling(1);
  const address = { host: "20.1.1.1", port: 9000 };
  book.learn(address, "full-node", "20.1.1.1");
  const complete = { ...NOBODY, outbound: 1, blockSources: 1, ready: 1 };
  dialling.update(at(0), complete);
  const dueMs = dialling.nextWake() ?? 0;
  dialling.update(at(dueMs), complete);
  expect(outbox.takeDials()).toEqual(["20.1.1.1:9000"]);
  const muchLaterMs = dueMs + 10 * RETRY_MS_MAX;
  dialling.update(at(muchLaterMs), complete);
  expect(dialling.nextWake() ?? muchLaterMs + 1).toBeGreaterThan(muchLaterMs);
  dialling.failed(address, "no answer", [], at(muchLaterMs));
  dialling.update(at(muchLaterMs), complete);
  expect(dialling.nextWake()).toBeDefined();
});

it("told addresses that lead nowhere are dialled at a pace, and those of an operator at once", () => {
  const { book, outbox, dialling } = makeDialling();
  for (let i = 0; i < 500; i++) book.learn({ host: `20.${i >> 8}.${i & 255}.1`, port: 9000 }, "miner", "99.9.9.9");
  let dials = 0;
  let wakes = 0;
  for (let nowMs = 0; nowMs < 60_000; wakes++) {
    dialling.update(at(nowMs), COMPANY);
    const dialled = outbox.takeDials().map((text) => ({ host: text.split(":")[0] ?? "", port: 9000 }));
    for (const address of dialled) dialling.failed(address, "refused", [], at(nowMs));
    dials += dialled.length;
    // whoever owns the table lets it dial again when dials have failed
    if (dialled.length === 0) nowMs = dialling.nextWake() ?? 60_000;
  }
  expect(dials).toBeGreaterThan(60_000 / DIAL_EVERY_MS);
  expect(dials).toBeLessThanOrEqual(60_000 / DIAL_EVERY_MS + DIAL_BURST);
  expect(wakes).toBeLessThan(3 * dials);
  book.addFixed({ host: "98.1.1.1", port: 9000 }, "manual");
  dialling.update(at(60_000), COMPANY);
  expect(outbox.takeDials()).toContain("98.1.1.1:9000");
});
