import { createServer, type Server } from "node:net";
import type { Event } from "@triad/roles";
import { afterEach, describe, expect, it } from "vitest";
import { createNode, type Node } from "./create-node.ts";
import type { Lookup } from "./name-resolver.ts";
import { idleStore } from "./testing/idle-store.ts";
import { type ScriptedCore, scriptedCore } from "./testing/scripted-core.ts";

/** Linux answers at all of 127.0.0.0/8; elsewhere only at the first of them. */
const isLinux = process.platform === "linux";
if (!isLinux) console.warn("dial-names.test.ts: skipped, as it needs Linux's 127.0.0.0/8");

describe.skipIf(!isLinux)("a dial of a name (on Linux)", () => {
  const nodes: Node[] = [];
  const others: Server[] = [];

  function start(core: ScriptedCore, lookup: Lookup): Node {
    const node = createNode({ core, store: idleStore(), nonceThreads: 0, signatureThreads: 1, lookup });
    nodes.push(node);
    node.start();
    return node;
  }

  async function listenAt(host: string, port: number): Promise<{ core: ScriptedCore; node: Node; port: number }> {
    const core = scriptedCore();
    const node = start(core, async () => []);
    const bound = await node.listen({ host, port }, { socketsMax: 10 });
    return { core, node, port: bound.port };
  }

  /** Something that is no node: it answers whatever comes with a line of text. */
  function listenOtherwise(host: string, port: number): Promise<void> {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
    });
    others.push(server);
    return new Promise((resolve) => void server.listen(port, host, resolve));
  }

  /** Dials again whenever a dial failed or a connection ended. */
  function redialler(address: { host: string; port: number }): ScriptedCore {
    const dial = { type: "dial", address } as const;
    return scriptedCore((event: Event) => (["dial-failed", "peer-closed"].includes(event.type) ? [dial] : []), [dial]);
  }

  afterEach(async () => {
    await Promise.all(nodes.splice(0).map((node) => node.stop()));
    for (const server of others.splice(0)) server.close();
  });

  it("tries all its addresses, also when one of them is somebody else's by now", async () => {
    const { core, port } = await listenAt("127.0.0.4", 0);
    await listenOtherwise("127.0.0.3", port);
    const dialler = scriptedCore(() => [], [{ type: "dial", address: { host: "node-1", port } }]);
    start(dialler, async () => ["127.0.0.2", "127.0.0.3", "127.0.0.4"]);
    const connected = { address: { host: "node-1", port }, ip: "127.0.0.4" };
    expect(await dialler.waitFor("peer-connected")).toMatchObject(connected);
    expect(core.events.map(({ type }) => type)).toEqual(["peer-connected"]);
  });

  it("that fails everywhere tells each address's reason, and which addresses there were", async () => {
    const { port, node } = await listenAt("127.0.0.4", 0);
    await node.stop();
    await listenOtherwise("127.0.0.3", port);
    const dialler = scriptedCore(() => [], [{ type: "dial", address: { host: "node-1", port } }]);
    start(dialler, async () => ["127.0.0.2", "127.0.0.3"]);
    const failed = await dialler.waitFor("dial-failed");
    expect(failed.resolved).toEqual(["127.0.0.2", "127.0.0.3"]);
    expect(failed.reason).toBe("127.0.0.2: nobody listens there; 127.0.0.3: Unexpected server response: 404");
  });

  it("finds a node again that came back with another address, as names are resolved at each dial", async () => {
    let leadsTo = ["127.0.0.2"];
    const first = await listenAt("127.0.0.2", 0);
    const dialler = redialler({ host: "node-1", port: first.port });
    start(dialler, async () => leadsTo);
    await first.core.waitFor("peer-connected");
    await first.node.stop();
    await dialler.waitFor("dial-failed", ({ resolved }) => resolved?.[0] === "127.0.0.2");
    const second = await listenAt("127.0.0.3", first.port);
    leadsTo = ["127.0.0.3"];
    await second.core.waitFor("peer-connected");
  });

  it("that was told from outside is not tried at near addresses", async () => {
    const { core, port } = await listenAt("127.0.0.2", 0);
    const dialler = scriptedCore(() => [], [{ type: "dial", address: { host: "node.example", port }, farOnly: true }]);
    start(dialler, async () => ["127.0.0.2", "::ffff:127.0.0.2", "0.0.0.0", "::", "10.0.0.1", "fd00::1", "fe80::1"]);
    expect((await dialler.waitFor("dial-failed")).reason).toContain("leads into a private network");
    expect(core.events).toEqual([]);
  });

  it("that nobody knows fails with a reason, and goes on being dialled", async () => {
    let isKnown = false;
    const { core, port } = await listenAt("127.0.0.2", 0);
    const dialler = redialler({ host: "node-1", port });
    start(dialler, async () => {
      if (isKnown) return ["127.0.0.2"];
      throw Object.assign(new Error("getaddrinfo ENOTFOUND node-1"), { code: "ENOTFOUND" });
    });
    const failed = await dialler.waitFor("dial-failed");
    expect(failed).toMatchObject({ reason: "no such host name", resolved: [] });
    isKnown = true;
    await core.waitFor("peer-connected");
  });
});
