/** What crossed which link, and what crossed one more than once, in either direction. */
import { bytesToHex } from "@triad/crypto";
import { DecodeError, decodeFrame, type Message } from "@triad/protocol";
import type { NodeLinks } from "./line-network.ts";

interface SentFrame {
  readonly from: number;
  readonly peer: number;
  readonly message: Message;
}

export interface LinkCount {
  readonly link: string;
  readonly frames: number;
  readonly byKind: ReadonlyMap<string, number>;
}

export class LinkFrames {
  readonly #frames: SentFrame[] = [];

  sent(from: number, peer: number, frame: Uint8Array): void {
    const message = decodeFrame(frame);
    if (message instanceof DecodeError) throw new Error(`a node sent what can't be read: ${message.what}`);
    this.#frames.push({ from, peer, message });
  }

  /** @throws Error when a frame went over a connection that is no link of the line. */
  count(links: readonly (NodeLinks | undefined)[]): readonly LinkCount[] {
    const counts = new Map<string, { frames: number; byKind: Map<string, number> }>();
    for (const frame of this.#frames) {
      const link = linkOf(frame, links);
      const count = counts.get(link) ?? { frames: 0, byKind: new Map<string, number>() };
      count.frames += 1;
      count.byKind.set(frame.message.kind, (count.byKind.get(frame.message.kind) ?? 0) + 1);
      counts.set(link, count);
    }
    return [...counts].map(([link, count]) => ({ link, ...count }));
  }

  /** Announcements and deliveries of one item that crossed one link more than once. */
  repeated(links: readonly (NodeLinks | undefined)[]): readonly string[] {
    const seen = new Map<string, number>();
    for (const frame of this.#frames) {
      for (const item of itemsOf(frame.message)) {
        const crossing = `${linkOf(frame, links)}: ${item}`;
        seen.set(crossing, (seen.get(crossing) ?? 0) + 1);
      }
    }
    return [...seen]
      .filter(([, times]) => times > 1)
      .map(([crossing, times]) => `${times} times over link ${crossing.slice(0, 80)}`);
  }
}

function linkOf({ from, peer }: SentFrame, links: readonly (NodeLinks | undefined)[]): string {
  const to = links[from]?.neighbours.get(peer);
  if (to === undefined) throw new Error(`node ${from} sent a frame over a connection that has ended since`);
  return from < to ? `${from}-${to}` : `${to}-${from}`;
}

function itemsOf(message: Message): readonly string[] {
  switch (message.kind) {
    case "inventory":
      return message.wtxids.map((id) => `announced transaction ${bytesToHex(id)}`);
    case "get-transactions":
      return message.wtxids.map((id) => `requested transaction ${bytesToHex(id)}`);
    case "transactions":
      return message.transactions.map((tx) => `sent transaction ${bytesToHex(tx)}`);
    case "compact-block":
    case "block-announcement":
      return [`announced header ${bytesToHex(message.header)}`];
    case "get-blocks":
      return message.hashes.map((hash) => `requested block ${bytesToHex(hash)}`);
    case "get-block-transactions":
      return [`requested transactions of block ${bytesToHex(message.hash)}`];
    case "block-transactions":
      return message.transactions.map((tx) => `sent transaction ${bytesToHex(tx)}`);
    case "block-reply":
      return [`sent block ${bytesToHex(message.block)}`];
    default:
      // questions, answers about ranges and the talk of the connection itself repeat by nature
      return [];
  }
}
