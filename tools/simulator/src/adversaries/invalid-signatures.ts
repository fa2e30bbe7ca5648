import { DecodeError, decodeFrame, encodeMessage, readTransaction, transactionFrom } from "@triad/protocol";
import type { Adversary } from "./adversary.ts";

export const adversary: Adversary = {
  name: "invalid-signatures",
  about: "Relays every transaction with its signatures broken.",
  begin: () => ({
    outgoing(effect) {
      if (effect.type !== "send") return [effect];
      const message = decodeFrame(effect.frame);
      if (message instanceof DecodeError || message.kind !== "transactions") return [effect];
      const transactions = message.transactions.map(breakSignatures);
      return [{ ...effect, frame: encodeMessage({ kind: "transactions", transactions }) }];
    },
  }),
};

function breakSignatures(bytes: Uint8Array): Uint8Array {
  const tx = readTransaction(bytes);
  if (tx instanceof DecodeError) return bytes;
  const signatures = tx.signatures.map((byte, i) => (i === 63 ? byte ^ 1 : byte));
  return transactionFrom({ ...tx, signatures }).bytes;
}
