/**
 * One open WebSocket to a peer.
 *
 * States: open → closing (no frame in or out any more) → closed. `closed` is called exactly once.
 * Bounds: what waits to be sent (`SEND_QUEUE_BYTES_MAX`), what was received and not yet handled
 * (`RECEIVE_QUEUE_BYTES_MAX`, then the socket isn't read), and the time that closing takes (`CLOSE_MS_MAX`).
 */
import type { NetAddress, PeerId } from "@triad/roles";
import type { RawData, WebSocket } from "ws";
import { closeCodeOf, closeReasonOf, readClose } from "./close-codes.ts";

export interface ConnectionListener {
  frame(frame: Uint8Array): void;
  /** The queue had been longer than the low mark and isn't any more. */
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
  /** A received frame of this many bytes was handled: a socket that paused may read on. */
  frameHandled(bytes: number): void;
}

/** Four of the largest blocks: an honest slow line gets a whole answer into the queue, an attacker little memory. */
export const SEND_QUEUE_BYTES_MAX = 16 * 1024 * 1024;
/** Below this a sender may fill up again: a second of a 8 Mbit/s line. */
export const SEND_QUEUE_LOW_BYTES = 1024 * 1024;
/** Twice the largest frame: one is handled while the next arrives. */
export const RECEIVE_QUEUE_BYTES_MAX = 8 * 1024 * 1024;
/** What a waiting frame costs beside its bytes: without it, millions of empty frames would count as nothing. */
const FRAME_OVERHEAD_BYTES = 256;
/** A peer that doesn't answer a close frame for so long is cut off. */
export const CLOSE_MS_MAX = 2000;

export interface ConnectionOptions {
  readonly peer: PeerId;
  readonly direction: "inbound" | "outbound";
  readonly address: NetAddress;
  readonly listener: ConnectionListener;
  readonly sendQueueBytesMax?: number;
}

export function openConnection(socket: WebSocket, options: ConnectionOptions): Connection {
  const { peer, direction, address, listener } = options;
  const sendQueueBytesMax = options.sendQueueBytesMax ?? SEND_QUEUE_BYTES_MAX;
  let closing: { code: string; text: string } | undefined;
  let cutOff: NodeJS.Timeout | undefined;
  let aboveLowMark = false;
  let unhandledBytes = 0;

  function disconnect(code: string, text: string): void {
    if (closing !== undefined) return;
    closing = { code, text };
    // A paused socket would not see the other side's answer.
    socket.resume();
    socket.close(closeCodeOf(code), closeReasonOf(code, text));
    cutOff = setTimeout(() => socket.terminate(), CLOSE_MS_MAX);
  }

  function receive(data: RawData, isBinary: boolean): void {
    if (closing !== undefined) return;
    if (!isBinary) {
      disconnect("bad-frame", "Only binary frames are understood here.");
      return;
    }
    // The socket is in mode "nodebuffer", so it is a Buffer; the role gets a plain view, whose slice() copies.
    const buffer = data as Buffer;
    const frame = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    unhandledBytes += frame.length + FRAME_OVERHEAD_BYTES;
    if (unhandledBytes > RECEIVE_QUEUE_BYTES_MAX) socket.pause();
    listener.frame(frame);
  }

  function written(): void {
    if (!aboveLowMark || closing !== undefined || socket.bufferedAmount > SEND_QUEUE_LOW_BYTES) return;
    aboveLowMark = false;
    listener.drained(socket.bufferedAmount);
  }

  /** RFC 6455, section 5.5.2, as far as the other side reads its answers: a flood of pings must not fill the queue. */
  function answerPing(payload: Buffer): void {
    if (closing === undefined && socket.bufferedAmount <= SEND_QUEUE_LOW_BYTES) socket.pong(payload);
  }

  socket.on("message", receive);
  socket.on("ping", answerPing);
  socket.on("error", (error: Error & { code?: string }) => {
    closing ??= { code: codeOfError(error), text: error.message };
    cutOff ??= setTimeout(() => socket.terminate(), CLOSE_MS_MAX);
  });
  socket.on("close", (number, reason) => {
    clearTimeout(cutOff);
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
      socket.send(frame, { binary: true }, written);
      if (socket.bufferedAmount > SEND_QUEUE_LOW_BYTES) aboveLowMark = true;
    },
    disconnect,
    frameHandled(bytes) {
      unhandledBytes -= bytes + FRAME_OVERHEAD_BYTES;
      if (socket.isPaused && unhandledBytes <= RECEIVE_QUEUE_BYTES_MAX / 2) socket.resume();
    },
  };
}

function codeOfError(error: Error & { code?: string }): string {
  switch (error.code) {
    case "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH":
      return "bad-frame";
    case "ECONNRESET":
    case "EPIPE":
    case "ETIMEDOUT":
      return "connection-lost";
    default:
      return error.code?.startsWith("WS_ERR_") === true ? "protocol-error" : "connection-lost";
  }
}
