/**
 * What every kind of message supplies: how it is read from the generated code's objects, written to them,
 * and which values it may have. `problemOf` judges both directions: what we refuse to read we never send.
 */
import type { triad } from "../generated/wire.js";
import type { MessageKind, MessageOf } from "../messages.ts";

export interface Converter<K extends MessageKind> {
  /** Number of the kind's field in Envelope. */
  readonly field: number;
  /** How often each field of the message may occur, from field 1 on; counted before `read`. */
  readonly occurrencesMax: readonly number[];
  /** The message, or why there is none. May throw what the generated decoder throws. Returned bytes are copies. */
  read(payload: Uint8Array): MessageOf<K> | string;
  /** Why the message may not be sent or received, or undefined. */
  problemOf(message: MessageOf<K>): string | undefined;
  write(message: MessageOf<K>): triad.Envelope.$Properties;
}

/** Occurrences of a message with `count` fields none of which is repeated. */
export function once(count: number): readonly number[] {
  return new Array<number>(count).fill(1);
}
