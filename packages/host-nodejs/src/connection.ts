/**
 * One open WebSocket to a peer.
 *
 * States: open → closing (no frame in or out any more) → closed. `closed` is called exactly once.
 * Bounds: what waits to be sent (`SEND_QUEUE_BYTES_MAX`) and how long nothing of it is taken (`SEND_IDLE_MS_MAX`), what
 * was received and not yet handled (`RECEIVE_QUEUE_BYTES_MAX`, then the socket isn't read), what arrives of one message
 * (`MESSAGE_BYTES_MAX`), and the time that closing takes (`CLOSE_MS_MAX`). Those of all connections together:
 * traffic-budget.ts.
 */
import type { Duplex } from "node:stream";
import { FRAME_BYTES_MAX } from "@triad/protocol";
import type { NetAddress, PeerId } from "@triad/roles";
import type { RawData, WebSocket } from "ws";
import { closeCodeOf, closeReasonOf, readClose } from "./close-codes.ts";
import type { TrafficBudget } from "./traffic-budget.ts";

export interface ConnectionListener {
  frame(frame: Uint8Array): void;
  /** As much as the low mark was sent since the last time, and the queue is shorter than it now. */
  drained(queuedBytes: number): void;
  closed(code: string, text: string): void;
}

export interface Connection {
  readonly peer: PeerId;
  readonly direction: "inbound" | "outbound";
  readonly address: NetAddress;
  /** False as soon as this node has begun to end it. */
  readonly isOpen: boolean;
  send(frame: Uint8Array): void;
  /** Sends what is queued, then closes; `code` and `text` reach the other side. */
  disconnect(code: string, text: string): void;
  /** Ends it at once; what is queued, and why, may not reach the other side. */
  cutOff(code: string, text: string): void;
  /** A received frame of this many bytes was handled: a socket that paused may read on. */
  frameHandled(bytes: number): void;
}

/** Four of the largest blocks: an honest slow line gets a whole answer into the queue, an attacker little memory. */
export const SEND_QUEUE_BYTES_MAX = 16 * 1024 * 1024;
/** Below this a sender may fill up again: a second of a 8 Mbit/s line. */
export const SEND_QUEUE_LOW_BYTES = 1024 * 1024;
/**
 * Nothing of what waits was taken for so long: the largest frame takes no longer on a line of 0.3 Mbit/s, which can't
 * follow the chain.
 */
export const SEND_IDLE_MS_MAX = 120_000;
/** Twice the largest frame: one is handled while the next arrives. */
export const RECEIVE_QUEUE_BYTES_MAX = 8 * 1024 * 1024;
/** What a waiting frame costs beside its bytes: without it, millions of empty frames would count as nothing. */
const FRAME_OVERHEAD_BYTES = 256;
/**
 * What arrives between the ends of two messages: the largest, and a megabyte for the headers of its fragments and for
 * pings. Without it, pings between tiny fragments would hold memory that the length of the message doesn't show.
 */
export const MESSAGE_BYTES_MAX = FRAME_BYTES_MAX + 1024 * 1024;
/** A peer that doesn't answer a close frame for so long is cut off. */
export const CLOSE_MS_MAX = 2000;

export interface ConnectionOptions {
  readonly peer: PeerId;
  readonly direction: "inbound" | "outbound";
  readonly address: NetAddress;
  readonly listener: ConnectionListener;
  readonly budget: TrafficBudget;
  /** Of those that dialled us: what the socket reads from, to count what arrives. */
  readonly stream?: Duplex | undefined;
  readonly sendQueueBytesMax?: number;
}

