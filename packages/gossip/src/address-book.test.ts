import { expect, it } from "vitest";
import { ADDRESSES_MAX, AddressBook, FAILURES_UNTIL_EVICTABLE, TESTS_MAX } from "./address-book.ts";
import { AddressExchange, ANSWER_INTERVAL_MS } from "./address-exchange.ts";
import { readAddressFile, writeAddressFile } from "./address-file.ts";
import { BUCKET_SLOTS, NEW_BUCKETS_OF_SOURCE, TRIED_BUCKETS_OF_GROUP } from "./address-tables.ts";
import { addressKey, listenAddressOf, normaliseAddress } from "./address-text.ts";
import { at, seededRandomness } from "./testing/fake-ports.ts";

function makeBook(seed = 1): AddressBook {
  return new AddressBook(seededRandomness(seed));
}

/** Each of another network group. */
function numbered(number: number) {
  return { host: `${20 + (number >> 8)}.${number & 255}.7.1`, port: 9000 };
}

function inTable(book: AddressBook, table: "new" | "tried"): number {
  return [...book.entries()].filter((entry) => entry.table === table).length;
}

it("one source fills its part of the new table and no more, others still can", () => {
  const book = makeBook();
  for (let i = 0; i < 5_000; i++) book.learn(numbered(i), "miner", `99.9.${i & 255}.${i >> 8}`);
  expect(book.size).toBeLessThanOrEqual(NEW_BUCKETS_OF_SOURCE * BUCKET_SLOTS);
  expect(book.size).toBeGreaterThan(NEW_BUCKETS_OF_SOURCE * BUCKET_SLOTS * 0.7);
  const before = book.size;
  for (let i = 5_000; i < 5_100; i++) book.learn(numbered(i), "miner", "98.9.9.9");
  expect(book.size).toBeGreaterThan(before + 70);
});

it("one network group gets its part of the tried table and no more, whoever told its addresses", () => {
  const book = makeBook();
  for (let i = 0; i < 1_000; i++) {
    const entry = book.learn({ host: `99.9.${i & 255}.${i >> 8}`, port: 9000 }, "miner", numbered(i).host);
    if (entry !== undefined) book.reached(entry, 5);
  }
  expect(inTable(book, "tried")).toBeLessThanOrEqual(TRIED_BUCKETS_OF_GROUP * BUCKET_SLOTS);
  expect(inTable(book, "new")).toBeGreaterThan(0);
});

it("a network of loopback or private addresses is not starved: fifty nodes of one group keep their places", () => {
  for (const at of [
    (i: number) => ({ host: "127.0.0.1", port: 9000 + i }),
    (i: number) => ({ host: `10.0.0.${i}`, port: 9 }),
  ]) {
    const book = makeBook();
    for (let i = 1; i <= 50; i++) book.learn(at(i), "miner", "127.0.0.1");
    expect(book.size).toBe(50);
    for (const entry of [...book.entries()]) book.reached(entry, 5);
    expect(inTable(book, "tried")).toBe(50);
  }
});

it("whatever is told, good addresses stay and the book is bounded; those that failed often make room", () => {
  const book = makeBook();
  for (let i = 0; i < 100; i++) book.learn(numbered(i), "miner", "98.9.9.9");
  const good = [...book.entries()];
  for (let i = 100; i < 20_000; i++) book.learn(numbered(i), "miner", `${20 + (i % 180)}.8.8.8`);
  for (const entry of good) expect(book.get(entry.address)).toBe(entry);
  expect(book.size).toBeLessThanOrEqual(ADDRESSES_MAX);
  for (const entry of good) entry.failures = FAILURES_UNTIL_EVICTABLE;
  for (let i = 0; i < 20_000; i++) book.learn({ ...numbered(i), port: 9001 }, "miner", "98.9.9.9");
  expect(good.filter((entry) => book.get(entry.address) === entry).length).toBeLessThan(50);
});

it("where an address stands depends on the secret, and on nothing else that chance decides", () => {
  const placesOf = (seed: number): string[] => {
    const book = makeBook(seed);
    for (let i = 0; i < 600; i++) book.learn(numbered(i), "miner", "98.9.9.9");
    return [...book.entries()].map((entry) => entry.key);
  };
  expect(placesOf(1)).toEqual(placesOf(1));
  expect(placesOf(1)).not.toEqual(placesOf(2));
});

/** A book in which one group's part of the tried table is full, and an address that wants in. */
function makeCrowdedBook() {
  const book = makeBook();
  for (let i = 0; book.test() === undefined; i++) {
    const entry = book.learn({ host: `99.9.${i & 255}.${i >> 8}`, port: 9000 }, "miner", numbered(i).host);
    if (entry !== undefined) book.reached(entry, 5);
  }
  const holder = book.test();
  if (holder === undefined) throw new Error("the loop ends with a question");
  return { book, holder };
}

