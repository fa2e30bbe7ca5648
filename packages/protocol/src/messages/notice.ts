/** A notice: a stable code for the program and a line for the person, mostly before a connection is closed. */
import { triad } from "../generated/wire.js";
import { NOTICE_TEXT_BYTES_MAX } from "../limits.ts";
import { type Converter, once } from "./converter.ts";
import { isCode, isLine } from "./text-fields.ts";

export const notice: Converter<"notice"> = {
  field: 21,
  occurrencesMax: once(2),
  read(payload) {
    const { code, text } = triad.Notice.decode(payload);
    return { kind: "notice", code, text };
  },
  problemOf(message) {
    if (!isCode(message.code)) return "code";
    return isLine(message.text, NOTICE_TEXT_BYTES_MAX) ? undefined : "text";
  },
  write(message) {
    return { notice: { code: message.code, text: message.text } };
  },
};
