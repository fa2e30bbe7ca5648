/** What a stranger can do before there is a WebSocket: requests that are wrong, foreign, endless or slow. */
import { connect } from "node:net";
import { type Attack, scaled } from "../attack.ts";
import { upgradeRequest } from "../frame-socket.ts";
import { manyAtOnce } from "../many-at-once.ts";
import { seededBytes } from "../seeded-bytes.ts";
import type { Tally } from "../tally.ts";
import { attackerHost, type PeerTarget } from "../target.ts";

const REQUESTS = 4_000;
const AT_ONCE = 50;
/** The node's own deadline is five seconds. */
const HELD_MS = 8_000;
/** So many of them send a byte a second instead of the whole. */
const SLOW_EVERY = 80;
const SLOW_BYTE_MS = 1_000;

export const hostileUpgrades: Attack = {
  name: "hostile-upgrades",
  sends: "4,000 requests: foreign Origin, no subprotocol, huge and endless headers, TLS, noise, one byte a second",
  claim: "each is refused in words or cut off within its deadline",
  rows: [46, 47, 49, 50],
  endsWith: ["http-400", "http-403"],
  play: async ({ peers, tally, scale }) => {
    const random = seededBytes(46);
    const requests: readonly (() => Uint8Array | string)[] = [
      () => upgradeRequest(peers, { extraHeaders: ["Origin: https://elsewhere.example"] }),
      () => upgradeRequest(peers, { extraHeaders: ["Origin: null"] }),
      () => upgradeRequest(peers, { protocol: "other.v9" }),
      () => upgradeRequest(peers, { extraHeaders: [`Cookie: ${"a".repeat(100_000)}`] }),
      () => upgradeRequest(peers, { extraHeaders: Array.from({ length: 3_000 }, (_, at) => `X-${at}: 1`) }),
      () => upgradeRequest(peers, { protocol: `${"a, ".repeat(2_500)}a` }),
      () => upgradeRequest(peers, { protocol: "", extraHeaders: ["Sec-WebSocket-Extensions: permessage-deflate"] }),
      () => upgradeRequest(peers).replace("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 99"),
      () => upgradeRequest(peers).replace("GET", "POST"),
      () => upgradeRequest(peers).replace(/Sec-WebSocket-Key.*\r\n/, ""),
      () => "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n",
      () => Uint8Array.of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3),
      () => random.bytes(300),
      () => "GET ",
    ];
    await manyAtOnce(scaled(REQUESTS, scale), AT_ONCE, async (number) => {
      const request = requests[number % requests.length]?.() ?? "";
      await ask(peers, tally, number, Buffer.from(request), number % SLOW_EVERY === 0);
    });
  },
};

/** Resolves when the node has closed, with its status as the tally's code. */
function ask(target: PeerTarget, tally: Tally, from: number, request: Buffer, isSlow: boolean): Promise<void> {
  return new Promise((resolve) => {
    const localAddress = attackerHost(from % 100, target);
    const socket = connect({ ...target, ...(localAddress === undefined ? {} : { localAddress }) });
    tally.connections += 1;
    let code = "cut-off";
    let sent = 0;
    socket.on("error", () => {});
    socket.once("data", (answer) => {
      code = `http-${answer.subarray(9, 12).toString("latin1")}`;
    });
    const cutOff = setTimeout(() => {
      code = "held";
      socket.destroy();
    }, HELD_MS);
    const drip = setInterval(() => {
      if (isSlow && socket.writable) socket.write(request.subarray(sent, ++sent));
    }, SLOW_BYTE_MS);
    socket.once("connect", () => {
      tally.bytes += request.length;
      if (!isSlow) socket.write(request);
    });
    socket.once("close", () => {
      clearTimeout(cutOff);
      clearInterval(drip);
      tally.ended(code);
      resolve();
    });
  });
}
