/**
 * What happened, in order: a number over all of it, and the last part of it in words.
 *
 * The hash is what two runs of one seed must agree on. It is no cryptographic one: it is compared between runs of the
 * same program only, and everything passes through it.
 */
import type { Effect, Event } from "@triad/roles";
import { describeEffect, describeEvent } from "./describe.ts";

/** Lines that can be shown after a failure: some minutes of a dozen nodes. What is kept costs the collector time. */
const LINES_KEPT = 6_000;

type Happening = string | Event | Effect;

interface Line {
  readonly ms: number;
  readonly node: number;
  readonly what: Happening;
  /** The effect or event was of a node; a text is the world's. */
  readonly kind: "event" | "effect" | "note";
}

export class Trace {
  readonly #lines: Line[] = [];
  #first = 0;
  #low = 0x811c9dc5;
  #high = 0x9e3779b9;
  readonly #double = new Float64Array(1);
  readonly #words = new Uint32Array(this.#double.buffer);
  count = 0;

  /** `node` is -1 for what concerns the whole network. */
  note(ms: number, node: number, what: string): void {
    this.#keep({ ms, node, what, kind: "note" });
    this.#text(what);
  }

  event(ms: number, node: number, what: Event): void {
    this.#keep({ ms, node, what, kind: "event" });
    this.#text(what.type);
    switch (what.type) {
      case "frame-received":
        this.#word(what.peer);
        this.#word(what.frame.length);
        return;
      case "peer-closed":
        this.#word(what.peer);
        this.#text(what.code);
        return;
      case "signatures-checked":
        this.#word(what.job);
        this.#word(what.result === "valid" ? 1 : 2);
        return;
      default:
        return;
    }
  }

  effect(ms: number, node: number, what: Effect): void {
    this.#keep({ ms, node, what, kind: "effect" });
    this.#text(what.type);
    switch (what.type) {
      case "send":
        this.#word(what.peer);
        this.#bytes(what.frame);
        return;
      case "disconnect":
        this.#word(what.peer);
        this.#text(what.code);
        return;
      case "search-nonce":
        this.#bytes(what.header);
        return;
      case "commit":
        this.#word(what.batch.coins.size);
        if (what.batch.coinsTip !== undefined) this.#bytes(what.batch.coinsTip);
        return;
      case "wake-at":
        this.#number(what.monotonicMs ?? -1);
        return;
      case "notify":
        this.#text(what.notice.text);
        return;
      default:
        return;
    }
  }

  get hash(): string {
    return [this.#low, this.#high].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  /** The last `count` lines about these nodes or the whole network; all nodes when none is named. */
  last(count: number, nodes: readonly number[], nameOf: (node: number) => string): string[] {
    const wanted = this.#lines
      .slice(this.#first)
      .concat(this.#lines.slice(0, this.#first))
      .filter(({ node }) => node === -1 || nodes.length === 0 || nodes.includes(node));
    return wanted.slice(-count).map((line) => `${timeOf(line.ms)}  ${nameOf(line.node).padEnd(14)} ${describe(line)}`);
  }

  #keep(line: Line): void {
    this.count += 1;
    this.#number(line.ms);
    this.#word(line.node);
    if (this.#lines.length < LINES_KEPT) {
      this.#lines.push(line);
      return;
    }
    this.#lines[this.#first] = line;
    this.#first = (this.#first + 1) % LINES_KEPT;
  }

  #number(value: number): void {
    this.#double[0] = value;
    this.#word(this.#words[0] as number);
    this.#word(this.#words[1] as number);
  }

  #text(text: string): void {
    let low = this.#low;
    for (let i = 0; i < text.length; i++) low = Math.imul(low ^ text.charCodeAt(i), 0x01000193);
    this.#low = low;
    this.#word(text.length);
  }

  #bytes(bytes: Uint8Array): void {
    let low = this.#low;
    let at = 0;
    // four at a time: all that is sent passes here
    for (; at + 4 <= bytes.length; at += 4) {
      const [a, b, c, d] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]] as [number, number, number, number];
      low = Math.imul(low ^ (a | (b << 8) | (c << 16) | (d << 24)), 0x01000193);
      // or the highest bit of any would be as good as that of any other
      low ^= low >>> 15;
    }
    for (; at < bytes.length; at++) low = Math.imul(low ^ (bytes[at] as number), 0x01000193);
    this.#low = low;
    this.#word(bytes.length);
  }

  #word(word: number): void {
    this.#low = Math.imul(this.#low ^ word, 0x01000193);
    this.#high = (Math.imul(this.#high ^ this.#low, 0x85ebca6b) >>> 0) ^ (this.#low >>> 13);
  }
}

function describe({ what, kind }: Line): string {
  if (typeof what === "string") return what;
  return kind === "event" ? `< ${describeEvent(what as Event)}` : `> ${describeEffect(what as Effect)}`;
}

/** `0:12:03.250`. */
export function timeOf(ms: number): string {
  const pad = (value: number, digits: number): string => String(Math.floor(value)).padStart(digits, "0");
  return `${Math.floor(ms / 3_600_000)}:${pad((ms / 60_000) % 60, 2)}:${pad((ms / 1000) % 60, 2)}.${pad(ms % 1000, 3)}`;
}
