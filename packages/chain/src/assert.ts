/** A broken invariant of our own: a bug, never a verdict about what a peer sent. `why` says why it always holds. */
export function assert(condition: boolean, why: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${why}`);
}
