/** WebSocket frames as bytes, many at a time: a million of them must cost the attacker less than the node. */

export type FrameKind = "binary" | "text" | "continuation" | "ping";

const OPCODES: Readonly<Record<FrameKind, number>> = { continuation: 0, text: 1, binary: 2, ping: 9 };

/** Head of a client's frame (RFC 6455, section 5.2). The mask is zeros, so payloads travel as they are. */
export function frameHead(payloadBytes: number, kind: FrameKind, isLast: boolean): Uint8Array {
  const head = Buffer.alloc(14);
  head[0] = (isLast ? 0x80 : 0) | OPCODES[kind];
  if (payloadBytes < 126) {
    head[1] = 0x80 | payloadBytes;
    return head.subarray(0, 6);
  }
  if (payloadBytes < 65_536) {
    head[1] = 0x80 | 126;
    head.writeUInt16BE(payloadBytes, 2);
    return head.subarray(0, 8);
  }
  head[1] = 0x80 | 127;
  head.writeBigUInt64BE(BigInt(payloadBytes), 2);
  return head;
}

export interface FrameBatch {
  readonly bytes: Uint8Array;
  readonly frames: number;
}

/** Whole messages, one after the other. */
export function batchOf(payloads: readonly Uint8Array[], kind: FrameKind = "binary"): FrameBatch {
  const parts = payloads.flatMap((payload) => [frameHead(payload.length, kind, true), payload]);
  return { bytes: Buffer.concat(parts), frames: payloads.length };
}

/** The same message many times over. */
export function repeated(payload: Uint8Array, frames: number, kind: FrameKind = "binary"): FrameBatch {
  const one = Buffer.concat([frameHead(payload.length, kind, true), payload]);
  return { bytes: Buffer.alloc(one.length * frames, one), frames };
}
