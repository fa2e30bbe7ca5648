import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import tls from "node:tls";
import { fileURLToPath } from "node:url";
import type { NetAddress, Notice } from "@triad/roles";
import { afterEach, describe, expect, it } from "vitest";
import { createNode, type Node, type NodeParts } from "./create-node.ts";
import { idleStore } from "./testing/idle-store.ts";
import { type ScriptedCore, scriptedCore } from "./testing/scripted-core.ts";
import { readTlsIdentity, type TlsIdentity } from "./tls-files.ts";

function path(name: string): string {
  return fileURLToPath(new URL(`testing/certificates/${name}`, import.meta.url));
}

const AUTHORITY = readFileSync(path("ca.pem"), "utf8");
const IDENTITY = readTlsIdentity({ cert: path("node.pem"), key: path("node.key") }, Date.UTC(2027, 0, 1));
const HOST = "127.0.0.1";

describe("wss", () => {
  const nodes: Node[] = [];
  const notices: Notice[] = [];

  function start(core: ScriptedCore, parts: Partial<NodeParts> = {}): Node {
    const node = createNode({
      core,
      store: idleStore(),
      nonceThreads: 0,
      signatureThreads: 1,
      lookup: async () => [HOST],
      ...parts,
    });
    nodes.push(node);
    node.subscribe((notice) => notices.push(notice));
    node.start();
    return node;
  }

  async function listen(core: ScriptedCore, tls: TlsIdentity | undefined, socketsMax = 10): Promise<NetAddress> {
    return await start(core).listen({ host: HOST, port: 0 }, { socketsMax, tls });
  }

  /** The reason of the failed dial. */
  async function failDial(address: NetAddress, parts: Partial<NodeParts> = {}): Promise<string> {
    const core = scriptedCore(() => [], [{ type: "dial", address }]);
    start(core, parts);
    return (await core.waitFor("dial-failed")).reason;
  }

  afterEach(async () => {
    notices.length = 0;
    await Promise.all(nodes.splice(0).map((node) => node.stop()));
  });

  it("carries frames between two nodes, one of which trusts the other's authority", async () => {
    const server = scriptedCore((event) =>
      event.type === "frame-received" ? [{ type: "send", peer: event.peer, frame: event.frame }] : [],
    );
    const { port, tls } = await listen(server, IDENTITY);
    expect(tls).toBe(true);
    const dialler = scriptedCore(
      (event) =>
        event.type === "peer-connected" ? [{ type: "send", peer: event.peer, frame: new Uint8Array(100_000) }] : [],
      [{ type: "dial", address: { host: "node.test", port, tls: true } }],
    );
    start(dialler, { trustedCertificates: [AUTHORITY] });
    expect((await dialler.waitFor("frame-received")).frame).toHaveLength(100_000);
    expect((await server.waitFor("peer-connected")).address).toMatchObject({ host: HOST, tls: true });
  });

  it("is refused without the authority, and for another name than the certificate's", async () => {
    const { port } = await listen(scriptedCore(), IDENTITY);
    expect(await failDial({ host: "node.test", port, tls: true })).toContain("--tls-ca");
    const reason = await failDial({ host: "else.test", port, tls: true }, { trustedCertificates: [AUTHORITY] });
    expect(reason).toContain("another name");
  });

  it("is trusted by the system's list, where Node can read it", async () => {
    const before = Object.getOwnPropertyDescriptor(tls, "getCACertificates");
    const value = (list: string) => (list === "system" ? [AUTHORITY] : []);
    Object.defineProperty(tls, "getCACertificates", { value, configurable: true });
    try {
      const server = scriptedCore();
      const { port } = await listen(server, IDENTITY);
      start(scriptedCore(() => [], [{ type: "dial", address: { host: "node.test", port, tls: true } }]));
      expect((await server.waitFor("peer-connected")).direction).toBe("inbound");
    } finally {
      Reflect.deleteProperty(tls, "getCACertificates");
      if (before !== undefined) Object.defineProperty(tls, "getCACertificates", before);
    }
  });

  it("and ws that meet at the wrong port say so on both sides", async () => {
    const { port: tlsPort } = await listen(scriptedCore(), IDENTITY);
    expect(await failDial({ host: HOST, port: tlsPort })).toContain("write wss:// in front");
    expect(notices.map(({ code, text }) => `${code}: ${text}`)).toEqual([expect.stringContaining("dial it by wss://")]);
    notices.length = 0;
    const { port: plainPort } = await listen(scriptedCore(), undefined);
    const plain = await failDial({ host: HOST, port: plainPort, tls: true });
    expect(plain).toContain("without wss://");
    expect(notices.map(({ text }) => text)).toEqual([expect.stringContaining("dial it without wss://")]);
  });

  it("ends sockets in the handshake at once when the node stops", async () => {
    const { port } = await listen(scriptedCore(), IDENTITY, 2);
    const mute = [connect(port, HOST), connect(port, HOST)];
    await Promise.all(mute.map((socket) => once(socket, "connect")));
    // one that the node has not accepted yet is reset
    for (const socket of mute) socket.on("error", () => undefined);
    const ended = Promise.all(mute.map((socket) => new Promise((resolve) => socket.resume().once("close", resolve))));
    const startMs = performance.now();
    await nodes[0]?.stop();
    await ended;
    expect(performance.now() - startMs).toBeLessThan(4000);
  });

  it("handshakes that are not finished after some seconds are ended", async () => {
    const { port } = await listen(scriptedCore(), IDENTITY);
    const mute = connect(port, HOST).resume();
    mute.on("error", () => undefined);
    const startMs = performance.now();
    await once(mute, "close");
    expect(performance.now() - startMs).toBeGreaterThan(4000);
  }, 9000);
});
