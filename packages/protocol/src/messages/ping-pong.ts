/** Ping and pong: is the other side still there, and how far away. */
import { triad } from "../generated/wire.js";
import { PING_NONCE_BYTES } from "../limits.ts";
import { copyOf } from "./bytes-fields.ts";
import { type Converter, once } from "./converter.ts";

export const ping: Converter<"ping"> = {
  field: 3,
  occurrencesMax: once(1),
  read(payload) {
    return { kind: "ping", nonce: copyOf(triad.Ping.decode(payload).nonce) };
  },
  problemOf: problemOfNonce,
  write(message) {
    return { ping: { nonce: message.nonce } };
  },
};

export const pong: Converter<"pong"> = {
  field: 4,
  occurrencesMax: once(1),
  read(payload) {
    return { kind: "pong", nonce: copyOf(triad.Pong.decode(payload).nonce) };
  },
  problemOf: problemOfNonce,
  write(message) {
    return { pong: { nonce: message.nonce } };
  },
};

function problemOfNonce(message: { readonly nonce: Uint8Array }): string | undefined {
  return message.nonce.length === PING_NONCE_BYTES ? undefined : "nonce-length";
}
