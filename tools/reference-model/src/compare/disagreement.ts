/** Thrown where chain and model say different things: one of them is wrong by the specification. */
export class Disagreement extends Error {
  override readonly name = "Disagreement";
}

export function agree(what: string, chain: unknown, model: unknown): void {
  const [a, b] = [chain, model].map((value) => (typeof value === "object" ? JSON.stringify(value) : String(value)));
  if (a !== b) throw new Disagreement(`${what}: the chain says ${a}, the model ${b}`);
}
