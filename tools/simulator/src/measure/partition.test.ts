import { expect, it } from "vitest";
import { SignatureMemory } from "../engine/signature-memory.ts";
import { measurePartition } from "./partition.ts";
import { partitionTables } from "./partition-tables.ts";

it("halves that were apart for three minutes get one tip again, and one of them gives up blocks", () => {
  const of = { nodes: 12, minutes: 3 };
  const result = measurePartition("1", of, new SignatureMemory());
  expect(result.healedMs).toBeGreaterThan(0);
  expect(result.blocksLost).toBeGreaterThan(0);
  expect(partitionTables([{ of, result }])[1]).toContain("| 12 | 3 min | 1 of 1 |");
}, 60_000);
