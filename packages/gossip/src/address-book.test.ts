import { expect, it } from "vitest";
import { ADDRESSES_MAX, ADDRESSES_PER_SOURCE_MAX, AddressBook, FAILURES_UNTIL_EVICTABLE } from "./address-book.ts";
import { AddressExchange, ANSWER_INTERVAL_MS } from "./address-exchange.ts";
import { readAddressFile, writeAddressFile } from "./address-file.ts";
import { addressKey, listenAddressOf, normaliseAddress } from "./address-text.ts";
import { at, seededRandomness } from "./testing/fake-ports.ts";

function numbered(number: number) {
  return { host: `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`, port: 9000 };
}

it("one source cannot add more than its part, others still can", () => {
  const book = new AddressBook();
  for (let i = 0; i < ADDRESSES_PER_SOURCE_MAX + 10; i++) book.learn(numbered(i), "miner", "10.9.9.9");
  expect(book.size).toBe(ADDRESSES_PER_SOURCE_MAX);
  expect(book.learn(numbered(60_000), "miner", "10.9.9.8")).toBeDefined();
});

it("a full book takes a new address only for one that failed often", () => {
  const book = new AddressBook();
  for (let i = 0; i < ADDRESSES_MAX; i++) book.learn(numbered(i), "miner", `10.9.0.${i >> 8}`);
  expect(book.size).toBe(ADDRESSES_MAX);
  expect(book.learn(numbered(70_000), "miner", "10.8.8.8")).toBeUndefined();
  const failed = book.get(numbered(5));
  if (failed !== undefined) failed.failures = FAILURES_UNTIL_EVICTABLE;
  expect(book.learn(numbered(70_000), "miner", "10.8.8.8")).toBeDefined();
  expect(book.get(numbered(5))).toBeUndefined();
  expect(book.size).toBe(ADDRESSES_MAX);
});

it("the same address in other spellings is one entry", () => {
  const book = new AddressBook();
  book.addFixed({ host: "Node-1", port: 9000 }, "manual");
  book.learn({ host: "node-1", port: 9000 }, "miner", "10.0.0.1");
  book.addFixed({ host: "::ffff:10.0.0.7", port: 1 }, "seed");
  book.learn({ host: "10.0.0.7", port: 1 }, "miner", "10.0.0.1");
  expect(book.size).toBe(2);
  expect(addressKey({ host: "[2001:DB8::1]", port: 5 })).toBe("[2001:db8::1]:5");
});

it("what cannot be dialled is refused", () => {
  for (const host of ["", "0.0.0.0", "::", "a b", "x/y", "a".repeat(254)]) {
    expect(normaliseAddress({ host, port: 9000 })).toBeUndefined();
  }
  expect(normaliseAddress({ host: "a".repeat(253), port: 9000 })).toBeDefined();
  for (const port of [0, 65_536, 1.5]) expect(normaliseAddress({ host: "a", port })).toBeUndefined();
  expect(normaliseAddress({ host: "a", port: 65_535 })).toBeDefined();
  expect(new AddressBook().learn({ host: "127.0.0.1", port: 9000 }, "miner", "10.0.0.1")).toBeUndefined();
  expect(new AddressBook().learn({ host: "127.0.0.1", port: 9000 }, "miner", "127.0.0.1")).toBeDefined();
});

it("an empty or wildcard host in Hello means the host that the connection comes from", () => {
  const comesFrom = { host: "10.0.0.3", port: 50_000 };
  expect(listenAddressOf({ listenHost: "", listenPort: 9000 }, comesFrom)).toEqual({ host: "10.0.0.3", port: 9000 });
  expect(listenAddressOf({ listenHost: "0.0.0.0", listenPort: 9000 }, comesFrom)?.host).toBe("10.0.0.3");
  expect(listenAddressOf({ listenHost: "node-3", listenPort: 9000 }, comesFrom)?.host).toBe("node-3");
  expect(listenAddressOf({ listenHost: "", listenPort: 0 }, comesFrom)).toBeUndefined();
});

it("a kept book comes back, and damage costs only what is damaged", () => {
  const book = new AddressBook();
  book.learn(numbered(1), "miner", "10.0.0.1");
  const reached = book.addFixed(numbered(2), "seed");
  if (reached !== undefined) reached.lastReadyUnixMs = 5;
  const text = writeAddressFile(book);
  const restored = new AddressBook();
  expect(readAddressFile(text, restored)).toBe(2);
  expect(restored.get(numbered(2))).toMatchObject({ lastReadyUnixMs: 5, origin: "learned" });
  expect(writeAddressFile(restored)).toBe(text);
  for (const damaged of ["", "{", "null", "[]", '{"addresses":3}', text.slice(0, -2)]) {
    expect(readAddressFile(damaged, new AddressBook())).toBe(0);
  }
  const half = text.replace('"port":9000', '"port":"x"');
  expect(readAddressFile(half, new AddressBook())).toBe(1);
});

it("an answer holds at most 250 different addresses, without those that fail, once in a minute", () => {
  const book = new AddressBook();
  for (let i = 0; i < 400; i++) book.learn(numbered(i), "miner", "10.9.9.9");
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
  const book = new AddressBook();
  const exchange = new AddressExchange(book, "10.0.0.1");
  exchange.learn([{ ...numbered(1), role: "miner" }]);
  expect(book.size).toBe(0);
  exchange.ask();
  exchange.learn([{ ...numbered(1), role: "miner" }]);
  exchange.learn([{ ...numbered(2), role: "miner" }]);
  expect(book.size).toBe(1);
});
