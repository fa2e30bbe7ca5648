/** What all nodes send, counted by kind of message. Frames are told apart by their first bytes: decoding all would cost too much. */
import { DecodeError, decodeFrame, type Message } from "@triad/protocol";

export type Kind = Message["kind"];

export interface Sent {
  readonly frames: number;
  /** Of frames; TCP, IP and WebSocket come on top. */
  readonly bytes: number;
}

export type SentByKind = ReadonlyMap<Kind, Sent>;

/** A tag's further bytes follow where this bit is set (protobuf's varint). */
const MORE = 0x80;

export class SentFrames {
  readonly #kinds = new Map<number, Kind>();
  readonly #sent = new Map<Kind, { frames: number; bytes: number }>();

  count(frame: Uint8Array): void {
    const kind = this.kindOf(frame);
    if (kind === undefined) return;
    const sent = this.#sent.get(kind) ?? { frames: 0, bytes: 0 };
    sent.frames += 1;
    sent.bytes += frame.length;
    this.#sent.set(kind, sent);
  }

  /** Undefined: it can't be read. */
  kindOf(frame: Uint8Array): Kind | undefined {
    const [first = 0, second = 0] = frame;
    const tag = (first & MORE) === 0 ? first : first + 256 * second;
    const known = this.#kinds.get(tag);
    if (known !== undefined) return known;
    const message = decodeFrame(frame);
    if (message instanceof DecodeError) return undefined;
    this.#kinds.set(tag, message.kind);
    return message.kind;
  }

  /** So far, to be held against a later one. */
  copy(): SentByKind {
    return new Map([...this.#sent].map(([kind, { frames, bytes }]) => [kind, { frames, bytes }]));
  }
}

export function sentBetween(before: SentByKind, after: SentByKind): SentByKind {
  const between = [...after].map(([kind, { frames, bytes }]): [Kind, Sent] => {
    const earlier = before.get(kind);
    return [kind, { frames: frames - (earlier?.frames ?? 0), bytes: bytes - (earlier?.bytes ?? 0) }];
  });
  return new Map(between.filter(([, { frames }]) => frames > 0));
}

export function addSent(into: Map<Kind, Sent>, more: SentByKind): void {
  for (const [kind, { frames, bytes }] of more) {
    const sum = into.get(kind);
    into.set(kind, { frames: frames + (sum?.frames ?? 0), bytes: bytes + (sum?.bytes ?? 0) });
  }
}
