/**
 * Requests that nobody sends who means well, made of what the API says of itself: each operation of its description is
 * called with values, queries, headers and bodies that are wrong in every way that HTTP and JSON leave open.
 */
import type { SeededBytes } from "../seeded-bytes.ts";

export interface Operation {
  readonly method: string;
  /** As OpenAPI writes it: `/api/block/{hash}`. */
  readonly path: string;
}

export interface RequestSetting {
  readonly operations: readonly Operation[];
  /** Of the node, as HOST:PORT. */
  readonly host: string;
  readonly token: string;
  /** Hashes and heights that there are, so that some questions reach the node. */
  readonly known: readonly string[];
}

/** With the token these change nothing as long as their bodies are wrong; of the others only reading is tried with it. */
const WITH_TOKEN = ["POST /api/tx", "POST /api/block", "POST /api/mempool/{txid}", "POST /api/wallet/send"];

const VALUES = [
  "",
  "0",
  "-1",
  "1e309",
  "00000000000000000000",
  "9007199254740993",
  "18446744073709551616",
  "NaN",
  "undefined",
  "null",
  "[object%20Object]",
  "__proto__",
  "constructor",
  "..%2f..%2f..%2fetc%2fpasswd",
  "%00",
  "%ff%fe",
  "%e2%80%ae",
  "%F0%9F%92%A3",
  "%",
  "%zz",
  "'%20or%201=1--",
  "$%7B7*7%7D",
  "<script>",
  "a".repeat(300),
  "f".repeat(64),
  "F".repeat(64),
  "0".repeat(63),
  "0x10",
  "%0d%0aX-Injected:%20yes",
  ";",
  "*",
  "//",
];

const METHODS = ["GET", "GET", "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "PROPFIND"];
const TYPES = [
  "application/json",
  "application/json; charset=utf-7",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/octet-stream",
  "application/json, text/plain",
  "",
];

/** One that HTTP can read, so that the next one on the connection is read as well. */
export function hostileRequest(random: SeededBytes, setting: RequestSetting): string {
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T;
  const operation = pick(setting.operations);
  const isUsual = random.below(4) > 0;
  const method = isUsual ? operation.method : pick(METHODS);
  const isFree = method === "GET" || WITH_TOKEN.includes(`${method} ${operation.path}`);
  const value = (): string => (random.below(3) === 0 ? pick(setting.known) : pick(VALUES));
  const path = operation.path.replaceAll(/\{\w+\}/g, value) + (random.below(4) === 0 ? query(random, value) : "");
  const headers = [
    `Host: ${random.below(20) === 0 ? pick(["elsewhere.example", "", "127.0.0.1:99999", "[::1"]) : setting.host}`,
    ...(random.below(30) === 0 ? [`Origin: ${pick(["null", "https://elsewhere.example", "file://"])}`] : []),
    ...(isFree && random.below(2) === 0 ? [`Authorization: Bearer ${setting.token}`] : []),
    ...(random.below(20) === 0 ? [`Authorization: ${pick(["Bearer", "Basic Og==", "Bearer 0", "Bearer  x y"])}`] : []),
    ...(random.below(30) === 0 ? [`X-${"A".repeat(random.below(2_000))}: ${"b".repeat(random.below(2_000))}`] : []),
    ...(random.below(50) === 0 ? Array.from({ length: random.below(90) }, (_, at) => `X-H${at}: 1`) : []),
  ];
  const body = method === "GET" || method === "HEAD" ? "" : hostileBody(random);
  const isChunked = body !== "" && random.below(10) === 0;
  // each character is sent as one byte
  const bytes = Buffer.byteLength(body, "latin1");
  const sent = isChunked ? `${bytes.toString(16)}\r\n${body}\r\n0\r\n\r\n` : body;
  const length = isChunked ? ["Transfer-Encoding: chunked"] : [`Content-Length: ${bytes}`];
  const type = body === "" ? [] : [`Content-Type: ${pick(TYPES)}`];
  return [`${method} ${path} HTTP/1.1`, ...headers, ...type, ...length, "", sent].join("\r\n");
}

/** One that can't be read, or says two things at once: the node has to end the connection. */
export function brokenRequest(random: SeededBytes, { host }: RequestSetting): string {
  const broken = [
    `GET /api/node HTTP/9.9\r\nHost: ${host}\r\n\r\n`,
    `GET  /api/node  HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    `G\0ET /api/node HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    `POST /api/tx HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `POST /api/tx HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello`,
    `POST /api/tx HTTP/1.1\r\nHost: ${host}\r\nContent-Length: -5\r\n\r\nhello`,
    `POST /api/tx HTTP/1.1\r\nHost: ${host}\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nhello\r\n`,
    `GET /api/node HTTP/1.1\r\nHost: ${host}\r\nHost: ${host}\r\n\r\n`,
    `GET /api/node HTTP/1.1\r\nHost : ${host}\r\n\r\n`,
    `GET /${"a".repeat(9_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    Buffer.from(random.bytes(200)).toString("latin1"),
    "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  ];
  return broken[random.below(broken.length)] ?? "";
}

function query(random: SeededBytes, value: () => string): string {
  const names = ["count", "from", "count[]", "__proto__", "a".repeat(random.below(100)), "count"];
  const parts = Array.from(
    { length: 1 + random.below(5) },
    () => `${names[random.below(names.length)] ?? ""}=${value()}`,
  );
  return `?${parts.join("&")}`;
}

function hostileBody(random: SeededBytes): string {
  const depth = 1 + random.below(500);
  const bodies = [
    "",
    "{",
    "null",
    "[]",
    '"text"',
    "1e999",
    '{"__proto__":{"token":true},"constructor":{"prototype":{}}}',
    `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`,
    `${"[".repeat(depth)}${"]".repeat(depth)}`,
    `{"to":"${"x".repeat(random.below(3_000))}","amount":-1}`,
    '{"to":"trl1","amount":1.5,"feeRate":1e308}',
    '{"to":{"$ne":null},"amount":"9007199254740993"}',
    '{"feeDelta":9007199254740993}',
    '{"action":"include","include":true,"exclude":true}',
    '{"amount":1,"amount":2,"to":"\\ud800"}',
    Buffer.from(random.bytes(random.below(400))).toString("hex"),
    Buffer.from(random.bytes(random.below(400))).toString("latin1"),
    "0".repeat(random.below(6_000)),
    "g".repeat(64),
  ];
  return bodies[random.below(bodies.length)] ?? "";
}
