/**
 * One WebSocket frame is one Envelope with exactly one field.
 *
 * The order is the defence: the kind from the first tag, the frame's length against that kind's limit, the
 * number of elements, and only then the decoder. Nothing here throws because of a peer.
 */
import { DecodeError } from "./decode-error.ts";
import { triad } from "./generated/wire.js";
import { FRAME_BYTES_MAX, LIMITS } from "./limits.ts";
import { CONVERTERS, kindOfField } from "./messages/converters.ts";
import type { Message, MessageKind, MessageOf } from "./messages.ts";
import { checkFields, WireCursor } from "./wire-fields.ts";

/** Length-delimited, the wire type of every nested message. */
const LENGTH_DELIMITED = 2;

/** Read a frame. What is returned shares no memory with the frame; `at` of an error counts from the frame's start. */
export function decodeFrame(frame: Uint8Array): Message | DecodeError {
  if (frame.length > FRAME_BYTES_MAX) return new DecodeError("frame-too-long", FRAME_BYTES_MAX);
  const cursor = new WireCursor(frame);
  const tag = cursor.varint(5);
  if (tag === undefined) return new DecodeError("malformed-frame", 0);
  const kind = tag % 8 === LENGTH_DELIMITED ? kindOfField(Math.floor(tag / 8)) : undefined;
  if (kind === undefined) return new DecodeError("unknown-kind", 0);
  const { frameBytesMax } = LIMITS[kind];
  if (frame.length > frameBytesMax) return new DecodeError("frame-too-long", frameBytesMax);
  const length = cursor.varint(5);
  if (length === undefined || length !== cursor.left) return new DecodeError("malformed-frame", cursor.at);
  return readPayload(kind, frame, cursor.at);
}

/** The frame of a message. @throws RangeError when a peer would refuse it, which is a bug of the caller. */
export function encodeMessage(message: Message): Uint8Array {
  return writeFrame(message.kind, message);
}

function readPayload<K extends MessageKind>(kind: K, frame: Uint8Array, start: number): MessageOf<K> | DecodeError {
  const payload = frame.subarray(start);
  const converter = CONVERTERS[kind];
  const malformed = checkFields(payload, converter.occurrencesMax);
  if (malformed !== undefined) return new DecodeError(malformed.what, start + malformed.at);
  let message: MessageOf<K> | string;
  try {
    message = converter.read(payload);
  } catch {
    // The generated decoder throws for invalid UTF-8 and for nested messages that are cut off or too deep.
    return new DecodeError("malformed-message", start);
  }
  if (typeof message === "string") return new DecodeError(message, start);
  const problem = converter.problemOf(message);
  return problem === undefined ? message : new DecodeError(problem, start);
}

function writeFrame<K extends MessageKind>(kind: K, message: MessageOf<K>): Uint8Array {
  const converter = CONVERTERS[kind];
  const problem = converter.problemOf(message);
  if (problem !== undefined) throw new RangeError(`a ${kind} message that peers refuse: ${problem}`);
  return new Uint8Array(triad.Envelope.encode(converter.write(message)).finish());
}
