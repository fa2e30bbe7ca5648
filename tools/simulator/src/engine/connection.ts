/**
 * One connection between two nodes as TCP gives it: bytes arrive in order and whole, or the connection breaks. Loss is
 * a delay until it was sent again. What the host does around a socket is done here too: the bound of the send queue,
 * `send-drained`, the closing handshake with its time limit (packages/host-nodejs/src/connection.ts).
 *
 * States of an end: open → closing (said goodbye, nothing comes in any more) → closed. `closed` is reported once.
 */
import type { Event, PeerId } from "@triad/roles";

/** As in the host. */
export const SEND_QUEUE_BYTES_MAX = 16 * 1024 * 1024;
export const SEND_QUEUE_LOW_BYTES = 1024 * 1024;
export const CLOSE_MS_MAX = 2_000;
/** TCP and WebSocket around a frame. */
const OVERHEAD_BYTES = 60;

/** What a connection needs of the network and of the node at one end. */
export interface Wire {
  readonly nowMs: () => number;
  readonly later: (ms: number, run: () => void) => void;
  /** Delay of one frame, retransmissions included. */
  readonly delayMs: () => number;
  /** What this direction carries, or its receiver reads, whichever is less. */
  readonly bytesPerMs: () => number;
  /** What the sender's connections share; undefined: this one has all of it. */
  readonly line: SharedLine | undefined;
  /** Nothing gets through at the moment. */
  readonly isCut: () => boolean;
  /** To the node at the sending end, if it is the process that opened the connection. */
  readonly post: (event: Event) => void;
  /** The process at the sending end that opened this connection still runs. */
  readonly isAlive: () => boolean;
  /** The machine at the sending end is on: it refuses what comes for a process that is gone. */
  readonly isPowered: () => boolean;
}

/** A machine's way out: what one connection sends waits for what others sent before. */
export interface SharedLine {
  readonly bytesPerMs: number;
  freeAtMs: number;
}

type Parcel =
  | { readonly type: "frame"; readonly frame: Uint8Array }
  | { readonly type: "close"; readonly code: string; readonly text: string };

export class ConnectionEnd {
  readonly peer: PeerId;
  readonly #wire: Wire;
  #other: ConnectionEnd | undefined;
  #state: "open" | "closing" | "closed" = "open";
  #why = { code: "", text: "" };
  /** When all that was sent so far has left. */
  #freeAtMs = 0;
  /** Nothing overtakes what was sent before. */
  #lastArrivalMs = 0;
  #queuedBytes = 0;
  readonly #queue: { readonly bytes: number; readonly leavesAtMs: number }[] = [];
  #isAboveLowMark = false;
  /** What arrived at a cut and waits behind it. */
  #held: Parcel[] = [];

  constructor(peer: PeerId, wire: Wire) {
    this.peer = peer;
    this.#wire = wire;
  }

  join(other: ConnectionEnd): void {
    this.#other = other;
  }

  get isOpen(): boolean {
    return this.#state === "open";
  }

