/** The built-in local network with the easiest target there is, and an operator's answers taken apart. */
import { BUILT_IN_NETWORKS, makeNetwork } from "@triad/chain";
import type { OperatorReply, OperatorValue } from "../operator.ts";

const LOCAL = BUILT_IN_NETWORKS.local;

export const EASY_NETWORK = makeNetwork({
  ...LOCAL,
  seeds: [],
  consensus: { ...LOCAL.consensus, easiestBits: 0x207fffff, genesisBits: 0x207fffff },
});

/** Mines only when it is told to. */
export const MINING_OFF = { mode: "off", threads: 1, payTo: undefined, text: "test" } as const;

/** @throws Error when the answer is a refusal, or of another kind. */
export function contentOf<Of extends OperatorValue["of"]>(
  reply: OperatorReply,
  of: Of,
): Extract<OperatorValue, { of: Of }> {
  if (!reply.ok) throw new Error(`${reply.code}: ${reply.message}`);
  if (reply.value.of !== of) throw new Error(`asked for ${of}, got ${reply.value.of}`);
  return reply.value as Extract<OperatorValue, { of: Of }>;
}

/** The code of a refusal; "ok" when it is none. */
export function codeOf(reply: OperatorReply): string {
  return reply.ok ? "ok" : reply.code;
}
