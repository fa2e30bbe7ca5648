/** How many frames and bytes of each kind a node has sent. */
import { DecodeError, decodeFrame } from "@triad/protocol";

export interface SentOfKind {
  readonly frames: number;
  readonly bytes: number;
}

export type SentByKind = Readonly<Record<string, SentOfKind>>;

export class SentBytes {
  #frames: Uint8Array[] = [];

  /** Read when it is asked for: reading takes time that is being measured. */
  add(frame: Uint8Array): void {
    this.#frames.push(frame);
  }

  /** Since the last call. */
  take(): SentByKind {
    const byKind: Record<string, SentOfKind> = {};
    for (const frame of this.#frames) {
      const message = decodeFrame(frame);
      if (message instanceof DecodeError) throw new Error(`a node sent what can't be read: ${message.what}`);
      const { frames, bytes } = byKind[message.kind] ?? { frames: 0, bytes: 0 };
      byKind[message.kind] = { frames: frames + 1, bytes: bytes + frame.length };
    }
    this.#frames = [];
    return byKind;
  }
}
