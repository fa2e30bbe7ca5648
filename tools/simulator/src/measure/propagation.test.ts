import { expect, it } from "vitest";
import { SignatureMemory } from "../engine/signature-memory.ts";
import { measurePropagation } from "./propagation.ts";
import { propagationTables } from "./propagation-tables.ts";

const ORDER = { seed: "1", nodes: 24, blocks: 2, payments: 4, pool: 8 };

it("in a small network everything reaches everybody, with less than flooding", () => {
  const result = measurePropagation({ ...ORDER, signatures: new SignatureMemory() });
  const { blocks, transactions } = result;
  expect([blocks.items, blocks.complete]).toEqual([2, 2]);
  expect([transactions.items, transactions.complete]).toEqual([4, 4]);
  // the coinbase and what was paid since the last block, besides what was paid before the first
  expect(result.transactionsInBlock).toBe(1 + ORDER.pool + ORDER.payments / 2);
  // all but the payer get it once
  expect(transactions.copies).toBeCloseTo((result.validating - 1) / result.validating);
  expect(transactions.copiesTooMany).toBe(0);
  expect(transactions.sentBytes).toBeLessThan(transactions.floodedBytes);
  expect(blocks.sentBytes).toBeLessThan(blocks.floodedBytes);
  const [half, nearlyAll, all] = blocks.times.map((spread) => spread?.median ?? Number.NaN);
  expect(half).toBeGreaterThan(0);
  expect(nearlyAll).toBeGreaterThanOrEqual(half ?? 0);
  expect(all).toBeGreaterThanOrEqual(nearlyAll ?? 0);
  const tables = propagationTables([{ result, seconds: 1, megabytes: 24 }]).join("\n");
  expect(tables).toContain("| 24 | block, as compact block |");
}, 120_000);
