import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import type { NetAddress } from "@triad/roles";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { attachApi } from "./attach-api.ts";
import {
  DOWNLOADS_MAX,
  EVENTS_CLIENTS_MAX,
  HEADERS_BYTES_MAX,
  HEADERS_TIMEOUT_MS,
  TIMEOUTS_LOOKED_AT_EVERY_MS,
} from "./limits.ts";
import { type RunningApi, startApi } from "./start-api.ts";
import { type FakeNode, makeFakeNode, TOKEN } from "./testing/fake-node.ts";
import { hashOf, NODE, PAYMENT_SENT, TIP_CHANGED } from "./testing/sample-views.ts";

const ANY_PORT: NetAddress = { host: "127.0.0.1", port: 0 };
let node: FakeNode;
let api: RunningApi;

beforeEach(async () => {
  node = makeFakeNode();
  api = await startApi({ node, listen: ANY_PORT });
});
afterEach(() => api.stop());

const portOf = ({ url }: RunningApi) => Number(new URL(url).port);

interface Reader {
  readonly status: number;
  readonly type: string | undefined;
  text(): string;
  readonly ended: Promise<"in order" | "broken">;
  close(): void;
}

function follow(headers: Record<string, string> = {}): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const request = http.get(`${api.url}/api/events`, { headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
      });
      const ended = new Promise<"in order" | "broken">((end) => {
        response.on("close", () => end(response.complete ? "in order" : "broken"));
        response.on("error", () => undefined);
      });
      resolve({
        status: response.statusCode ?? 0,
        type: response.headers["content-type"],
        text: () => text,
        ended,
        close: () => request.destroy(),
      });
    });
    request.on("error", reject);
  });
}

/** Sends bytes as they are, and resolves with all that comes back. */
function sendRaw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(portOf(api), "127.0.0.1", () => socket.write(bytes));
    let text = "";
    socket.on("data", (part) => {
      text += part.toString();
    });
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
  });
}

describe("events", () => {
  const message = (notice: unknown) => `data: ${JSON.stringify(notice)}\n\n`;

  it("deliver notices to every reader, those of the wallet only with the token", async () => {
    const stranger = await follow();
    const operator = await follow({ authorization: `Bearer ${TOKEN}` });
    expect(stranger.type).toBe("text/event-stream; charset=utf-8");
    node.notify(PAYMENT_SENT);
    node.notify(TIP_CHANGED);
    await expect.poll(stranger.text).toBe(`retry: 3000\n\n${message(TIP_CHANGED)}`);
    await expect.poll(operator.text).toBe(`retry: 3000\n\n${message(PAYMENT_SENT)}${message(TIP_CHANGED)}`);
  });

  it("end in order when the API stops", async () => {
    const reader = await follow();
    await api.stop();
    expect(await reader.ended).toBe("in order");
    expect(node.listeners).toBe(0);
  });

  it("too-many-readers: one more than the most, until one leaves", async () => {
    const readers = await Promise.all(Array.from({ length: EVENTS_CLIENTS_MAX }, () => follow()));
    expect(readers.every(({ status }) => status === 200)).toBe(true);
    const refused = await follow();
    expect(refused.status).toBe(503);
    await refused.ended;
    expect(JSON.parse(refused.text()).code).toBe("too-many-readers");
    readers[0]!.close();
    await expect.poll(async () => (await follow()).status).toBe(200);
  });

  it("drop a reader who does not read, and nobody else", async () => {
    const good = await follow();
    const slow = net.connect(portOf(api), "127.0.0.1");
    slow.on("error", () => undefined);
    slow.pause();
    slow.write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const big = { ...TIP_CHANGED, text: "x".repeat(100_000) };
    // The kernel takes some megabytes before anything waits in the process; the pauses are for the reader who reads.
    for (let count = 0; count < 500 && node.logged.length === 0; count++) {
      node.notify(big);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(node.logged).toHaveLength(1);
    expect(node.logged[0]).toMatch(/too slow/);
    node.notify(TIP_CHANGED);
    await expect.poll(() => good.text().endsWith(message(TIP_CHANGED))).toBe(true);
    slow.destroy();
  });
});

describe("the complete chain", () => {
  const headers = { authorization: `Bearer ${TOKEN}` };
  const get = () => fetch(`${api.url}/api/chain`, { headers });

  it("is sent as it comes, and says what it would hold", async () => {
    const response = await get();
    expect(response.headers.get("triad-tip-hash")).toBe(NODE.tipHash);
    expect(response.headers.get("content-disposition")).toContain("chain.triad");
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3));
  });

  it("access-needed: a node without it says so", async () => {
    node.refuseWith = { code: "access-needed", message: "Ask for it." };
    const response = await get();
    expect([response.status, await response.json()]).toEqual([409, node.refuseWith]);
  });

  it("that ends too early ends the connection: no caller takes a part for the whole", async () => {
    node.chain = async function* () {
      yield new Uint8Array(10);
      throw new Error("the grant was taken back");
    };
    await expect(get().then((response) => response.arrayBuffer())).rejects.toThrow();
    expect(node.logged.at(-1)).toContain("the grant was taken back");
  });

  it("is made no faster than it is read, and too-many-downloads are refused until one ends", async () => {
    let made = 0;
    node.chain = async function* () {
      for (; made < 10_000; made++) yield new Uint8Array(100_000);
    };
    const readers = await Promise.all(Array.from({ length: DOWNLOADS_MAX }, get));
    await new Promise((resolve) => setTimeout(resolve, 500));
    // what the kernel and the streams take is some megabytes for each
    expect(made).toBeLessThan(500);
    const refused = await get();
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: "too-many-downloads" });
    for (const { body } of readers) await body?.cancel();
    await expect.poll(async () => (await get()).status).toBe(200);
  });
});

