/** Whether a whole block is the one that a header commits to, for whoever has headers only. docs/spec/blocks.md. */
import { merkleRoot, sha256dMany } from "@triad/crypto";
import { type Block, readTransactions, type Transaction } from "@triad/protocol";
import { checkCommitmentsOpening, HASH_BYTES } from "./commitments-opening.ts";
import { ProofRefusal } from "./proof-refusal.ts";

/**
 * The block's transactions, if the header with this `root` (32 bytes) commits to them. Refused with `proof-root`: they
 * are the sender's own; and with `proof-not-canonical` when the header commits to what is no transaction, so that the
 * block is invalid. Coins, amounts and signatures are not looked at: that full nodes have taken the block, most work
 * on top of it says.
 */
export function verifyBlockBody(block: Block, root: Uint8Array): readonly Transaction[] | ProofRefusal {
  const wtxids = sha256dMany(block.transactions);
  const filterHash = block.commitments.subarray(0, HASH_BYTES);
  const historyRoot = block.commitments.subarray(HASH_BYTES);
  const refused = checkCommitmentsOpening({ txRoot: merkleRoot(wtxids), filterHash, historyRoot }, root);
  if (refused !== undefined) return refused;
  const transactions = readTransactions(block.transactions, wtxids);
  return "position" in transactions ? new ProofRefusal("proof-not-canonical") : transactions;
}
