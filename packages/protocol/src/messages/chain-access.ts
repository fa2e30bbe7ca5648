/** Asking a full node for the complete chain, and its answer. */
import { triad } from "../generated/wire.js";
import type { AccessDecision } from "../messages.ts";
import { type Converter, once } from "./converter.ts";

/** By number on the wire. 0 is protobuf's "not set", which no peer may send. */
const DECISIONS: readonly (AccessDecision | undefined)[] = [
  undefined,
  "granted",
  "pending",
  "denied",
  "not-a-full-node",
];

export const accessRequest: Converter<"access-request"> = {
  field: 19,
  occurrencesMax: once(0),
  read() {
    return { kind: "access-request" };
  },
  problemOf() {
    return undefined;
  },
  write() {
    return { accessRequest: {} };
  },
};

export const accessReply: Converter<"access-reply"> = {
  field: 20,
  occurrencesMax: once(1),
  read(payload) {
    const decision = DECISIONS[triad.AccessReply.decode(payload).decision];
    return decision === undefined ? "decision-unknown" : { kind: "access-reply", decision };
  },
  problemOf(message) {
    return DECISIONS.indexOf(message.decision) > 0 ? undefined : "decision-unknown";
  },
  write(message) {
    return { accessReply: { decision: DECISIONS.indexOf(message.decision) } };
  },
};
