/**
 * A map that forgets what came longest ago, a whole generation at a time.
 *
 * A Map that deletes its oldest entry for each new one is slow once it is full: to find the oldest it walks over all that
 * were deleted before. Here nothing is looked for: when the young generation is full, it becomes the old one, and the
 * old one goes.
 *
 * Invariant: never more than `countMax` entries, and always at least the last half as many.
 */
export class TwoGenerations<K, V> {
  private young = new Map<K, V>();
  private old = new Map<K, V>();
  private readonly youngMax: number;

  /** At least 2. */
  constructor(countMax: number) {
    this.youngMax = Math.floor(countMax / 2);
  }

  get size(): number {
    return this.young.size + this.old.size;
  }

  get(key: K): V | undefined {
    return this.young.get(key) ?? this.old.get(key);
  }

  /** The key is among the last ones again. */
  set(key: K, value: V): void {
    if (!this.young.has(key)) {
      if (this.young.size >= this.youngMax) {
        this.old = this.young;
        this.young = new Map();
      }
      this.old.delete(key);
    }
    this.young.set(key, value);
  }

  clear(): void {
    this.young.clear();
    this.old.clear();
  }
}
