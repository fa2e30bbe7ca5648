import { readFileSync } from "node:fs";
import { hexToBytes } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { type FilterProof, verifyFilterProof } from "./filter-proof.ts";
import { type HistoryPrefixProof, verifyHistoryPrefixProof } from "./history-prefix-proof.ts";
import { type HistoryProof, verifyHistoryProof } from "./history-proof.ts";
import { proofRefusalCodes } from "./proof-refusal.ts";
import { type TransactionProof, verifyTransactionProof } from "./transaction-proof.ts";

const page = readFileSync(new URL("../../../../docs/spec/proofs.md", import.meta.url), "utf8");
const root = hexToBytes(/accepted for the root `([0-9a-f]{64})`/.exec(page)?.[1] ?? "");

/** The example of this name, with bytes where the page has hexadecimal digits and a bigint for each work. */
function example<T>(name: string): T {
  const json = new RegExp(`<!-- example: ${name} -->\\s+\`\`\`json\\n([^\`]*)\`\`\``).exec(page)?.[1] ?? "";
  return JSON.parse(json, (key, value: unknown) => {
    if (key === "work") return BigInt(value as number);
    return typeof value === "string" ? hexToBytes(value) : value;
  }) as T;
}

describe("docs/spec/proofs.md", () => {
  it("gives a transaction's proof that is accepted", () => {
    const result = verifyTransactionProof(example<TransactionProof>("transaction"), root);
    expect(result).toMatchObject({ isFirst: false, tx: { version: 1 } });
  });

  it("gives a filter's proof that is accepted", () => {
    const result = verifyFilterProof(example<FilterProof>("filter"), root);
    expect(result).toHaveProperty("values.length", 4);
  });

  it("gives an ancestor's proof that is accepted", () => {
    const result = verifyHistoryProof(example<HistoryProof>("history"), root);
    expect(result).toMatchObject({ workBefore: 4n, workTotal: 12n });
  });

  it("gives a prefix proof that is accepted", () => {
    const proof = example<HistoryPrefixProof & { historyRoot: Uint8Array; laterHistoryRoot: Uint8Array }>("prefix");
    expect(verifyHistoryPrefixProof(proof, proof)).toEqual({ work: 6n, laterWork: 12n });
    // the ancestor's proof says the same of what a child of block 2 commits to
    const ancestor = verifyHistoryProof(example<HistoryProof>("history"), root);
    expect(ancestor).toHaveProperty("historyRootAfter", proof.historyRoot);
  });

  it("has a line for each code", () => {
    for (const code of proofRefusalCodes()) expect(page).toContain(`| \`${code}\` |`);
  });
});