describe("a running API", () => {
  it("answers on a socket", async () => {
    const response = await fetch(`${api.url}/api/blocks/tip/hash`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(hashOf(12));
  });

  it("headers-too-large", async () => {
    const fill = "x".repeat(HEADERS_BYTES_MAX);
    const answer = await sendRaw(`GET /healthy HTTP/1.1\r\nHost: localhost\r\nX-Fill: ${fill}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('"code":"headers-too-large"');
  });

  it("bad-request: what is no HTTP", async () => {
    const answer = await sendRaw("hello\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request/);
    expect(answer).toContain('"code":"bad-request"');
  });

  it("foreign-host: HTTP/1.0 without a host", async () => {
    expect(await sendRaw("GET /api/node HTTP/1.0\r\n\r\n")).toContain('"code":"foreign-host"');
  });

  it("stops although connections are kept alive, and twice", async () => {
    await (await fetch(`${api.url}/healthy`)).text();
    await Promise.all([api.stop(), api.stop()]);
    await expect(fetch(`${api.url}/healthy`)).rejects.toThrow();
  });

  it("does not wait for a request whose body never comes", async () => {
    const head = `POST /api/tx HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Length: 9\r\n\r\n`;
    const answered = sendRaw(head).catch(() => "");
    await new Promise((resolve) => setTimeout(resolve, 50));
    const begin = performance.now();
    await api.stop();
    expect(performance.now() - begin).toBeLessThan(3_000);
    await answered;
  });

  it("stops with the node that a caller stops", async () => {
    node.stop = async () => {
      node.stops += 1;
      await api.stop();
    };
    const headers = { authorization: `Bearer ${TOKEN}` };
    const response = await fetch(`${api.url}/api/stop`, { method: "POST", headers });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ text: "The node stops." });
    await expect.poll(() => node.stops).toBe(1);
    await expect
      .poll(() =>
        fetch(`${api.url}/healthy`).then(
          () => "answers",
          () => "is gone",
        ),
      )
      .toBe("is gone");
  });

  it("408: headers that never end, soon after their time", async () => {
    const socket = net.connect(portOf(api), "127.0.0.1");
    let answer = "";
    socket.on("data", (bytes) => {
      answer += String(bytes);
    });
    socket.write("GET /api/node HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    const startMs = performance.now();
    await once(socket, "close");
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    // Node's own interval would be thirty seconds
    expect(performance.now() - startMs).toBeLessThan(HEADERS_TIMEOUT_MS + 10 * TIMEOUTS_LOOKED_AT_EVERY_MS);
  }, 30_000);

  it("EADDRINUSE: a taken port, and leaves nothing behind", async () => {
    const listen = { host: "127.0.0.1", port: portOf(api) };
    const { listeners } = node;
    await expect(startApi({ node, listen })).rejects.toMatchObject({ code: "EADDRINUSE" });
    expect(node.listeners).toBe(listeners);
  });
});

describe("attached to a node", () => {
  it("listens where the host's choice leads, and says so", async () => {
    const attach = attachApi<NetAddress>(async (choice, listen) => ({ server: await listen(choice), moved: true }));
    const attachment = await attach({ ...node, api: ANY_PORT });
    const [line = ""] = attachment.banner;
    const url = /http:\S+/.exec(line)?.[0];
    expect(line).toContain("taken");
    expect((await fetch(`${url}/healthy`)).status).toBe(200);
    await attachment.stop();
  });

  it("does nothing when no API is wanted", async () => {
    const attach = attachApi<NetAddress>(() => Promise.reject(new Error("must not listen")));
    const attachment = await attach({ ...node, api: undefined });
    expect(attachment.banner).toEqual([]);
    await attachment.stop();
  });
});
