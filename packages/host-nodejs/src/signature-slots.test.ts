import { SIGNATURE_CHECK_BYTES } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { createSlotGiver, createSlotTaker, SLOT_ITEMS_MAX, SLOTS } from "./signature-slots.ts";

function chunk(mark: number, items = 1): Uint8Array {
  return new Uint8Array(items * SIGNATURE_CHECK_BYTES).fill(mark);
}

describe("the slots of a signature worker", () => {
  it("give what was put in, in order, once", () => {
    const giver = createSlotGiver();
    const taker = createSlotTaker(giver.shared);
    expect(taker.take()).toBeUndefined();
    giver.give(chunk(1));
    giver.give(chunk(2, SLOT_ITEMS_MAX));
    expect(taker.take()).toEqual(chunk(1));
    expect(taker.take()).toEqual(chunk(2, SLOT_ITEMS_MAX));
    expect(taker.take()).toBeUndefined();
  });

  it("are read in place: what is taken lies in the shared memory", () => {
    const giver = createSlotGiver();
    giver.give(chunk(1));
    expect(createSlotTaker(giver.shared).take()?.buffer).toBe(giver.shared);
  });

  it("take no more than there are of them, and no more than fits, until the oldest is free", () => {
    const giver = createSlotGiver();
    const taker = createSlotTaker(giver.shared);
    for (let mark = 1; mark <= SLOTS; mark++) giver.give(chunk(mark));
    expect(() => giver.give(chunk(99))).toThrow("not free");
    expect(taker.take()).toEqual(chunk(1));
    expect(() => giver.give(chunk(99))).toThrow("not free");
    giver.free();
    giver.give(chunk(99));
    for (let mark = 2; mark <= SLOTS; mark++) expect(taker.take()).toEqual(chunk(mark));
    expect(taker.take()).toEqual(chunk(99));
    expect(() => createSlotGiver().give(chunk(1, SLOT_ITEMS_MAX + 1))).toThrow(RangeError);
  });

  it("give back the last one until it is taken, and the next chunk takes its place", () => {
    const giver = createSlotGiver();
    const taker = createSlotTaker(giver.shared);
    for (const mark of [1, 2, 3]) giver.give(chunk(mark));
    expect(taker.take()).toEqual(chunk(1));
    expect(giver.takeBack()).toBe(true);
    expect(giver.takeBack()).toBe(true);
    expect(giver.takeBack()).toBe(false);
    giver.give(chunk(4));
    expect(taker.take()).toEqual(chunk(4));
    expect(giver.takeBack()).toBe(false);
  });
});
