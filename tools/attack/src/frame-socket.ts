/**
 * A WebSocket client over a bare TCP socket, for what a proper client refuses to send: fragments without end, frames
 * that are never finished, a reader that never reads. It keeps no more of what comes than the frame that is arriving.
 */
import { connect, type Socket } from "node:net";
import { readClose } from "@triad/host-nodejs";
import { SUBPROTOCOL } from "@triad/protocol";
import { type FrameBatch, type FrameKind, frameHead } from "./frame-batch.ts";
import type { Tally } from "./tally.ts";
import { attackerHost, type PeerTarget } from "./target.ts";

/** A node that is busy answers within this; one that does not answer at all is a result, not a fault of the kit. */
const UPGRADE_MS_MAX = 15_000;
/** While this much waits to be sent, the attack waits: what the node takes in is measured, not this process's memory. */
const UNSENT_BYTES_MAX = 1_000_000;
/** A node that reads nothing for so long does not take in what is sent. */
const DRAIN_MS_MAX = 5_000;
const HEAD_BYTES_MAX = 16_384;

export interface UpgradeChanges {
  /** Instead of the usual ones. */
  readonly protocol?: string;
  /** Whole header lines. */
  readonly extraHeaders?: readonly string[];
}

type Opened = { readonly socket: FrameSocket } | { readonly refused: string };

export class FrameSocket {
  /** The greeting may come with the answer to the upgrade, before anybody listens. */
  #heardEarly: Uint8Array[] | undefined = [];
  #onFrame: (payload: Uint8Array) => void = (payload) => void this.#heardEarly?.push(new Uint8Array(payload));
  readonly #socket: Socket;
  readonly #tally: Tally;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #neededBytes = 2;
  #end: string | undefined;
  #endText = "";
  readonly #ended: Promise<void>;

  private constructor(socket: Socket, head: Buffer, tally: Tally) {
    this.#socket = socket;
    this.#tally = tally;
    tally.connections += 1;
    this.#ended = new Promise((resolve) => {
      socket.once("close", () => {
        this.#end ??= "cut-off";
        tally.ended(this.#end, this.#endText);
        resolve();
      });
    });
    socket.on("data", (bytes) => this.#received(bytes));
    if (head.length > 0) this.#received(head);
  }

  /** `from`: number of the host that it comes from. Resolves with the reason if the node does not upgrade. */
  static open(target: PeerTarget, tally: Tally, from = 0, changes: UpgradeChanges = {}): Promise<Opened> {
    return new Promise((resolve) => {
      const localAddress = attackerHost(from, target);
      const socket = connect({ ...target, ...(localAddress === undefined ? {} : { localAddress }), noDelay: true });
      const refuse = (refused: string): void => {
        clearTimeout(timeout);
        socket.destroy();
        resolve({ refused });
      };
      const timeout = setTimeout(() => refuse("no-answer"), UPGRADE_MS_MAX);
      let head = Buffer.alloc(0);
      socket.on("error", () => {});
      const lost = (): void => refuse("not-taken");
      socket.once("close", lost);
      socket.once("connect", () => socket.write(upgradeRequest(target, changes)));
      const read = (bytes: Buffer): void => {
        head = Buffer.concat([head, bytes]);
        const end = head.indexOf("\r\n\r\n");
        if (end === -1) {
          if (head.length > HEAD_BYTES_MAX) refuse("endless-answer");
          return;
        }
        const status = head.subarray(9, 12).toString("latin1");
        if (status !== "101") {
          refuse(`http-${status}`);
          return;
        }
        clearTimeout(timeout);
        socket.off("data", read);
        socket.off("close", lost);
        resolve({ socket: new FrameSocket(socket, head.subarray(end + 4), tally) });
      };
      socket.on("data", read);
    });
  }