  send(frame: Uint8Array): void {
    if (this.#state !== "open") return;
    this.#forgetWhatLeft();
    if (this.#queuedBytes + frame.length > SEND_QUEUE_BYTES_MAX) {
      this.disconnect("slow-reader", `More than ${SEND_QUEUE_BYTES_MAX} bytes wait to be read.`);
      return;
    }
    this.#dispatch({ type: "frame", frame }, frame.length);
    if (this.#queuedBytes > SEND_QUEUE_LOW_BYTES && !this.#isAboveLowMark) {
      this.#isAboveLowMark = true;
      this.#watchQueue();
    }
  }

  disconnect(code: string, text: string): void {
    if (this.#state !== "open") return;
    this.#state = "closing";
    this.#why = { code, text };
    this.#dispatch({ type: "close", code, text }, 0);
    this.#wire.later(CLOSE_MS_MAX, () => this.#end());
  }

  /** The way broke, or the process at this end died: nothing is said to this end's node if it is gone. */
  break(code: string): void {
    if (this.#state === "open") this.#why = { code, text: "" };
    this.#end();
  }

  /** The cut is mended: what waited goes on, before anything that was sent after it. */
  resume(): void {
    if (this.#held.length === 0) return;
    this.#wire.later(this.#wire.delayMs(), () => {
      if (this.#wire.isCut()) return;
      const held = this.#held;
      this.#held = [];
      for (const parcel of held) this.#other?.receive(parcel);
    });
  }

  #dispatch(parcel: Parcel, bytes: number): void {
    const { nowMs, later, delayMs, bytesPerMs, line } = this.#wire;
    const now = nowMs();
    let beginsAtMs = Math.max(now, this.#freeAtMs);
    if (line !== undefined) {
      const lineFreeAtMs = Math.max(now, line.freeAtMs);
      line.freeAtMs = lineFreeAtMs + (bytes + OVERHEAD_BYTES) / line.bytesPerMs;
      beginsAtMs = Math.max(beginsAtMs, lineFreeAtMs);
    }
    const leavesAtMs = beginsAtMs + (bytes + OVERHEAD_BYTES) / bytesPerMs();
    this.#freeAtMs = leavesAtMs;
    this.#queue.push({ bytes, leavesAtMs });
    this.#queuedBytes += bytes;
    this.#lastArrivalMs = Math.max(this.#lastArrivalMs, leavesAtMs + delayMs());
    later(this.#lastArrivalMs - now, () => this.#arrive(parcel));
  }

  #arrive(parcel: Parcel): void {
    if (this.#wire.isCut() || this.#held.length > 0) {
      this.#held.push(parcel);
      return;
    }
    this.#other?.receive(parcel);
  }

  /** For the other end only. */
  receive(parcel: Parcel): void {
    if (!this.#wire.isAlive() || this.#state === "closed") {
      if (this.#wire.isPowered()) this.#backToOther((other) => other.break("connection-lost"));
      return;
    }
    if (parcel.type === "frame") {
      if (this.#state === "open") this.#wire.post({ type: "frame-received", peer: this.peer, frame: parcel.frame });
      return;
    }
    if (this.#state === "open") this.#why = { code: parcel.code, text: parcel.text };
    this.#end();
    this.#backToOther((other) => other.#end());
  }

  #backToOther(run: (other: ConnectionEnd) => void): void {
    const other = this.#other;
    if (other === undefined) return;
    this.#wire.later(this.#wire.delayMs(), () => {
      if (!this.#wire.isCut()) run(other);
    });
  }

  #end(): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    if (this.#wire.isAlive()) this.#wire.post({ type: "peer-closed", peer: this.peer, ...this.#why });
  }

  #forgetWhatLeft(): void {
    const now = this.#wire.nowMs();
    let left = 0;
    while (left < this.#queue.length && (this.#queue[left]?.leavesAtMs ?? 0) <= now) {
      this.#queuedBytes -= this.#queue[left]?.bytes ?? 0;
      left += 1;
    }
    // nearly always all of it
    if (left === this.#queue.length) this.#queue.length = 0;
    else if (left > 0) this.#queue.splice(0, left);
  }

  /** Tells when the queue is short again; asked for only where it was long. */
  #watchQueue(): void {
    const waitMs = Math.max(1, this.#freeAtMs - this.#wire.nowMs()) / 2;
    this.#wire.later(waitMs, () => {
      this.#forgetWhatLeft();
      if (this.#state !== "open") return;
      if (this.#queuedBytes > SEND_QUEUE_LOW_BYTES) {
        this.#watchQueue();
        return;
      }
      this.#isAboveLowMark = false;
      this.#wire.post({ type: "send-drained", peer: this.peer, queuedBytes: this.#queuedBytes });
    });
  }
}
