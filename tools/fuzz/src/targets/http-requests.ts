/** Requests to the HTTP API of a real node, as raw bytes on a socket: whatever they are, no answer is a fault of ours. */
import { startApi } from "@triad/api";
import { join, utf8 } from "../generate/bytes.ts";
import { hostileJson, hostileValue } from "../generate/json-shapes.ts";
import type { Random } from "../generate/random.ts";
import { openHostedNode, TOKEN } from "../live/hosted-node.ts";
import { exchange } from "../live/tcp.ts";
import { sampleBlocks, sampleTransactions } from "../sample-chain.ts";
import { expectThat, type Target } from "../target.ts";

const HASH = "00000000000000000000000000000000000000000000000000000000000000ab";
const GETS = [
  "/api/node",
  "/api/peers",
  "/api/blocks",
  "/api/blocks/tip/height",
  "/api/blocks/tip/hash",
  "/healthy",
].concat(
  ["/api/blocks/0", `/api/block/${HASH}`, `/api/block/${HASH}/raw`, "/api/block-height/0", `/api/tx/${HASH}/status`],
  [`/api/tx/${HASH}`, `/api/tx/${HASH}/raw`, "/api/mempool", "/api/mempool/txids", "/api/mining", "/api/wallet"],
  [`/api/block/${HASH}/txs`, `/api/block/${HASH}/txs/25`, `/api/block/${HASH}/txid/0`, "/api/mempool/recent"],
  ["/api/wallet/history?count=3", "/ready", "/openapi.json", "/metrics", "/"],
);
const POSTS: readonly (readonly [string, Parameters<typeof hostileJson>[0]])[] = [
  ["/api/peers", { address: "192.0.2.1:1" }],
  ["/api/wallet/send", { to: "trl1x", amount: 1, feeRate: 1 }],
  ["/api/wallet/address", {}],
  ["/api/mining", { mode: "off" }],
  ["/api/mining", { generate: { blocks: 1 } }],
  [`/api/mempool/${HASH}`, { wish: "include", feeDelta: 3 }],
  ["/api/stop", {}],
];
const SEGMENTS = [
  "..",
  "%00",
  "%",
  "%ff",
  "%2e%2e",
  "__proto__",
  "constructor",
  "é",
  "-1",
  "0x1",
  "1e9",
  "99999999999",
].concat([
  "4294967295",
  "9".repeat(400),
  "F".repeat(64),
  "f".repeat(63),
  "%F0%9F",
  "a".repeat(200),
  "",
  "*",
  "?",
  "?a=1&a=2",
]);

export async function openHttpRequests(): Promise<Target> {
  const hosted = openHostedNode();
  await hosted.caughtUp();
  const api = await startApi({ node: hosted.handle, listen: { host: "127.0.0.1", port: 0 } });
  const port = Number(new URL(api.url).port);
  const hex = [...sampleTransactions(), ...sampleBlocks()].map(({ bytes }) => Buffer.from(bytes).toString("hex"));
  return {
    samples: [
      ...GETS.map((path) => request("GET", path, "")),
      ...POSTS.map(([path, body]) => request("POST", path, JSON.stringify(body))),
      request("POST", "/api/tx", hex[0] ?? ""),
      request("POST", "/api/block", hex.at(-1) ?? ""),
      request("DELETE", "/api/peers/7", ""),
    ],
    dictionary: [
      ...SEGMENTS,
      "\r\n",
      "\r\n\r\n",
      "Transfer-Encoding: chunked\r\n",
      "Content-Length: 9\r\n",
      "\u0000",
    ].map(utf8),
    shape: (random) => requestShape(random, hex),
    async check(input) {
      const answer = await exchange(port, [input], isWhole);
      hosted.expectAlive();
      const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? "none";
      const [failure] = hosted.takeLog();
      expectThat(failure === undefined, `no request fails inside the node: ${failure}`);
      expectThat(Number(status) < 500 || status === "none", `no request is answered with ${status}`);
      const code = /"code":"([a-z-]{1,40})"/.exec(answer)?.[1] ?? "";
      return `${Number(status) < 300 ? "accepted" : "refused"} ${status} ${code}`;
    },
    async close() {
      await api.stop();
      await hosted.node.stop();
    },
  };
}

/** Head and, as far as it says how long it is, body. */
function isWhole(answer: string): boolean {
  const head = answer.indexOf("\r\n\r\n");
  if (head < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, head + 2))?.[1];
  return length === undefined || answer.length >= head + 4 + Number(length);
}

function request(method: string, path: string, body: string, type = "application/json"): Uint8Array {
  const bytes = utf8(body);
  const head = [
    `${method} ${path} HTTP/1.1`,
    "Host: localhost",
    "Connection: close",
    `Authorization: Bearer ${TOKEN}`,
    ...(body === "" ? [] : [`Content-Type: ${type}`, `Content-Length: ${bytes.length}`]),
  ];
  return join([utf8(`${head.join("\r\n")}\r\n\r\n`), bytes]);
}

function requestShape(random: Random, hex: readonly string[]): Uint8Array {
  const method = random.once(9) ? random.pick(["PUT", "HEAD", "OPTIONS", "PATCH", "DELETE", "BREW"]) : undefined;
  if (random.once(4)) {
    const text = random.once(2) ? random.pick(hex) : mangled(random.pick(hex), random);
    return request(method ?? "POST", random.pick(["/api/tx", "/api/block"]), text, "text/plain");
  }
  if (random.once(3)) {
    const parts = random.pick(GETS).split("/");
    parts[random.integer(parts.length)] = random.pick(SEGMENTS);
    return request(method ?? "GET", parts.join("/"), "");
  }
  const [path, body] = random.pick(POSTS);
  const text = random.once(9) ? hostileValue(random) : hostileJson(body, random);
  return request(method ?? "POST", path, text, random.once(12) ? "text/plain" : undefined);
}

/** A few digits changed: mostly still canonical enough to reach the rules. */
function mangled(hex: string, random: Random): string {
  const at = random.integer(hex.length);
  return hex.slice(0, at) + random.pick(["00", "ff", "0", "g", "80", ""]) + hex.slice(at + random.integer(3));
}