  /** Each whole message of the node; pings and pongs of the WebSocket layer are dropped. */
  listen(onFrame: (payload: Uint8Array) => void): void {
    this.#onFrame = onFrame;
    for (const payload of this.#heardEarly ?? []) onFrame(payload);
    this.#heardEarly = undefined;
  }

  get isOpen(): boolean {
    return this.#end === undefined && this.#socket.writable;
  }

  /** Resolves when the connection is closed, or after `withinMs`. */
  async untilEnd(withinMs: number): Promise<void> {
    let timeout: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timeout = setTimeout(resolve, withinMs);
    });
    await Promise.race([this.#ended, late]);
    clearTimeout(timeout);
  }

  /** One whole message. */
  send(payload: Uint8Array): void {
    this.sendFragment(payload, "binary", true);
    this.#tally.frames += 1;
  }

  /** Whole messages, packed before. */
  sendBatch(batch: FrameBatch): void {
    this.sendBytes(batch.bytes);
    this.#tally.frames += batch.frames;
  }

  sendFragment(payload: Uint8Array, kind: FrameKind, isLast: boolean): void {
    this.sendBytes(frameHead(payload.length, kind, isLast));
    this.sendBytes(payload);
  }

  sendBytes(bytes: Uint8Array): void {
    if (!this.isOpen) return;
    this.#tally.bytes += bytes.length;
    this.#socket.write(bytes);
  }

  /** Until little waits to be sent. False: the connection has ended, or the node does not read. */
  async drained(): Promise<boolean> {
    if (this.isOpen && this.#socket.writableLength > UNSENT_BYTES_MAX) {
      let timeout: NodeJS.Timeout | undefined;
      await Promise.race([
        new Promise<void>((resolve) => this.#socket.once("drain", resolve)),
        this.#ended,
        new Promise<void>((resolve) => {
          timeout = setTimeout(resolve, DRAIN_MS_MAX);
        }),
      ]);
      clearTimeout(timeout);
    }
    return this.isOpen && this.#socket.writableLength <= UNSENT_BYTES_MAX;
  }

  stopReading(): void {
    this.#socket.pause();
  }

  /** Without a word, as a process that is killed. */
  leave(): void {
    this.#end ??= "left";
    this.#socket.destroy();
  }

  #received(bytes: Buffer): void {
    this.#tally.bytesReceived += bytes.length;
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    while (this.#pendingBytes >= this.#neededBytes) {
      const all = this.#pending.length === 1 ? (this.#pending[0] as Buffer) : Buffer.concat(this.#pending);
      const rest = this.#read(all);
      this.#pending = rest.length === 0 ? [] : [rest];
      this.#pendingBytes = rest.length;
      if (rest.length === all.length) return;
    }
  }

  /** One frame, if it is whole; what follows it. Sets how many bytes the next look needs. */
  #read(bytes: Buffer): Buffer {
    const short = (bytes[1] ?? 0) & 0x7f;
    const headBytes = short < 126 ? 2 : short === 126 ? 4 : 10;
    this.#neededBytes = headBytes;
    if (bytes.length < headBytes) return bytes;
    const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    this.#neededBytes = headBytes + length;
    if (bytes.length < this.#neededBytes) return bytes;
    const payload = bytes.subarray(headBytes, this.#neededBytes);
    const opcode = (bytes[0] ?? 0) & 0x0f;
    if (opcode === 2) this.#onFrame(payload);
    if (opcode === 8) this.#closedByNode(payload);
    const rest = bytes.subarray(this.#neededBytes);
    this.#neededBytes = 2;
    return rest;
  }

  #closedByNode(payload: Buffer): void {
    const number = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
    const { code, text } = readClose(number, payload.subarray(2).toString("utf8"));
    this.#endText = text;
    this.#end ??= code;
    this.#socket.end(Buffer.from([0x88, 0x80, 0, 0, 0, 0]));
  }
}

export function upgradeRequest({ host, port }: PeerTarget, changes: UpgradeChanges = {}): string {
  return [
    "GET / HTTP/1.1",
    `Host: ${host}:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    `Sec-WebSocket-Protocol: ${changes.protocol ?? SUBPROTOCOL}`,
    ...(changes.extraHeaders ?? []),
    "\r\n",
  ].join("\r\n");
}