it("a holder of a tried place that still answers keeps it", () => {
  const { book, holder } = makeCrowdedBook();
  book.reached(holder, 6);
  expect(holder.table).toBe("tried");
  expect(book.test()).toBeUndefined();
});

it("a holder of a tried place that does not answer goes back to new, and the other moves in", () => {
  const { book, holder } = makeCrowdedBook();
  const tried = inTable(book, "tried");
  const waiting = [...book.entries()].filter((entry) => entry.table === "new" && entry.lastReadyUnixMs > 0);
  expect(waiting).toHaveLength(1);
  book.notReached(holder);
  expect(holder.table).toBe("new");
  expect(waiting[0]?.table).toBe("tried");
  expect(inTable(book, "tried")).toBe(tried);
});

it("open questions are bounded", () => {
  const { book } = makeCrowdedBook();
  for (let i = 1_000; i < 3_000; i++) {
    const entry = book.learn({ host: `99.9.${i & 255}.${i >> 8}`, port: 9000 }, "miner", numbered(i).host);
    if (entry !== undefined) book.reached(entry, 5);
  }
  let asked = 0;
  for (let holder = book.test(); holder !== undefined; holder = book.test()) {
    book.reached(holder, 6);
    asked++;
  }
  expect(asked).toBeLessThanOrEqual(TESTS_MAX);
  expect(asked).toBeGreaterThan(1);
});

it("a wish that ends becomes an address as any other", () => {
  const book = makeBook();
  book.learn(numbered(1), "miner", "98.9.9.9");
  const entry = book.addFixed(numbered(1), "manual");
  expect(entry).toMatchObject({ origin: "manual", table: "given" });
  book.endWish(numbered(1));
  expect(entry).toMatchObject({ origin: "learned", table: "new" });
});

it("the same address in other spellings is one entry", () => {
  const book = makeBook();
  book.addFixed({ host: "Node-1", port: 9000 }, "manual");
  book.learn({ host: "node-1", port: 9000 }, "miner", "10.0.0.1");
  book.addFixed({ host: "::ffff:10.0.0.7", port: 1 }, "seed");
  book.learn({ host: "10.0.0.7", port: 1 }, "miner", "10.0.0.1");
  book.learn({ host: "node-1.", port: 9000 }, "miner", "10.0.0.1");
  book.learn({ host: "::FFFF:a00:7", port: 1 }, "miner", "10.0.0.1");
  expect(book.size).toBe(2);
  expect(addressKey({ host: "[2001:DB8:0::1]", port: 5 })).toBe("[2001:db8::1]:5");
});

it("one host and port with and without TLS are two addresses, so that nobody can spoil one by telling the other", () => {
  const book = makeBook();
  const plain = book.learn({ host: "20.1.1.1", port: 9000 }, "miner", "30.1.1.1");
  const secure = book.learn({ host: "20.1.1.1", port: 9000, tls: true }, "miner", "31.1.1.1");
  expect([plain?.key, secure?.key]).toEqual(["20.1.1.1:9000", "wss://20.1.1.1:9000"]);
  expect(plain?.address).toEqual({ host: "20.1.1.1", port: 9000 });
});

it("what cannot be dialled is refused", () => {
  for (const host of ["", "0.0.0.0", "::", "a b", "x/y", "a".repeat(254)]) {
    expect(normaliseAddress({ host, port: 9000 })).toBeUndefined();
  }
  expect(normaliseAddress({ host: "a".repeat(253), port: 9000 })).toBeDefined();
  for (const port of [0, 65_536, 1.5]) expect(normaliseAddress({ host: "a", port })).toBeUndefined();
  expect(normaliseAddress({ host: "a", port: 65_535 })).toBeDefined();
  for (const host of ["127.1", "2130706433", "0x7f.1", "010.0.0.1", "a..b", "1.2.3.256", "1:2", "fe80::1%eth0"]) {
    expect(normaliseAddress({ host, port: 9000 }), host).toBeUndefined();
  }
  expect(makeBook().learn({ host: "127.0.0.1", port: 9000 }, "miner", "10.0.0.1")).toBeUndefined();
  expect(makeBook().learn({ host: "127.0.0.1", port: 9000 }, "miner", "127.0.0.1")).toBeDefined();
});

it("an empty or wildcard host in Hello means the host that the connection comes from", () => {
  const comesFrom = { host: "10.0.0.3", port: 20_000 };
  expect(listenAddressOf({ listenHost: "", listenPort: 9000 }, comesFrom)).toEqual({ host: "10.0.0.3", port: 9000 });
  expect(listenAddressOf({ listenHost: "0.0.0.0", listenPort: 9000 }, comesFrom)?.host).toBe("10.0.0.3");
  expect(listenAddressOf({ listenHost: "node-3", listenPort: 9000 }, comesFrom)?.host).toBe("node-3");
  expect(listenAddressOf({ listenHost: "", listenPort: 9000, listenTls: true }, comesFrom)?.tls).toBe(true);
  expect(listenAddressOf({ listenHost: "", listenPort: 0 }, comesFrom)).toBeUndefined();
});

