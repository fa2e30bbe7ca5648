import { expect, it } from "vitest";
import { DIAL_BURST, DIAL_EVERY_MS, DialPace } from "./dial-pace.ts";

function takeAll(pace: DialPace, nowMs: number): number {
  let taken = 0;
  for (; pace.left(nowMs) > 0; taken++) pace.took(nowMs);
  return taken;
}

it("a burst, then one at a time, at the time that was told and not before", () => {
  const pace = new DialPace();
  expect(takeAll(pace, 0)).toBe(DIAL_BURST);
  expect(pace.nextMs()).toBe(DIAL_EVERY_MS);
  expect(pace.left(DIAL_EVERY_MS - 1)).toBe(0);
  expect(takeAll(pace, DIAL_EVERY_MS)).toBe(1);
  expect(pace.nextMs()).toBe(2 * DIAL_EVERY_MS);
});

it("the burst comes back with time, and no more than that", () => {
  const pace = new DialPace();
  takeAll(pace, 0);
  expect(takeAll(pace, 3 * DIAL_EVERY_MS)).toBe(3);
  expect(takeAll(pace, 1_000 * DIAL_EVERY_MS)).toBe(DIAL_BURST);
});
