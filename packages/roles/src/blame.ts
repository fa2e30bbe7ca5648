/**
 * Whether a refused object speaks against the peer that sent it. One table; what the end of a connection then means for
 * the next one is a table of its own (offences.ts in gossip).
 *
 * The principle: nobody is punished for what an attacker could make an honest node send, nor for what depends on the
 * clock or on what is known here. Those who deliver descendants of an invalid block may not know that it is invalid.
 */
import type { Reject, RejectClass, RejectCode } from "@triad/chain";
import type { AnyReject } from "@triad/mempool";

interface Blame {
  /** All other classes are ignored. */
  readonly classes: readonly (RejectClass | AnyReject["class"])[];
  /** Of these classes, but nobody's fault. */
  readonly excused: readonly RejectCode[];
}

const TABLE = {
  // an answer that begins with the child of an unknown block was not what the question asked for
  header: { classes: ["invalid", "mutated", "missing"], excused: ["bad-prevblk"] },
  block: { classes: ["invalid", "mutated"], excused: ["bad-prevblk"] },
  // these three depend on the tip; whatever the pool refuses by policy depends on the node
  transaction: {
    classes: ["invalid"],
    excused: ["bad-txns-nonfinal", "bad-txns-inputs-missingorspent", "bad-txns-premature-spend-of-coinbase"],
  },
} as const satisfies Readonly<Record<string, Blame>>;

export function isSendersFault(what: keyof typeof TABLE, reject: Reject | AnyReject): boolean {
  const { classes, excused }: Blame = TABLE[what];
  return classes.includes(reject.class) && !excused.some((code) => code === reject.code);
}
