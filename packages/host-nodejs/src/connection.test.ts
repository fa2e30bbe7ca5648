import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { type Connection, openConnection, SEND_IDLE_MS_MAX, SEND_QUEUE_LOW_BYTES } from "./connection.ts";
import { createTrafficBudget, type TrafficBounds } from "./traffic-budget.ts";

const ROOMY: TrafficBounds = { receivedBytesMax: 1e9, unfinishedBytesMax: 1e9, queuedBytesMax: 1e9 };

describe("one connection", () => {
  const servers: WebSocketServer[] = [];
  const clients: WebSocket[] = [];

  afterEach(async () => {
    for (const client of clients.splice(0)) client.terminate();
    for (const server of servers.splice(0)) server.close();
  });

  async function connect(bounds: TrafficBounds, nowMs: () => number) {
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
    servers.push(server);
    await once(server, "listening");
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    clients.push(client);
    const [socket] = await once(server, "connection");
    await once(client, "open");
    const closed: string[] = [];
    let drains = 0;
    let frames = 0;
    const connection: Connection = openConnection(socket as WebSocket, {
      peer: 1,
      direction: "inbound",
      address: { host: "127.0.0.1", port: 1 },
      budget: createTrafficBudget(bounds, nowMs),
      sendQueueBytesMax: 1e9,
      listener: {
        frame: () => {
          frames += 1;
        },
        drained: () => {
          drains += 1;
        },
        closed: (code) => closed.push(code),
      },
    });
    return { client, connection, closed, drains: () => drains, frames: () => frames };
  }

  it("slow-reader: that has taken nothing for so long is cut off at the next frame, and not a moment sooner", async () => {
    let nowMs = 0;
    const { client, connection, closed } = await connect(ROOMY, () => nowMs);
    client.pause();
    // more than the buffers of both ends hold, so that it is never all taken
    connection.send(new Uint8Array(64_000_000));
    nowMs = SEND_IDLE_MS_MAX;
    connection.send(new Uint8Array(1));
    expect(connection.isOpen).toBe(true);
    nowMs += 1;
    connection.send(new Uint8Array(1));
    expect(connection.isOpen).toBe(false);
    await vi.waitFor(() => expect(closed).toEqual(["slow-reader"]));
  });

  it("that reads is told to have drained once for each low mark that was sent, and not for less", async () => {
    const { client, connection, drains, closed } = await connect(ROOMY, () => 0);
    let received = 0;
    client.on("message", (data: Buffer) => {
      received += data.length;
    });
    connection.send(new Uint8Array(SEND_QUEUE_LOW_BYTES - 1));
    await vi.waitFor(() => expect(received).toBe(SEND_QUEUE_LOW_BYTES - 1));
    expect(drains()).toBe(0);
    connection.send(new Uint8Array(1));
    await vi.waitFor(() => expect(drains()).toBe(1));
    expect(closed).toEqual([]);
  });

  it("is not read while all peers together have too much that is not handled, and then goes on", async () => {
    const { client, connection, frames } = await connect({ ...ROOMY, receivedBytesMax: 10_000 }, () => 0);
    const count = 400;
    for (let sent = 0; sent < count; sent++) client.send(new Uint8Array(1_000));
    await vi.waitFor(() => expect(frames()).toBeGreaterThan(0));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const before = frames();
    // what had been read from the socket before it was paused comes all the same
    expect(before).toBeLessThan(count);
    for (let handled = 0; handled < count; handled++) {
      await vi.waitFor(() => expect(frames()).toBeGreaterThan(handled));
      connection.frameHandled(1_000);
    }
    expect(frames()).toBe(count);
  });
});