export function openConnection(socket: WebSocket, options: ConnectionOptions): Connection {
  const { peer, direction, address, listener } = options;
  const sendQueueBytesMax = options.sendQueueBytesMax ?? SEND_QUEUE_BYTES_MAX;
  let closing: { code: string; text: string } | undefined;
  let lastMoment: NodeJS.Timeout | undefined;
  let sentSinceDrained = 0;
  const account = options.budget.join({
    cutOff,
    mayRead: readOn,
  });

  function disconnect(code: string, text: string): void {
    if (closing !== undefined) return;
    closing = { code, text };
    // A paused socket would not see the other side's answer.
    socket.resume();
    socket.close(closeCodeOf(code), closeReasonOf(code, text));
    lastMoment = setTimeout(() => socket.terminate(), CLOSE_MS_MAX);
  }

  function cutOff(code: string, text: string): void {
    closing ??= { code, text };
    socket.terminate();
  }

  function receive(data: RawData, isBinary: boolean): void {
    account.messageEnded();
    if (closing !== undefined) return;
    if (!isBinary) {
      disconnect("bad-frame", "Only binary frames are understood here.");
      return;
    }
    // The socket is in mode "nodebuffer", so it is a Buffer; the role gets a plain view, whose slice() copies.
    const buffer = data as Buffer;
    const frame = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    account.frameReceived(frame.length + FRAME_OVERHEAD_BYTES);
    if (account.mustWait || account.received > RECEIVE_QUEUE_BYTES_MAX) socket.pause();
    listener.frame(frame);
  }

  function written(bytes: number): void {
    account.taken(bytes);
    if (closing !== undefined) return;
    if (sentSinceDrained < SEND_QUEUE_LOW_BYTES || socket.bufferedAmount > SEND_QUEUE_LOW_BYTES) return;
    sentSinceDrained = 0;
    listener.drained(socket.bufferedAmount);
  }

  function readOn(): void {
    if (socket.isPaused && !account.mustWait && account.received <= RECEIVE_QUEUE_BYTES_MAX / 2) socket.resume();
  }

  function count(chunk: Buffer): void {
    account.bytesArrived(chunk.length);
    if (account.unfinished > MESSAGE_BYTES_MAX)
      cutOff("bad-frame", `More than ${MESSAGE_BYTES_MAX} bytes of one message.`);
  }

  /** RFC 6455, section 5.5.2, as far as the other side reads its answers: a flood of pings must not fill the queue. */
  function answerPing(payload: Buffer): void {
    if (closing === undefined && socket.bufferedAmount <= SEND_QUEUE_LOW_BYTES) socket.pong(payload);
  }

  // before the socket's own listener, which may find the end of a message in the chunk
  options.stream?.prependListener("data", count);
  socket.on("message", receive);
  socket.on("ping", answerPing);
  socket.on("error", (error: Error & { code?: string }) => {
    closing ??= { code: codeOfError(error), text: error.message };
    lastMoment ??= setTimeout(() => socket.terminate(), CLOSE_MS_MAX);
  });
  socket.on("close", (number, reason) => {
    clearTimeout(lastMoment);
    account.leave();
    const { code, text } = closing ?? readClose(number, reason.toString("utf8"));
    closing = { code, text };
    listener.closed(code, text);
  });

  return {
    peer,
    direction,
    address,
    get isOpen() {
      return closing === undefined;
    },
    send(frame) {
      if (closing !== undefined) return;
      if (socket.bufferedAmount + frame.length > sendQueueBytesMax) {
        disconnect("slow-reader", `More than ${sendQueueBytesMax} bytes wait to be read.`);
        return;
      }
      if (account.idleSendMs() > SEND_IDLE_MS_MAX) {
        cutOff("slow-reader", `Nothing was read for ${SEND_IDLE_MS_MAX / 1000} seconds.`);
        return;
      }
      sentSinceDrained += frame.length;
      socket.send(frame, { binary: true }, () => written(frame.length));
      account.queued(frame.length);
    },
    disconnect,
    cutOff,
    frameHandled(bytes) {
      account.frameHandled(bytes + FRAME_OVERHEAD_BYTES);
      readOn();
    },
  };
}

function codeOfError(error: Error & { code?: string }): string {
  switch (error.code) {
    case "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH":
    case "WS_ERR_TOO_MANY_BUFFERED_PARTS":
      return "bad-frame";
    case "ECONNRESET":
    case "EPIPE":
    case "ETIMEDOUT":
      return "connection-lost";
    default:
      return error.code?.startsWith("WS_ERR_") === true ? "protocol-error" : "connection-lost";
  }
}
