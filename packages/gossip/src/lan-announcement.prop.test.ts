import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeLanAnnouncement, encodeLanAnnouncement, LAN_ANNOUNCEMENT_BYTES } from "./lan-announcement.ts";

const numRuns = Number(process.env["TRIAD_PROPERTY_RUNS"] ?? 500);
const GOOD = encodeLanAnnouncement({
  role: "miner",
  port: 38_640,
  tls: true,
  chainId: new Uint8Array(32).fill(1),
  nodeKey: new Uint8Array(32).fill(2),
});

it("whatever is read is written again as the same bytes; the rest is refused", () => {
  const change = fc.record({ index: fc.nat(LAN_ANNOUNCEMENT_BYTES - 1), byte: fc.nat(255) });
  const altered = fc.array(change, { maxLength: 4 }).map((changes) => {
    const bytes = GOOD.slice();
    for (const { index, byte } of changes) bytes[index] = byte;
    return bytes;
  });
  const anything = fc.uint8Array({ maxLength: 2 * LAN_ANNOUNCEMENT_BYTES });
  fc.assert(
    fc.property(fc.oneof(altered, anything), (bytes) => {
      const announcement = decodeLanAnnouncement(bytes);
      if (announcement !== undefined) expect(encodeLanAnnouncement(announcement)).toEqual(bytes);
    }),
    { numRuns },
  );
});
