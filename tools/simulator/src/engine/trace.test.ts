import { expect, it } from "vitest";
import { Trace } from "./trace.ts";

function hashOf(...frames: readonly Uint8Array[]): string {
  const trace = new Trace();
  for (const frame of frames) trace.effect(1, 0, { type: "send", peer: 1, frame });
  return trace.hash;
}

it("the trace hash is another one when any bit of what was sent is", () => {
  const frame = Uint8Array.from({ length: 11 }, (_, i) => i * 23);
  const hashes = new Set([hashOf(frame)]);
  for (let bit = 0; bit < 8 * frame.length; bit++) {
    const other = frame.slice();
    other[bit >> 3] = (other[bit >> 3] as number) ^ (1 << (bit & 7));
    hashes.add(hashOf(other));
  }
  expect(hashes.size).toBe(1 + 8 * frame.length);
});

it("the trace hash is another one when frames are cut elsewhere, or change places", () => {
  const [a, b, ab] = [Uint8Array.of(1, 2, 3), Uint8Array.of(4), Uint8Array.of(1, 2, 3, 4)];
  expect(new Set([hashOf(a, b), hashOf(b, a), hashOf(ab)]).size).toBe(3);
});
