/** An invariant does not hold. Thrown out of the run, so that the trace ends where it was noticed. */
export class Violation extends Error {
  /** The checker's name, or "exception" where role code threw. */
  readonly checker: string;
  /** Whom the trace should show. */
  readonly nodes: readonly number[];

  constructor(checker: string, text: string, nodes: readonly number[], cause?: unknown) {
    super(text, cause === undefined ? {} : { cause });
    this.name = "Violation";
    this.checker = checker;
    this.nodes = nodes;
  }
}
