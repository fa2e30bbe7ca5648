/**
 * Whether the other side of one connection still answers.
 *
 * States: quiet (no ping under way), waiting (a ping under way).
 * Events: heard (any message), pong, due.
 *   quiet    PING_INTERVAL_MS since the last ping ended  -> send a ping; waiting. PING_EARLY_MS before, too, when
 *            another connection is pinged: so those of many connections come to share their moments, and an idle node
 *            sleeps for most of half a minute instead of waking for each of them
 *   waiting  the right pong                              -> round trip known; quiet
 *   waiting  PING_TIMEOUT_MS without pong nor any other message -> dead
 * A message other than the pong counts as a sign of life, because a pong can stand in the queue behind megabytes of
 * blocks. A wrong pong is ignored: it may answer a ping that was given up.
 */
import { equalBytes } from "@triad/crypto";

/** Policy: rare enough to cost nothing, frequent enough that home routers keep the mapping open. */
export const PING_INTERVAL_MS = 30_000;

/** Policy: with a third of the interval at most three moments are left, whatever the number of connections. */
export const PING_EARLY_MS = 10_000;

/** Policy: a minute of silence is longer than any pause of a working line or of a collecting process. */
export const PING_TIMEOUT_MS = 60_000;

/** What the wire format prescribes for a ping. */
export const PING_NONCE_BYTES = 8;

export class KeepAlive {
  #nonce: Uint8Array | undefined;
  #pingSentMs = 0;
  #nextPingMs: number;
  #lastHeardMs: number;
  #roundTripMs: number | undefined;
  #lowestRoundTripMs: number | undefined;

  constructor(nowMs: number) {
    this.#lastHeardMs = nowMs;
    this.#nextPingMs = nowMs;
  }

  get roundTripMs(): number | undefined {
    return this.#roundTripMs;
  }

  /** Of all pings; a busy line makes a round trip longer, nothing makes it shorter than it is. */
  get lowestRoundTripMs(): number | undefined {
    return this.#lowestRoundTripMs;
  }

  heard(nowMs: number): void {
    this.#lastHeardMs = nowMs;
  }

  pong(nonce: Uint8Array, nowMs: number): void {
    if (this.#nonce === undefined || !equalBytes(nonce, this.#nonce)) return;
    this.#nonce = undefined;
    this.#roundTripMs = nowMs - this.#pingSentMs;
    this.#lowestRoundTripMs = Math.min(this.#roundTripMs, this.#lowestRoundTripMs ?? this.#roundTripMs);
    this.#nextPingMs = nowMs + PING_INTERVAL_MS;
  }

  /** The next ping is due at once, because there is a doubt. */
  hurry(nowMs: number): void {
    this.#nextPingMs = Math.min(this.#nextPingMs, nowMs);
  }

  /** `isAnotherDue`: another connection is pinged now. */
  due(nowMs: number, isAnotherDue: boolean): "ping" | "dead" | "nothing" {
    if (this.#nonce !== undefined) return nowMs < this.nextWakeMs() ? "nothing" : "dead";
    return nowMs < this.#nextPingMs - (isAnotherDue ? PING_EARLY_MS : 0) ? "nothing" : "ping";
  }

  /** `nonce`: PING_NONCE_BYTES fresh random bytes. */
  pingSent(nonce: Uint8Array, nowMs: number): void {
    this.#nonce = nonce;
    this.#pingSentMs = nowMs;
  }

  nextWakeMs(): number {
    if (this.#nonce === undefined) return this.#nextPingMs;
    return Math.max(this.#pingSentMs, this.#lastHeardMs) + PING_TIMEOUT_MS;
  }
}
