/**
 * Whether a refused object speaks against the peer that sent it, and how that peer's connection then ends: one table of
 * all classes of rejects. What such an end means for the next connection is a table of its own (offences.ts in gossip).
 *
 * The principle: nobody is punished for what an attacker could make an honest node send, nor for what depends on the
 * clock or on what is known here. Those who deliver descendants of an invalid block may not know that it is invalid.
 */
import type { Reject, RejectCode } from "@triad/chain";
import type { DisconnectCode } from "@triad/gossip";
import type { AnyReject } from "@triad/mempool";

export interface Blame {
  readonly classes: Readonly<Record<AnyReject["class"], "sender" | "nobody">>;
  /** Of the sender's classes, but nobody's fault. */
  readonly excused: readonly RejectCode[];
  readonly ends: DisconnectCode;
}

export type RefusedObject = "header" | "block" | "transaction";

export const BLAME: Readonly<Record<RefusedObject, Blame>> = {
  header: {
    // an answer that begins with the child of an unknown block was not what the question asked for
    classes: { invalid: "sender", mutated: "sender", missing: "sender", early: "nobody", policy: "nobody" },
    excused: ["bad-prevblk"],
    ends: "invalid-header",
  },
  block: {
    classes: { invalid: "sender", mutated: "sender", missing: "nobody", early: "nobody", policy: "nobody" },
    excused: ["bad-prevblk"],
    ends: "invalid-block",
  },
  transaction: {
    classes: { invalid: "sender", mutated: "nobody", missing: "nobody", early: "nobody", policy: "nobody" },
    // these three depend on the tip; whatever the pool refuses by policy depends on the node
    excused: ["bad-txns-nonfinal", "bad-txns-inputs-missingorspent", "bad-txns-premature-spend-of-coinbase"],
    ends: "protocol-error",
  },
};

/** How the connection of whoever sent it ends; undefined: it goes on. */
export function offenceOf(what: RefusedObject, reject: Reject | AnyReject): DisconnectCode | undefined {
  const { classes, excused, ends } = BLAME[what];
  if (classes[reject.class] === "nobody" || excused.some((code) => code === reject.code)) return undefined;
  return ends;
}

export function isSendersFault(what: RefusedObject, reject: Reject | AnyReject): boolean {
  return offenceOf(what, reject) !== undefined;
}
