/** Hashes done in each of the last 24 hours' minutes: the hash rate over time. For display: nothing else depends on it. */

const MINUTE_MS = 60_000;
/** A day. One number each. */
const MINUTES_KEPT = 1_440;

export class HashHistory {
  readonly #hashes = new Float64Array(MINUTES_KEPT);
  #startMs: number | undefined;
  /** Of the monotonic clock, since its beginning; all minutes up to this one are right in the ring. */
  #minute = 0;

  /** A search starts; the first one starts the clock. Pauses after that count as such. */
  start(nowMs: number): void {
    if (this.#startMs !== undefined) return;
    this.#startMs = nowMs;
    this.#minute = minuteOf(nowMs);
  }

  add(hashes: number, nowMs: number): void {
    this.start(nowMs);
    this.#moveTo(nowMs);
    this.#hashes[this.#minute % MINUTES_KEPT] = this.#at(this.#minute) + hashes;
  }

  /** Hashes a second of the last so many minutes, up to a day, or of the time since the start if that is less. */
  average(minutes: number, nowMs: number): number {
    if (this.#startMs === undefined) return 0;
    this.#moveTo(nowMs);
    const whole = Math.min(minutes, MINUTES_KEPT - 1);
    // the present minute and as many whole ones before it
    const fromMs = Math.max(this.#startMs, (this.#minute - whole) * MINUTE_MS);
    let hashes = 0;
    for (let minute = Math.max(0, this.#minute - whole); minute <= this.#minute; minute++) hashes += this.#at(minute);
    return nowMs <= fromMs ? 0 : (hashes * 1000) / (nowMs - fromMs);
  }

  /** Hashes a second in each of the last whole minutes, oldest first; none from before the start. */
  series(minutes: number, nowMs: number): readonly number[] {
    if (this.#startMs === undefined) return [];
    this.#moveTo(nowMs);
    const first = Math.max(minuteOf(this.#startMs) + 1, this.#minute - Math.min(minutes, MINUTES_KEPT - 1));
    const series: number[] = [];
    for (let minute = first; minute < this.#minute; minute++) series.push((this.#at(minute) * 1000) / MINUTE_MS);
    return series;
  }

  #moveTo(nowMs: number): void {
    const minute = minuteOf(nowMs);
    const passed = Math.min(minute - this.#minute, MINUTES_KEPT);
    for (let back = 0; back < passed; back++) this.#hashes[(minute - back) % MINUTES_KEPT] = 0;
    if (minute > this.#minute) this.#minute = minute;
  }

  #at(minute: number): number {
    return this.#hashes[minute % MINUTES_KEPT] ?? 0;
  }
}

function minuteOf(ms: number): number {
  return Math.floor(ms / MINUTE_MS);
}
