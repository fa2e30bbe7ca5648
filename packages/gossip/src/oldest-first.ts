/**
 * A map in order of insertion whose oldest entry is found at once, however many came and went.
 *
 * A plain Map is in that order too, but a new iterator walks over all that were deleted at its beginning: where the
 * oldest is looked for at every event, whoever floods a node with keys makes it walk thousands of steps each time.
 * One iterator that stays passes each deleted entry once.
 *
 * Invariant: before the iterator lies nothing but deleted entries and `first`.
 */
export class OldestFirst<K, V> {
  readonly #entries = new Map<K, V>();
  #iterator = this.#entries.entries();
  #first: readonly [K, V] | undefined;

  get size(): number {
    return this.#entries.size;
  }

  has(key: K): boolean {
    return this.#entries.has(key);
  }

  /** False: the key is there already, and keeps its place and value. */
  add(key: K, value: V): boolean {
    if (this.#entries.has(key)) return false;
    this.#entries.set(key, value);
    return true;
  }

  delete(key: K): void {
    if (this.#entries.delete(key) && this.#first?.[0] === key) this.#first = undefined;
  }

  clear(): void {
    this.#entries.clear();
    this.#begin();
  }

  /** Undefined when there is none. */
  oldest(): readonly [K, V] | undefined {
    if (this.#first !== undefined) return this.#first;
    const next = this.#iterator.next();
    // an iterator that has come to its end stays there, whatever is added later
    if (next.done === true) this.#begin();
    else this.#first = next.value;
    return this.#first;
  }

  #begin(): void {
    this.#iterator = this.#entries.entries();
    this.#first = undefined;
  }
}
