import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { FRAME_BYTES_MAX, SUBPROTOCOL } from "@triad/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { MESSAGE_BYTES_MAX } from "./connection.ts";
import { createNode, type Node, type NodeParts } from "./create-node.ts";
import { HALF_OPEN_MAX } from "./socket-admission.ts";
import { idleStore } from "./testing/idle-store.ts";
import { type ScriptedCore, scriptedCore } from "./testing/scripted-core.ts";

const HOST = "127.0.0.1";
const KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
const UPGRADE = `GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n${KEY}\r\n`;
const OURS = `Sec-WebSocket-Protocol: ${SUBPROTOCOL}\r\n`;

/** More of them take long, and show the same. */
const SOCKETS_LEFT = Number(process.env.TRIAD_SOCKETS_LEFT ?? 2_000);

const BINARY = 0x02;
const CONTINUATION = 0x00;
const PING = 0x09;
const FIN = 0x80;
const MASKED = 0x80;

/** A masked frame with a mask of zeros, so that its payload travels as it is. */
function frameOf(firstByte: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const head =
    length < 126
      ? [firstByte, MASKED | length]
      : length < 65_536
        ? [firstByte, MASKED | 126, length >> 8, length & 255]
        : [firstByte, MASKED | 127, 0, 0, 0, 0, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255];
  return Buffer.concat([Uint8Array.from(head), new Uint8Array(4), payload]);
}

