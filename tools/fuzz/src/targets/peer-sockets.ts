/** Raw bytes to the port where peers connect: an upgrade that is none, frames that are none, in one packet. */
import { encodeMessage, SUBPROTOCOL } from "@triad/protocol";
import { join, repeat, utf8 } from "../generate/bytes.ts";
import { anyFields } from "../generate/protobuf-shapes.ts";
import type { Random } from "../generate/random.ts";
import { openHostedNode } from "../live/hosted-node.ts";
import { exchange } from "../live/tcp.ts";
import { expectThat, type Target } from "../target.ts";
import { sampleMessages } from "./frames.ts";

/** What a peer is answered comes at once, or not at all. */
const WAIT_MS = 25;
const SOCKETS_MAX = 64;
/** What the process may grow by while inputs come and go; a frame's limit is 4 MiB, and sockets close a little later. */
const GROWTH_BYTES_MAX = 300_000_000;

export async function openPeerSockets(): Promise<Target> {
  const hosted = openHostedNode();
  const { port } = await hosted.node.listen({ host: "127.0.0.1", port: 0 }, { socketsMax: SOCKETS_MAX });
  const frames = sampleMessages().map(encodeMessage);
  const before = process.memoryUsage().rss;
  return {
    samples: [UPGRADE, ...frames.map((frame) => join([UPGRADE, maskedFrame(2, frame)]))],
    dictionary: [SUBPROTOCOL, "Upgrade: websocket\r\n", "Sec-WebSocket-Key: ", "Origin: http://x\r\n", "\r\n\r\n"].map(
      utf8,
    ),
    shape: (random) => socketShape(random, frames),
    async check(input) {
      const answer = await exchange(port, [input], () => false, { waitMs: WAIT_MS, thenEnd: false });
      hosted.expectAlive();
      const reply = await hosted.node.ask({ name: "node" });
      expectThat(reply.ok, "the node answers its operator");
      const growth = process.memoryUsage().rss - before;
      expectThat(growth < GROWTH_BYTES_MAX, `the process does not grow: ${Math.round(growth / 1e6)} MB`);
      const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? "none";
      return `${status === "101" ? "accepted" : "refused"} ${status} ${closeCodeIn(answer)}`;
    },
    close: () => hosted.node.stop(),
  };
}

const UPGRADE = utf8(
  [
    "GET / HTTP/1.1",
    "Host: x",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    `Sec-WebSocket-Protocol: ${SUBPROTOCOL}`,
    "\r\n",
  ].join("\r\n"),
);

/** RFC 6455 section 5.2; the mask is zero, so that mutations of the payload are what the node sees. */
function maskedFrame(opcode: number, payload: Uint8Array, first = 0x80): Uint8Array {
  const head = new Uint8Array(payload.length > 65_535 ? 14 : payload.length > 125 ? 8 : 6);
  const view = new DataView(head.buffer);
  view.setUint8(0, first | opcode);
  view.setUint8(1, 0x80 | (head.length === 14 ? 127 : head.length === 8 ? 126 : payload.length));
  if (head.length === 8) view.setUint16(2, payload.length);
  if (head.length === 14) view.setBigUint64(2, BigInt(payload.length));
  return join([head, payload]);
}

/** Of the close frame that a refused peer gets, if it got one. */
function closeCodeIn(answer: string): string {
  const at = answer.lastIndexOf("\x88");
  return at < 0 ? "" : String(answer.charCodeAt(at + 2) * 256 + answer.charCodeAt(at + 3));
}

function socketShape(random: Random, frames: readonly Uint8Array[]): Uint8Array {
  const frame = () => {
    switch (random.integer(7)) {
      case 0:
        return maskedFrame(random.integer(16), random.bytes(random.size(200)), random.pick([0, 0x80, 0xc0, 0xf0]));
      case 1:
        return maskedFrame(2, anyFields(random));
      case 2:
        return Uint8Array.of(0x82, random.pick([0xff, 0x7f, 0xfe]), ...random.bytes(12));
      case 3:
        return repeat(maskedFrame(random.pick([0, 2, 9, 10]), random.bytes(random.integer(20)), 0), random.size(3000));
      case 4:
        return maskedFrame(8, random.bytes(random.integer(130)));
      default:
        return maskedFrame(2, random.pick(frames));
    }
  };
  const head = random.once(6)
    ? join([UPGRADE.subarray(0, -2), repeat(utf8("X: y\r\n"), random.size(3000)), utf8("\r\n")])
    : UPGRADE;
  return join([head, ...Array.from({ length: random.integer(5) }, frame)]);
}
