import { expect, it } from "vitest";
import { AddressBook, type KnownAddress } from "./address-book.ts";
import { DiallingTimes } from "./dialling-times.ts";
import { seededRandomness } from "./testing/fake-ports.ts";

function makeBook(count: number) {
  const book = new AddressBook(seededRandomness(3));
  const entries: KnownAddress[] = [];
  for (let i = 0; entries.length < count; i++) {
    const entry = book.learn(
      { host: `${1 + (i % 200)}.${i % 251}.7.${1 + (i % 250)}`, port: 9000 + i },
      "miner",
      `30.${i}.1.1`,
    );
    if (entry !== undefined) entries.push(entry);
  }
  const times = new DiallingTimes((entry) => book.byKey(entry.key) === entry);
  return { book, entries, times };
}

it("whatever is put, barred and asked: due is what a look at all would find, and next is the soonest of the others", () => {
  const { entries, times } = makeBook(40);
  const random = seededRandomness(4);
  const isWaiting = new Set<KnownAddress>();
  for (let nowMs = 0; nowMs < 20_000; nowMs += 10) {
    const entry = entries[random.integer(entries.length)];
    if (entry === undefined) throw new Error("one of them");
    entry.notBeforeMs = nowMs + random.integer(5_000);
    times.put(entry);
    isWaiting.add(entry);
    if (random.integer(100) === 0) entry.isBarred = true;
    const asked = [...isWaiting].filter(({ isBarred }) => !isBarred);
    const due = asked.filter(({ notBeforeMs }) => notBeforeMs <= nowMs);
    expect(new Set(times.due(nowMs))).toEqual(new Set(due));
    const later = asked.filter(({ notBeforeMs }) => notBeforeMs > nowMs).map(({ notBeforeMs }) => notBeforeMs);
    expect(times.nextMs()).toBe(later.length === 0 ? undefined : Math.min(...later));
  }
});

it("an address that an operator asks for, or that the book forgot, is not due any more", () => {
  const { book, entries, times } = makeBook(2);
  for (const entry of entries) times.put(entry);
  expect([...times.due(0)]).toHaveLength(2);
  if (entries[0] !== undefined) book.addFixed(entries[0].address, "manual");
  expect([...times.due(0)]).toEqual([entries[1]]);
  expect([...new DiallingTimes(() => false).due(0)]).toEqual([]);
});

it("addresses that are put again and again, while nobody asks what is due, take no more room", () => {
  const { entries, times } = makeBook(40);
  for (let round = 0; round < 1_000; round++) {
    for (const entry of entries) {
      entry.notBeforeMs += 1;
      times.put(entry);
    }
  }
  expect(times.size).toBeLessThan(200);
});
