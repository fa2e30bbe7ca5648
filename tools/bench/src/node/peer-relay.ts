/**
 * A relay in front of a real node, for what loopback has not: a line with a round trip, and a peer that never gives a
 * body. The node greets, answers headers and grants access through it as if it were not there, since nothing of that is
 * bound to a connection's address. WebSocket frames (RFC 6455, section 5.2) are read as far as is needed to leave some out.
 */
import { connect, createServer, type Server, type Socket } from "node:net";

/** First byte of a whole binary message: FIN and opcode 2. */
const WHOLE_BINARY = 0x82;
const LENGTH_MASK = 0x7f;
/** Lengths from here on stand in the two bytes, or the eight bytes, that follow. */
const TWO_BYTES = 126;
const EIGHT_BYTES = 127;
const HEAD_END = Buffer.from("\r\n\r\n");

export interface RelayOptions {
  /** Of the node behind it, HOST:PORT with a name or an IPv4 address. */
  readonly to: string;
  readonly port: number;
  /** What the node's messages begin with that are left out; undefined: all are passed on. */
  readonly muted: Uint8Array | undefined;
  /** By which everything is late in each direction: half of a round trip. */
  readonly delayMs: number;
}

export class PeerRelay {
  readonly peerAddress: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.peerAddress = `127.0.0.1:${port}`;
  }

  static async start({ to, port, muted, delayMs }: RelayOptions): Promise<PeerRelay> {
    const server = createServer();
    const relay = new PeerRelay(server, port);
    const [host, nodePort] = to.split(":");
    server.on("connection", (near) => {
      const far = connect(Number(nodePort), host ?? "");
      relay.#keep(near, far);
      const filter = muted === undefined ? undefined : new MessageFilter(muted);
      const later = (socket: Socket, bytes: Uint8Array) => {
        if (delayMs === 0) socket.write(bytes);
        else setTimeout(() => socket.writable && socket.write(bytes), delayMs);
      };
      near.on("data", (bytes) => later(far, bytes));
      far.on("data", (bytes) => {
        for (const part of filter?.pass(bytes) ?? [bytes]) later(near, part);
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
    return relay;
  }

  stop(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Both ends go together; why one of them went does not matter here. */
  #keep(near: Socket, far: Socket): void {
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
  }
}

/** What a node sends, without the messages that begin with `muted`. */
export class MessageFilter {
  readonly #muted: Uint8Array;
  #isUpgraded = false;
  #waiting = Buffer.alloc(0);

  constructor(muted: Uint8Array) {
    this.#muted = muted;
  }

  /** What may go on of what came so far. */
  pass(bytes: Uint8Array): readonly Uint8Array[] {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    const passed: Uint8Array[] = [];
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const part = this.#waiting.subarray(0, next.length);
      this.#waiting = this.#waiting.subarray(next.length);
      const isMuted = part[0] === WHOLE_BINARY && this.#muted.every((byte, at) => part[next.payloadAt + at] === byte);
      if (!isMuted) passed.push(part);
    }
    return passed;
  }

  /** The answer to the upgrade, then one frame after the other; undefined: not all of it is here. */
  #next(): { readonly payloadAt: number; readonly length: number } | undefined {
    if (this.#isUpgraded) return this.#nextFrame();
    const end = this.#waiting.indexOf(HEAD_END);
    if (end < 0) return undefined;
    this.#isUpgraded = true;
    const length = end + HEAD_END.length;
    return { payloadAt: length, length };
  }

  #nextFrame(): { readonly payloadAt: number; readonly length: number } | undefined {
    const waiting = this.#waiting;
    const short = (waiting[1] ?? 0) & LENGTH_MASK;
    const payloadAt = short === TWO_BYTES ? 4 : short === EIGHT_BYTES ? 10 : 2;
    if (waiting.length < payloadAt) return undefined;
    const length = payloadAt + payloadLength(waiting, short);
    return waiting.length < length ? undefined : { payloadAt, length };
  }
}

function payloadLength(frame: Buffer, short: number): number {
  if (short === TWO_BYTES) return frame.readUInt16BE(2);
  return short === EIGHT_BYTES ? Number(frame.readBigUInt64BE(2)) : short;
}