describe("hostile sockets", () => {
  const nodes: Node[] = [];
  const sockets: Socket[] = [];
  const clients: WebSocket[] = [];

  async function listen(core: ScriptedCore, parts: Partial<NodeParts> = {}, socketsMax = 250): Promise<number> {
    const node = createNode({ core, store: idleStore(), nonceThreads: 0, signatureThreads: 1, ...parts });
    nodes.push(node);
    node.start();
    return (await node.listen({ host: HOST, port: 0 }, { socketsMax })).port;
  }

  function open(port: number): Socket {
    const socket = connect(port, HOST);
    socket.on("error", () => socket.destroy());
    sockets.push(socket);
    return socket;
  }

  /** A WebSocket of which the test writes every byte. */
  async function openRaw(port: number): Promise<Socket> {
    const socket = open(port);
    socket.write(`${UPGRADE}${OURS}\r\n`);
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1.1 101 /);
    return socket;
  }

  async function openHonest(port: number): Promise<WebSocket> {
    const client = new WebSocket(`ws://${HOST}:${port}`, [SUBPROTOCOL]);
    clients.push(client);
    await once(client, "open");
    return client;
  }

  /** Of a node whose core sends every frame back. */
  async function roundTripMs(client: WebSocket): Promise<number> {
    const startMs = performance.now();
    client.send(Uint8Array.of(7));
    await once(client, "message");
    return performance.now() - startMs;
  }

  const echo = () =>
    scriptedCore((event) =>
      event.type === "frame-received" && event.frame.length === 1
        ? [{ type: "send", peer: event.peer, frame: event.frame }]
        : [],
    );

  const closeOf = (socket: Socket) => new Promise<void>((resolve) => socket.once("close", () => resolve()));

  const whole = (socket: Socket) =>
    new Promise<string>((resolve) => {
      let answer = "";
      socket.on("data", (data) => {
        answer += data;
      });
      socket.on("close", () => resolve(answer));
    });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const client of clients.splice(0)) client.terminate();
    await Promise.all(nodes.splice(0).map((node) => node.stop()));
  });

  it("fragments of one byte without end: 200 sockets are cut off, and an honest peer notices nothing", async () => {
    const core = echo();
    const port = await listen(core);
    const honest = await openHonest(port);
    const fragments = Buffer.concat([
      frameOf(BINARY, Uint8Array.of(1)),
      ...Array.from({ length: 2_000 }, () => frameOf(CONTINUATION, Uint8Array.of(1))),
    ]);
    const attackers = await Promise.all(Array.from({ length: 200 }, () => openRaw(port)));
    const ended = attackers.map(closeOf);
    for (const attacker of attackers) attacker.write(fragments);
    expect(await roundTripMs(honest)).toBeLessThan(2_000);
    await Promise.all(ended);
    const codes = () => core.events.flatMap((event) => (event.type === "peer-closed" ? [event.code] : []));
    await expect.poll(() => codes().length).toBe(200);
    expect(new Set(codes())).toEqual(new Set(["bad-frame"]));
    expect(await roundTripMs(honest)).toBeLessThan(2_000);
  }, 30_000);

  it("1,024 fragments are a message, one more are an offence", async () => {
    const core = scriptedCore();
    const port = await listen(core);
    const first = frameOf(BINARY, Uint8Array.of(1));
    const middle = frameOf(CONTINUATION, Uint8Array.of(1));
    const last = frameOf(CONTINUATION | FIN, Uint8Array.of(1));
    const most = await openRaw(port);
    most.write(Buffer.concat([first, ...Array.from({ length: 1_022 }, () => middle), last]));
    expect((await core.waitFor("frame-received")).frame.length).toBe(1_024);
    const tooMany = await openRaw(port);
    tooMany.write(Buffer.concat([first, ...Array.from({ length: 1_023 }, () => middle), last]));
    expect((await core.waitFor("peer-closed")).code).toBe("bad-frame");
  });

  it("pings between fragments don't hold memory that nobody counts", async () => {
    const core = scriptedCore();
    const port = await listen(core);
    const socket = await openRaw(port);
    socket.resume();
    const pings = Buffer.concat(Array.from({ length: 500 }, () => frameOf(FIN | PING, new Uint8Array(125))));
    socket.write(frameOf(BINARY, Uint8Array.of(1)));
    const closed = core.waitFor("peer-closed");
    for (let sent = 0; sent < MESSAGE_BYTES_MAX + pings.length; sent += pings.length) {
      socket.write(Buffer.concat([pings, frameOf(CONTINUATION, Uint8Array.of(1))]));
    }
    expect((await closed).code).toBe("bad-frame");
  }, 30_000);

  it("125 peers one byte short of the limit: those that began first make room, and an honest peer is heard", async () => {
    const core = echo();
    const unfinishedBytesMax = 64 * 1024 * 1024;
    const trafficBounds = { receivedBytesMax: unfinishedBytesMax, unfinishedBytesMax, queuedBytesMax: 1e9 };
    const port = await listen(core, { trafficBounds });
    const honest = await openHonest(port);
    const message = frameOf(BINARY | FIN, new Uint8Array(FRAME_BYTES_MAX));
    const allButOne = message.subarray(0, -1);
    const heldBytes: number[] = [];
    for (let attacker = 0; attacker < 125; attacker++) {
      const socket = await openRaw(port);
      await new Promise((resolve) => socket.write(allButOne, resolve));
      const gone = core.events.filter((event) => event.type === "peer-closed").length;
      heldBytes.push((attacker + 1 - gone) * allButOne.length);
    }
    expect(await roundTripMs(honest)).toBeLessThan(2_000);
    const large = new Uint8Array(FRAME_BYTES_MAX);
    honest.send(large);
    expect((await core.waitFor("frame-received", ({ frame }) => frame.length === large.length)).frame.length).toBe(
      FRAME_BYTES_MAX,
    );
    const ends = core.events.flatMap((event) => (event.type === "peer-closed" ? [event.code] : []));
    expect(new Set(ends)).toEqual(new Set(["evicted"]));
    expect(ends.length).toBeGreaterThan(125 - 20);
    // what is written at this end need not have been read at the other
    expect(Math.max(...heldBytes)).toBeLessThan(unfinishedBytesMax + 16 * 1024 * 1024);
  }, 60_000);

  it(`${SOCKETS_LEFT} connections opened and left: newcomers are served, peers stay`, async () => {
    const core = echo();
    const port = await listen(core);
    const honest = await openHonest(port);
    for (let opened = 200; opened <= SOCKETS_LEFT; opened += 200) {
      const batch = Array.from({ length: 200 }, () => open(port));
      await Promise.all(batch.map((socket) => Promise.race([once(socket, "connect"), once(socket, "close")])));
      if (opened % 1_000 === 0) expect(await roundTripMs(await openHonest(port))).toBeLessThan(2_000);
    }
    expect(await roundTripMs(honest)).toBeLessThan(2_000);
    await expect.poll(() => sockets.filter((socket) => !socket.destroyed).length).toBeLessThanOrEqual(HALF_OPEN_MAX);
  }, 60_000);

  it("an upgrade that drips in is cut off when its time is over", async () => {
    const port = await listen(scriptedCore());
    const socket = open(port);
    const startMs = performance.now();
    const closed = closeOf(socket);
    const drip = setInterval(() => socket.write("x"), 100);
    socket.write("GET / HTTP/1.1\r\nX-Long: ");
    await closed;
    clearInterval(drip);
    expect(performance.now() - startMs).toBeLessThan(8_000);
  }, 15_000);

  it.each([
    ["a header that is too long", `${UPGRADE}${OURS}X: ${"x".repeat(9_000)}\r\n\r\n`, /^HTTP\/1.1 4\d\d /],
    ["more headers than are looked at", `${UPGRADE}${"X: y\r\n".repeat(100)}${OURS}\r\n`, /^HTTP\/1.1 400 /],
    ["no subprotocol", `${UPGRADE}\r\n`, /^HTTP\/1.1 400 /],
    ["no upgrade", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", /^HTTP\/1.1 426 /],
    ["another method", `${UPGRADE.replace("GET", "POST")}${OURS}\r\n`, /^HTTP\/1.1 405 /],
    ["an old version", `${UPGRADE.replace("Version: 13", "Version: 7")}${OURS}\r\n`, /^HTTP\/1.1 4\d\d /],
    ["a short key", `${UPGRADE.replace(KEY, "Sec-WebSocket-Key: x")}${OURS}\r\n`, /^HTTP\/1.1 400 /],
    ["an Origin of null", `${UPGRADE}${OURS}Origin: null\r\n\r\n`, /^HTTP\/1.1 403 /],
    ["no HTTP", "\u0000\u0001\u0002\u0003\r\n\r\n", /^HTTP\/1.1 400 /],
    [
      "a body beside the upgrade",
      `${UPGRADE}${OURS}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`,
      /^HTTP\/1.1 400 /,
    ],
  ])("an upgrade with %s is refused", async (_, request, answer) => {
    const core = scriptedCore();
    const socket = open(await listen(core));
    const all = whole(socket);
    socket.write(request);
    expect(await all).toMatch(answer);
    expect(core.events.some(({ type }) => type === "peer-connected")).toBe(false);
  });

  it("an offer of compression is not taken up", async () => {
    const socket = open(await listen(scriptedCore()));
    socket.write(`${UPGRADE}${OURS}Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n`);
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1.1 101 /);
    expect(String(answer).toLowerCase()).not.toContain("extensions");
  });

  it("a compressed frame, one without mask and one of an unknown kind end the connection", async () => {
    const core = scriptedCore();
    const port = await listen(core);
    const compressed = frameOf(FIN | 0x40 | BINARY, Uint8Array.of(1));
    const unmasked = Buffer.from([FIN | BINARY, 1, 1]);
    const unknown = frameOf(FIN | 0x03, Uint8Array.of(1));
    for (const frame of [compressed, unmasked, unknown]) {
      const before = core.events.length;
      (await openRaw(port)).write(frame);
      await expect.poll(() => core.events.slice(before).some(({ type }) => type === "peer-closed")).toBe(true);
    }
    const codes = core.events.flatMap((event) => (event.type === "peer-closed" ? [event.code] : []));
    expect(codes).toEqual(["protocol-error", "protocol-error", "protocol-error"]);
  });
});
