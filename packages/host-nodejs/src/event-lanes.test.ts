import type { Event } from "@triad/roles";
import { describe, expect, it } from "vitest";
import { createEventLanes, type EventLanes } from "./event-lanes.ts";

const frame = (peer: number, byte: number): Event => ({ type: "frame-received", peer, frame: Uint8Array.of(byte) });
const closed = (peer: number): Event => ({ type: "peer-closed", peer, code: "closed", text: "" });

function takeAll(lanes: EventLanes): string[] {
  const taken: string[] = [];
  for (let event = lanes.take(); event !== undefined; event = lanes.take()) {
    taken.push(event.type === "frame-received" ? `${event.peer}:${event.frame[0]}` : event.type);
  }
  return taken;
}

describe("events that wait", () => {
  it("of one peer come in their order, those of several peers take turns", () => {
    const lanes = createEventLanes();
    for (const event of [frame(1, 1), frame(1, 2), frame(1, 3), closed(1), frame(2, 1), frame(3, 1), frame(3, 2)])
      lanes.push(event);
    expect(takeAll(lanes)).toEqual(["1:1", "2:1", "3:1", "1:2", "3:2", "1:3", "peer-closed"]);
    expect(lanes.isEmpty).toBe(true);
  });

  it("of the node itself come before those of peers", () => {
    const lanes = createEventLanes();
    lanes.push(frame(1, 1));
    lanes.push(frame(1, 2));
    lanes.push({ type: "woken" });
    lanes.push({ type: "committed", commit: 1 });
    expect(takeAll(lanes)).toEqual(["woken", "committed", "1:1", "1:2"]);
  });

  it("of a peer that comes while another floods wait for one event of each", () => {
    const lanes = createEventLanes();
    for (let count = 0; count < 10_000; count++) lanes.push(frame(1, 1));
    for (let taken = 0; taken < 5_000; taken++) lanes.take();
    lanes.push(frame(2, 7));
    const next = [lanes.take(), lanes.take()].map((event) => (event?.type === "frame-received" ? event.peer : 0));
    expect(next).toContain(2);
    expect(takeAll(lanes).length).toBe(4_999);
  });

  it("are none after clear", () => {
    const lanes = createEventLanes();
    lanes.push(frame(1, 1));
    lanes.push({ type: "woken" });
    lanes.clear();
    expect(lanes.isEmpty).toBe(true);
    expect(lanes.take()).toBeUndefined();
  });
});
