/**
 * Why bytes were refused. A value that is returned, never thrown: a peer's bytes are expected to be
 * wrong, and a verdict about them must not unwind anything else. It carries no stack on purpose, so that
 * refusing stays cheaper than sending.
 */
export class DecodeError {
  /** Short, kebab-case and stable, such as "varint-not-minimal". */
  readonly what: string;
  /** Offset in bytes, in the input that was read, of the place where the reader gave up. */
  readonly at: number;

  constructor(what: string, at: number) {
    this.what = what;
    this.at = at;
  }
}
