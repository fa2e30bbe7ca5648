/** The API as a hostile page or program on the same machine sees it: without the token, under a foreign name, slowly. */
import { connect } from "node:net";
import { type Attack, scaled } from "../attack.ts";
import { manyAtOnce } from "../many-at-once.ts";
import type { Tally } from "../tally.ts";

const REQUESTS = 2_000;
const AT_ONCE = 200;
/** The node looks for requests that are overdue every half minute. */
const HELD_MS = 65_000;
const LARGE_BODY_BYTES = 20_000_000;

export const apiStrangers: Attack = {
  name: "api-strangers",
  sends: "2,000 requests to the API: foreign Host and Origin, no token, bodies of 20 MB, bodies that never come",
  claim: "a foreign page is refused before anything is read, and nothing is accepted without the token",
  rows: [50, 51, 52, 55],
  needsOwnNode: true,
  endsWith: ["http-401", "http-403", "http-408"],
  play: async ({ chain, tally, scale }) => {
    if (chain === undefined) return;
    const { hostname, port, host } = new URL(chain.apiUrl);
    const deep = `${'{"__proto__":'.repeat(10_000)}1${"}".repeat(10_000)}`;
    const requests = [
      request("GET", "/api/node", ["Host: elsewhere.example"]),
      request("GET", "/api/node", [`Host: ${host}`, "Origin: https://elsewhere.example"]),
      request("POST", "/api/wallet/send", [`Host: ${host}`, "Origin: null", "Content-Type: application/json"], "{}"),
      request("POST", "/api/wallet/send", [`Host: ${host}`, "Content-Type: application/json"], deep),
      request("GET", "/api/peers", [`Host: ${host}`, `Authorization: Bearer ${"0".repeat(64)}`]),
      `POST /api/tx HTTP/1.1\r\nHost: ${host}\r\nContent-Type: text/plain\r\nContent-Length: ${LARGE_BODY_BYTES}\r\n\r\n${"0".repeat(1_000_000)}`,
      `POST /api/tx HTTP/1.1\r\nHost: ${host}\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n00`,
      `GET /api/blocks HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `,
      `GET /${"a".repeat(20_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    ];
    await manyAtOnce(scaled(REQUESTS, scale), AT_ONCE, async (number) => {
      await ask({ host: hostname, port: Number(port) }, tally, requests[number % requests.length] ?? "");
    });
  },
};

function request(method: string, path: string, headers: readonly string[], body = ""): string {
  const length = body === "" ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return [`${method} ${path} HTTP/1.1`, ...headers, ...length, "Connection: close", "", body].join("\r\n");
}

/** Resolves with the answer's first line, or when the node or the patience of the attacker ends it. */
function ask(address: { readonly host: string; readonly port: number }, tally: Tally, text: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(address);
    tally.connections += 1;
    tally.bytes += text.length;
    let code = "cut-off";
    socket.on("error", () => {});
    const cutOff = setTimeout(() => {
      code = "held";
      socket.destroy();
    }, HELD_MS);
    socket.once("connect", () => socket.write(text));
    socket.once("data", (answer) => {
      code = `http-${answer.subarray(9, 12).toString("latin1")}`;
      socket.destroy();
    });
    socket.once("close", () => {
      clearTimeout(cutOff);
      tally.ended(code);
      resolve();
    });
  });
}
