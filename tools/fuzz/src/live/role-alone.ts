/**
 * A role without a host: effects are performed at once and in order, signatures checked for real, time given by the
 * caller. One peer at a time, which greets properly, so that what follows is not refused for its manners.
 */
import { checkItems, MemoryStore, testKey } from "@triad/chain/testing";
import { taggedHash, wasmSchnorr } from "@triad/crypto";
import { DecodeError, decodeFrame, encodeMessage, type MessageOf } from "@triad/protocol";
import type { Core, Effect, Event, Now } from "@triad/roles";
import { createFullNode } from "@triad/roles/full-node";
import { Random } from "../generate/random.ts";
import { SAMPLE_NETWORK } from "../sample-chain.ts";
import { expectThat } from "../target.ts";

/** Keys that the peers take turns with: a ban of one must not end the run. */
const KEYS = 16;
const SCHNORR = wasmSchnorr();

export class RoleAlone {
  readonly #core: Core;
  readonly #store = new MemoryStore();
  readonly #random = new Random(1, "role");
  #ms = 1_000;
  #peer = 0;
  #wakeAtMs: number | undefined;
  #hello: MessageOf<"hello"> | undefined;
  /** Why the role ended the connection to the peer. */
  #ended: string | undefined;

  constructor() {
    this.#core = createFullNode({
      network: SAMPLE_NETWORK,
      store: this.#store,
      randomness: { bytes: (count) => this.#random.bytes(count), integer: (below) => this.#random.integer(below) },
      schnorr: SCHNORR,
      nodeSecretKey: new Uint8Array(32).fill(3),
      walletSeed: new Uint8Array(64).fill(4),
      userAgent: "fuzz",
      listen: { host: "10.0.0.1", port: 1 },
      connectOnly: undefined,
      peers: [],
      maxInbound: 8,
      maxOutbound: 0,
    });
    this.#perform(this.#core.start(this.#now()));
  }

  /** Hands the frames over as those of a new peer; why the role disconnected it, or undefined. */
  visit(frames: readonly Uint8Array[], greets: boolean): string | undefined {
    this.#peer += 1;
    this.#ended = undefined;
    this.#hello = undefined;
    const address = { host: `10.${this.#peer >> 16}.${(this.#peer >> 8) & 255}.${this.#peer & 255}`, port: 1 };
    this.#post({ type: "peer-connected", peer: this.#peer, direction: "inbound", address });
    if (greets) this.#greet();
    for (const frame of frames) {
      if (this.#ended !== undefined) break;
      this.#post({ type: "frame-received", peer: this.#peer, frame });
      this.#pass(20);
    }
    if (this.#ended === undefined) this.#post({ type: "peer-closed", peer: this.#peer, code: "", text: "" });
    this.#pass(200);
    return this.#ended;
  }

  #greet(): void {
    const hello = this.#hello;
    expectThat(hello !== undefined, "a node says Hello when a connection opens");
    if (hello === undefined) return;
    const { secretKey, key } = testKey(this.#peer % KEYS);
    const nonce = this.#random.bytes(32);
    const { kind, version, chainId } = hello;
    const own = { kind, version, chainId, role: "full-node", services: 1, nodeKey: key, nonce } as const;
    const more = { userAgent: "x", height: 9, work: 1n << 40n, listenHost: "", listenPort: 0, time: 0 };
    this.#send(encodeMessage({ ...own, ...more }));
    const parts = [chainId, Uint8Array.of(0), nonce, hello.nonce, key, hello.nodeKey];
    const signature = SCHNORR.sign(taggedHash("Triad/hello", ...parts), secretKey, new Uint8Array(32));
    this.#send(encodeMessage({ kind: "hello-proof", signature }));
  }

  #send(frame: Uint8Array): void {
    if (this.#ended === undefined) this.#post({ type: "frame-received", peer: this.#peer, frame });
  }

  #now(): Now {
    return { monotonicMs: this.#ms, unixMs: SAMPLE_NETWORK.genesis.header.time * 1000 + this.#ms };
  }

  #pass(ms: number): void {
    this.#ms += ms;
    if (this.#wakeAtMs === undefined || this.#wakeAtMs > this.#ms) return;
    this.#wakeAtMs = undefined;
    this.#post({ type: "woken" });
  }

  #post(event: Event): void {
    this.#perform(this.#core.handle(event, this.#now()));
  }

  #perform(effects: readonly Effect[]): void {
    const later: Event[] = [];
    for (const effect of effects) {
      switch (effect.type) {
        case "send":
          this.#received(effect.frame);
          break;
        case "disconnect":
          if (effect.peer !== this.#peer || this.#ended !== undefined) break;
          this.#ended = effect.code;
          later.push({ type: "peer-closed", peer: effect.peer, code: effect.code, text: effect.text });
          break;
        case "check-signatures":
          later.push({ type: "signatures-checked", job: effect.job, result: checkItems(effect.items) });
          break;
        case "commit":
          this.#store.apply(effect.batch);
          later.push({ type: "committed", commit: effect.commit });
          break;
        case "wake-at":
          this.#wakeAtMs = effect.monotonicMs;
          break;
        case "dial":
          later.push({ type: "dial-failed", address: effect.address, reason: "nobody is dialled here" });
          break;
        case "search-nonce":
        case "cancel":
        case "reply":
        case "notify":
        case "give-up":
          break;
        default:
          effect satisfies never;
      }
    }
    for (const event of later) this.#post(event);
  }

  #received(frame: Uint8Array): void {
    const message = decodeFrame(frame);
    expectThat(!(message instanceof DecodeError), "what a node sends can be read");
    if (!(message instanceof DecodeError) && message.kind === "hello") this.#hello = message;
  }
}
