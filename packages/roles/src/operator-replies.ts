/** The three forms of an answer to an operator. */
import type { OperatorReply, OperatorValue } from "./operator.ts";

export function value(of: OperatorValue): OperatorReply {
  return { ok: true, value: of };
}

/** `id`: a txid, a block hash or an address, where there is one. */
export function done(text: string, id?: string | undefined): OperatorReply {
  return { ok: true, value: id === undefined ? { of: "done", text } : { of: "done", text, id } };
}

/** `code` is stable; `message` says what to do. */
export function refuse(code: string, message: string): Extract<OperatorReply, { ok: false }> {
  return { ok: false, code, message };
}
