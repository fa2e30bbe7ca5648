/**
 * A peer for tests that greets like a node and then says only what the test tells it to: what an honest node never
 * would, or nothing at all.
 */
import type { PeerView as ReadyPeer } from "@triad/gossip";
import type { Message } from "@triad/protocol";
import { Effects } from "../effects.ts";
import { PeerDesk, SERVICE_FULL_CHAIN } from "../peer-desk.ts";
import type { RoleName, RoleOptions } from "../role-options.ts";
import type { Core, Effect, Event, Now, PeerId } from "../seam.ts";

export interface PeerScript {
  readonly role?: RoleName;
  /** Of the Hello; the complete chain unless given. */
  readonly services?: number;
  /** Height and work of the Hello. */
  readonly tip?: { readonly height: number; readonly work: bigint };
  /** Called when a greeting is done; what `say` is given is sent at once. */
  readonly greeted?: (say: (message: Message) => void) => void;
  /** Answers to a message. */
  readonly answer?: (message: Message) => readonly Message[];
}

export class ScriptedPeer implements Core {
  /** All that came after the greeting. */
  readonly received: Message[] = [];
  /** Why its connections ended. */
  readonly closed: string[] = [];
  readonly #script: PeerScript;
  readonly #effects = new Effects();
  readonly #desk: PeerDesk;
  readonly #ready = new Set<PeerId>();

  constructor(options: RoleOptions, script: PeerScript) {
    this.#script = script;
    this.#desk = new PeerDesk(script.role ?? "full-node", script.services ?? SERVICE_FULL_CHAIN, options, {
      effects: this.#effects,
      tip: () => script.tip ?? { height: 0, work: 0n },
      onReady: (peer) => this.#greeted(peer),
      onGone: (peer) => this.#ready.delete(peer.peer),
      accessOf: () => "not-asked",
    });
  }

  start(now: Now): readonly Effect[] {
    this.#desk.connections.start(now);
    return this.#take();
  }

  handle(event: Event, now: Now): readonly Effect[] {
    if (event.type === "woken") {
      this.#effects.woken();
      this.#desk.connections.wake(now);
    }
    if (event.type === "peer-closed") this.closed.push(event.code);
    if (event.type === "operator-command" && event.command.name === "connect") {
      this.#effects.reply(event.reply, this.#desk.connect(event.command.address, now));
    }
    const left = this.#desk.handle(event, now);
    if (left !== undefined) {
      this.received.push(left.message);
      for (const message of this.#script.answer?.(left.message) ?? []) this.#effects.send(left.peer, message);
    }
    return this.#take();
  }

  /** To every peer, as effects for the network to perform. */
  say(message: Message): readonly Effect[] {
    for (const peer of this.#ready) this.#effects.send(peer, message);
    return this.#take();
  }

  #greeted({ peer }: ReadyPeer): void {
    this.#ready.add(peer);
    this.#script.greeted?.((message) => this.#effects.send(peer, message));
  }

  #take(): readonly Effect[] {
    this.#effects.wakeAt(this.#desk.connections.nextWake());
    return this.#effects.take();
  }
}
