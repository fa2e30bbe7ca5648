/**
 * A binary heap that knows where each item is, so that an item whose rank changed can be moved, and one from the
 * middle removed, in O(log n). Chosen over a sorted list or tree because the pool only ever asks for the first.
 */
export class IndexedHeap<T> {
  private readonly items: T[] = [];
  private readonly places = new Map<T, number>();
  private readonly compare: (a: T, b: T) => number;

  /** `compare` is a total order: never 0 for two different items, so that every run chooses alike. */
  constructor(compare: (a: T, b: T) => number, items: Iterable<T> = []) {
    this.compare = compare;
    for (const item of items) this.place(item, this.items.length);
    for (let at = (this.items.length >> 1) - 1; at >= 0; at--) this.sink(at);
  }

  get size(): number {
    return this.items.length;
  }

  first(): T | undefined {
    return this.items[0];
  }

  takeFirst(): T | undefined {
    const first = this.items[0];
    if (first !== undefined) this.delete(first);
    return first;
  }

  has(item: T): boolean {
    return this.places.has(item);
  }

  /** Adds the item, or moves it to where it belongs now. */
  set(item: T): void {
    const at = this.places.get(item) ?? this.items.length;
    if (at === this.items.length) this.place(item, at);
    this.sink(this.rise(at));
  }

  delete(item: T): void {
    const at = this.places.get(item);
    if (at === undefined) return;
    this.places.delete(item);
    const last = this.items.pop() as T;
    if (last === item) return;
    this.place(last, at);
    this.sink(this.rise(at));
  }

  private place(item: T, at: number): void {
    this.items[at] = item;
    this.places.set(item, at);
  }

  /** Returns where the item ended. */
  private rise(from: number): number {
    const item = this.items[from] as T;
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.items[above] as T;
      if (this.compare(parent, item) <= 0) break;
      this.place(parent, at);
      at = above;
    }
    this.place(item, at);
    return at;
  }

  private sink(from: number): void {
    const item = this.items[from] as T;
    let at = from;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.items.length) break;
      if (below + 1 < this.items.length && this.compare(this.items[below + 1] as T, this.items[below] as T) < 0)
        below++;
      const child = this.items[below] as T;
      if (this.compare(item, child) <= 0) break;
      this.place(child, at);
      at = below;
    }
    this.place(item, at);
  }
}
