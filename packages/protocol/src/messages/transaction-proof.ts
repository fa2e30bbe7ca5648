/** Asking for the proof that a transaction is in a block, giving it, and saying why there is none. */
import { isUint32 } from "../check-fields.ts";
import { triad } from "../generated/wire.js";
import { BLOCK_BYTES_MAX, COMMITMENTS_BYTES, HASH_BYTES, PROOF_SIBLINGS_MAX } from "../limits.ts";
import { TRANSACTION_BYTES_MIN } from "../transaction.ts";
import { copyOf, joinList, problemOfList, splitList } from "./bytes-fields.ts";
import { type Converter, once } from "./converter.ts";
import { isCode } from "./text-fields.ts";

export const getTransactionProof: Converter<"get-transaction-proof"> = {
  field: 24,
  occurrencesMax: once(2),
  read(payload) {
    const { hash, txid } = triad.GetTransactionProof.decode(payload);
    return { kind: "get-transaction-proof", hash: copyOf(hash), txid: copyOf(txid) };
  },
  problemOf: problemOfQuestion,
  write({ hash, txid }) {
    return { getTransactionProof: { hash, txid } };
  },
};

/** What the proof shows is for its reader to check (docs/spec/proofs.md); here only lengths are. */
export const transactionProof: Converter<"transaction-proof"> = {
  field: 25,
  occurrencesMax: once(7),
  read(payload) {
    const wire = triad.TransactionProof.decode(payload);
    const siblings = splitList(wire.siblings, HASH_BYTES, PROOF_SIBLINGS_MAX);
    if (typeof siblings === "string") return siblings;
    return {
      kind: "transaction-proof",
      hash: copyOf(wire.hash),
      txid: copyOf(wire.txid),
      transaction: copyOf(wire.transaction),
      index: wire.index,
      txCount: wire.txCount,
      siblings,
      commitments: copyOf(wire.commitments),
    };
  },
  problemOf({ transaction, index, txCount, siblings, commitments, ...question }) {
    if (transaction.length < TRANSACTION_BYTES_MIN) return "transaction-too-short";
    if (transaction.length > BLOCK_BYTES_MAX) return "too-many-bytes";
    if (!isUint32(txCount) || !isUint32(index) || index >= txCount) return "index-range";
    if (commitments.length !== COMMITMENTS_BYTES) return "commitments-length";
    return problemOfList(siblings, HASH_BYTES, { min: 0, max: PROOF_SIBLINGS_MAX }) ?? problemOfQuestion(question);
  },
  write({ hash, txid, transaction, index, txCount, siblings, commitments }) {
    const joined = joinList(siblings, HASH_BYTES);
    return { transactionProof: { hash, txid, transaction, index, txCount, siblings: joined, commitments } };
  },
};

export const proofNotFound: Converter<"proof-not-found"> = {
  field: 26,
  occurrencesMax: once(3),
  read(payload) {
    const { hash, txid, code } = triad.ProofNotFound.decode(payload);
    return { kind: "proof-not-found", hash: copyOf(hash), txid: copyOf(txid), code };
  },
  problemOf({ code, ...question }) {
    return isCode(code) ? problemOfQuestion(question) : "code";
  },
  write({ hash, txid, code }) {
    return { proofNotFound: { hash, txid, code } };
  },
};

function problemOfQuestion({
  hash,
  txid,
}: {
  readonly hash: Uint8Array;
  readonly txid: Uint8Array;
}): string | undefined {
  if (hash.length !== HASH_BYTES) return "hash-length";
  return txid.length === HASH_BYTES ? undefined : "txid-length";
}
