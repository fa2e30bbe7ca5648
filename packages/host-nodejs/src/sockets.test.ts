import { once } from "node:events";
import { connect } from "node:net";
import { EMPTY_BATCH } from "@triad/chain";
import { FRAME_BYTES_MAX, SUBPROTOCOL } from "@triad/protocol";
import type { Effect, Event } from "@triad/roles";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { createNode, type Node, type NodeParts } from "./create-node.ts";
import { idleStore } from "./testing/idle-store.ts";
import { type ScriptedCore, scriptedCore } from "./testing/scripted-core.ts";

const HOST = "127.0.0.1";

describe("peers' sockets", () => {
  const nodes: Node[] = [];
  const clients: WebSocket[] = [];

  function start(core: ScriptedCore, parts: Partial<NodeParts> = {}): Node {
    const node = createNode({ core, store: idleStore(), nonceThreads: 0, signatureThreads: 1, ...parts });
    nodes.push(node);
    node.start();
    return node;
  }

  async function listen(core: ScriptedCore, parts: Partial<NodeParts> = {}, socketsMax = 10): Promise<number> {
    const bound = await start(core, parts).listen({ host: HOST, port: 0 }, { socketsMax });
    return bound.port;
  }

  async function open(port: number): Promise<WebSocket> {
    const client = new WebSocket(`ws://${HOST}:${port}`, [SUBPROTOCOL]);
    clients.push(client);
    await once(client, "open");
    return client;
  }

  async function closeOf(client: WebSocket): Promise<{ number: number; reason: string }> {
    const [number, reason] = await once(client, "close");
    return { number, reason: String(reason) };
  }

  /** Status line and body of the answer to an upgrade with these headers. */
  async function upgrade(port: number, headers: readonly string[]): Promise<string> {
    const socket = connect(port, HOST);
    const fixed = ["Host: x", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];
    const key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    socket.write(`${["GET / HTTP/1.1", ...fixed, key, ...headers].join("\r\n")}\r\n\r\n`);
    let answer = "";
    for await (const data of socket) {
      answer += data;
      if (answer.startsWith("HTTP/1.1 101")) break;
    }
    socket.destroy();
    return answer;
  }

  afterEach(async () => {
    for (const client of clients.splice(0)) client.terminate();
    await Promise.all(nodes.splice(0).map((node) => node.stop()));
  });

  it("answer a ping of the WebSocket layer with what it carried", async () => {
    const client = await open(await listen(scriptedCore()));
    client.ping("are you there");
    const [payload] = await once(client, "pong");
    expect(String(payload)).toBe("are you there");
  });

  it("carry frames both ways between two nodes, and each frame is observed", async () => {
    const seen: string[] = [];
    const echo = scriptedCore((event) =>
      event.type === "frame-received" ? [{ type: "send", peer: event.peer, frame: event.frame }] : [],
    );
    const port = await listen(echo, { onFrame: (_, direction, frame) => seen.push(`${direction} ${frame.length}`) });
    const big = new Uint8Array(FRAME_BYTES_MAX).fill(9);
    const dialler = scriptedCore(
      (event) => (event.type === "peer-connected" ? [{ type: "send", peer: event.peer, frame: big }] : []),
      [{ type: "dial", address: { host: HOST, port } }],
    );
    start(dialler);
    const { frame } = await dialler.waitFor("frame-received");
    expect(Buffer.compare(frame, big)).toBe(0);
    expect(Object.getPrototypeOf(frame)).toBe(Uint8Array.prototype);
    expect((await dialler.waitFor("peer-connected")).direction).toBe("outbound");
    expect((await echo.waitFor("peer-connected")).direction).toBe("inbound");
    expect(seen).toEqual([`received ${FRAME_BYTES_MAX}`, `sent ${FRAME_BYTES_MAX}`]);
  });

  it("bring code and text of a disconnect to the other side", async () => {
    const refuse = (code: string, text: string) =>
      scriptedCore((event): Effect[] =>
        event.type === "peer-connected" ? [{ type: "disconnect", peer: event.peer, code, text }] : [],
      );
    for (const code of ["different-network", "a-code-of-its-own"]) {
      const server = refuse(code, "é".repeat(200));
      const port = await listen(server);
      const dialler = scriptedCore(() => [], [{ type: "dial", address: { host: HOST, port } }]);
      start(dialler);
      const closed = await dialler.waitFor("peer-closed");
      expect(closed.code).toBe(code);
      expect(closed.text).toMatch(/^é{40,61}$/);
      expect((await server.waitFor("peer-closed")).code).toBe(code);
    }
  });

  it("send what is queued before a disconnect, and nothing that came after it", async () => {
    const frames = [1, 2, 3].map((byte) => new Uint8Array(100_000).fill(byte));
    const core = scriptedCore((event) => {
      if (event.type !== "peer-connected") return [];
      const { peer } = event;
      const sends = frames.map((frame): Effect => ({ type: "send", peer, frame }));
      return [
        ...sends,
        { type: "disconnect", peer, code: "full", text: "" },
        { type: "send", peer, frame: new Uint8Array(1) },
      ];
    });
    const client = await open(await listen(core));
    const received: number[] = [];
    client.on("message", (data: Buffer) => received.push(data[0] ?? 0));
    expect((await closeOf(client)).number).toBeGreaterThanOrEqual(4000);
    expect(received).toEqual([1, 2, 3]);
  });

  it("that send text are closed with bad-frame", async () => {
    const core = scriptedCore();
    const client = await open(await listen(core));
    client.send("hello");
    expect((await closeOf(client)).reason).toContain("binary");
    expect((await core.waitFor("peer-closed")).code).toBe("bad-frame");
    expect(core.events.some((event) => event.type === "frame-received")).toBe(false);
  });

  it("that send a frame over the limit are closed with bad-frame, also in fragments", async () => {
    const core = scriptedCore();
    const port = await listen(core);
    const client = await open(port);
    client.send(new Uint8Array(FRAME_BYTES_MAX + 1));
    expect((await closeOf(client)).number).toBe(1009);
    expect((await core.waitFor("peer-closed")).code).toBe("bad-frame");
    const endless = await open(port);
    const closed = closeOf(endless);
    for (let fragment = 0; fragment < 6; fragment++) endless.send(new Uint8Array(1_000_000), { fin: false });
    expect((await closed).number).toBe(1009);
  });

  it("are refused without our subprotocol, with a page's Origin, or beyond the cap", async () => {
    const core = scriptedCore();
    const port = await listen(core, {}, 2);
    expect(await upgrade(port, [])).toMatch(/^HTTP\/1.1 400 .*triad\.v1/s);
    expect(await upgrade(port, ["Sec-WebSocket-Protocol: other"])).toMatch(/^HTTP\/1.1 400/);
    const ours = `Sec-WebSocket-Protocol: other, ${SUBPROTOCOL}`;
    expect(await upgrade(port, [ours, "Origin: https://page.example"])).toMatch(/^HTTP\/1.1 403/);
    expect(await upgrade(port, [ours])).toMatch(/^HTTP\/1.1 101 .*Sec-WebSocket-Protocol: triad\.v1/is);
    await open(port);
    await open(port);
    const third = new WebSocket(`ws://${HOST}:${port}`, [SUBPROTOCOL]);
    const [error] = await once(third, "error");
    expect(String(error)).toContain("503");
  });

  it("that don't read are dropped with slow-reader, and those that read again say send-drained", async () => {
    const frame = new Uint8Array(1_000_000);
    const flood = (event: Event): Effect[] =>
      event.type === "peer-connected"
        ? Array.from({ length: 10 }, (): Effect => ({ type: "send", peer: event.peer, frame }))
        : [];
    const patient = scriptedCore(flood);
    const reader = await open(await listen(patient));
    reader.resume();
    expect((await patient.waitFor("send-drained")).queuedBytes).toBeLessThan(2_000_000);
    const strict = scriptedCore(flood);
    const client = await open(await listen(strict, { sendQueueBytesMax: 4_000_000 }));
    client.pause();
    expect((await strict.waitFor("peer-closed")).code).toBe("slow-reader");
  });

  it.each(["is cut off", "has left"])(
    "nothing is worked off for who %s: questions that wait are dropped",
    async (how) => {
      const answer = new Uint8Array(1_000_000);
      const core = scriptedCore((event) => {
        if (event.type !== "frame-received") return [];
        for (const untilMs = performance.now() + 5; performance.now() < untilMs; );
        return [{ type: "send", peer: event.peer, frame: answer }];
      });
      const sendQueueBytesMax = how === "is cut off" ? 4_000_000 : 1_000_000_000;
      const client = await open(await listen(core, { sendQueueBytesMax }));
      if (how === "is cut off") client.pause();
      const questions = 1_000;
      for (let sent = 0; sent < questions; sent++) client.send(Uint8Array.of(1), { binary: true });
      await core.waitFor("frame-received");
      if (how === "has left") client.terminate();
      await core.waitFor("peer-closed", () => true, 20_000);
      expect(core.events.filter(({ type }) => type === "frame-received").length).toBeLessThan(questions / 2);
    },
  );

  it("that can't be opened end in dial-failed with a reason", async () => {
    const port = await listen(scriptedCore());
    await nodes[0]?.stop();
    const core = scriptedCore(() => [], [{ type: "dial", address: { host: HOST, port } }]);
    start(core);
    expect((await core.waitFor("dial-failed")).reason).toBe("nobody listens there");
  });

  it("work over IPv6", async () => {
    const server = scriptedCore();
    const { port } = await start(server).listen({ host: "::1", port: 0 }, { socketsMax: 5 });
    start(scriptedCore(() => [], [{ type: "dial", address: { host: "::1", port } }]));
    expect((await server.waitFor("peer-connected")).address.host).toBe("::1");
  });

  it("are told shutting-down when the node stops, and a peer that doesn't answer is cut off", async () => {
    const core = scriptedCore();
    const node = start(core);
    const { port } = await node.listen({ host: HOST, port: 0 }, { socketsMax: 5 });
    const polite = await open(port);
    const mute = await open(port);
    mute.pause();
    const closed = closeOf(polite);
    const startMs = performance.now();
    await Promise.all([node.stop(), node.stop()]);
    expect(performance.now() - startMs).toBeLessThan(4000);
    expect((await closed).reason).toBe("This node is being stopped.");
  });

  it("are closed first when the node stops: a flood does not hold up the end, and who sends it is told", async () => {
    const handled: Event[] = [];
    const core = scriptedCore((event) => {
      handled.push(event);
      // slower than frames come: the queue is never empty
      for (const untilMs = performance.now() + 1; event.type === "frame-received" && performance.now() < untilMs; );
      return event.type === "stopping" ? [{ type: "commit", commit: 1, batch: EMPTY_BATCH, durable: true }] : [];
    });
    const node = start(core);
    const { port } = await node.listen({ host: HOST, port: 0 }, { socketsMax: 5 });
    const flooder = await open(port);
    const closed = closeOf(flooder);
    const flood = setInterval(() => {
      for (let frame = 0; frame < 50; frame++) flooder.send(Uint8Array.of(frame));
    }, 1);
    try {
      await core.waitFor("frame-received", () => handled.length > 100);
      const startMs = performance.now();
      await node.stop();
      expect(performance.now() - startMs).toBeLessThan(4000);
    } finally {
      clearInterval(flood);
    }
    const afterStopping = handled.slice(handled.findIndex(({ type }) => type === "stopping"));
    expect(afterStopping.map(({ type }) => type)).toEqual(["stopping", "committed"]);
    expect((await closed).reason).toBe("This node is being stopped.");
  });
});