it("a kept book comes back, and damage costs only what is damaged", () => {
  const book = makeBook();
  book.learn(numbered(1), "miner", "10.0.0.1");
  const reached = book.addFixed(numbered(2), "seed");
  if (reached !== undefined) reached.lastReadyUnixMs = 5;
  const text = writeAddressFile(book);
  const restored = makeBook(2);
  expect(readAddressFile(text, restored)).toBe(2);
  expect(restored.get(numbered(2))).toMatchObject({ lastReadyUnixMs: 5, origin: "learned", table: "tried" });
  expect(restored.get(numbered(1))).toMatchObject({ sourceGroup: "10.0.0.1", table: "new" });
  expect(restored.secret).toEqual(book.secret);
  expect(writeAddressFile(restored)).toBe(text.replace('"given"', '"tried"'));
  for (const damaged of ["", "{", "null", "[]", '{"addresses":3}', text.slice(0, -2)]) {
    expect(readAddressFile(damaged, makeBook())).toBe(0);
  }
  const half = text.replace('"port":9000', '"port":"x"');
  expect(readAddressFile(half, makeBook())).toBe(1);
});

it("the record of version 1 is read: who was reached begins in the tried table", () => {
  const addresses = [
    { ...numbered(1), role: "miner", lastReadyUnixMs: 5 },
    { ...numbered(2), role: "light-node", lastReadyUnixMs: 0 },
  ];
  const book = makeBook();
  expect(readAddressFile(JSON.stringify({ version: 1, addresses }), book)).toBe(2);
  expect(book.get(numbered(1))).toMatchObject({ table: "tried", lastReadyUnixMs: 5, sourceGroup: "4:20.1" });
  expect(book.get(numbered(2))).toMatchObject({ table: "new", role: "light-node" });
});

it("a full book is read as it was written", () => {
  const book = makeBook();
  for (let i = 0; i < 8_000; i++) {
    const entry = book.learn(numbered(i), "miner", numbered(i >> 4).host);
    if (entry !== undefined && i % 5 === 0) book.reached(entry, i + 1);
  }
  const text = writeAddressFile(book);
  const restored = makeBook(2);
  expect(readAddressFile(text, restored)).toBe(book.size);
  expect(writeAddressFile(restored)).toBe(text);
});

it("an answer holds at most 250 different addresses, without those that fail, once in a minute", () => {
  const book = makeBook();
  for (let i = 0; i < 400; i++) book.addFixed(numbered(i), "seed");
  for (const entry of [...book.entries()].slice(0, 300)) entry.failures = 3;
  const random = seededRandomness(1);
  expect(book.sample(250, random, false)).toHaveLength(100);
  for (const entry of book.entries()) entry.failures = 0;
  const exchange = new AddressExchange(book, "10.0.0.1");
  const answer = exchange.answer(at(0), random);
  const hosts = answer?.kind === "addresses" ? answer.addresses.map((address) => address.host) : [];
  expect(new Set(hosts).size).toBe(250);
  expect(exchange.answer(at(ANSWER_INTERVAL_MS - 1), random)).toBeUndefined();
  expect(exchange.answer(at(ANSWER_INTERVAL_MS), random)).toBeDefined();
});

it("only the answer to an open question is learned", () => {
  const book = makeBook();
  const exchange = new AddressExchange(book, "10.0.0.1");
  exchange.learn([{ ...numbered(1), role: "miner" }]);
  expect(book.size).toBe(0);
  exchange.ask(at(0));
  exchange.learn([{ ...numbered(1), role: "miner" }]);
  exchange.learn([{ ...numbered(2), role: "miner" }]);
  expect(book.size).toBe(1);
});

it("a node that has shown up at another address is not taken to be at the old one, but still behind its name", () => {
  const book = makeBook();
  const hosts = ["20.1.1.1", "20.2.1.1", "2001:db8::1", "node.example.org"];
  const [old, now, other, name] = hosts.map((host) => book.learn({ host, port: 9000 }, "full-node", "20.9.1.1"));
  for (const entry of [old, other, name]) if (entry !== undefined) book.answeredBy(entry, "key");
  const keys = (): readonly (string | undefined)[] => [old, now, other, name].map((entry) => entry?.nodeKey);
  expect(keys()).toEqual(["key", undefined, "key", "key"]);
  if (now !== undefined) book.answeredBy(now, "key");
  expect(keys()).toEqual([undefined, "key", "key", "key"]);
});
