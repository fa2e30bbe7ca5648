/** Questions of peers on their way to an answer: they wait in line, and whoever asks beyond all measure has to go. */
import { type PeerOutbox, type Question, ServingQueue } from "@triad/gossip";
import type { Effects } from "./effects.ts";
import type { Now, PeerId } from "./seam.ts";

export interface ServingDeskPorts<Rest> {
  readonly outbox: PeerOutbox;
  readonly effects: Effects;
  /** Sends a piece of the answer; what it returns comes back for the next one, undefined: there is none. */
  readonly answer: (peer: PeerId, question: Question, rest: Rest | undefined, now: Now) => Rest | undefined;
}

export class ServingDesk<Rest> {
  readonly queue: ServingQueue<Rest>;
  readonly #outbox: PeerOutbox;

  constructor({ outbox, effects, answer }: ServingDeskPorts<Rest>) {
    this.#outbox = outbox;
    this.queue = new ServingQueue<Rest>({ answer, sentBytes: (peer) => effects.sentBytes(peer) });
  }

  asked(peer: PeerId, question: Question, now: Now): void {
    if (this.queue.ask(peer, question, now) !== "flood") return;
    this.#outbox.disconnect(peer, "flood", `more ${question.kind} wait than any node needs`);
  }
}
