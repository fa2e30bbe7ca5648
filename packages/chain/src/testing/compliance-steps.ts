import { outpointKey } from "../keys.ts";
import type { ChainStore, CommitBatch } from "../store/chain-store.ts";
import { batchOf } from "./empty-batch.ts";
import type { ComplianceStep } from "./store-compliance.ts";

export function commit(changes: Partial<CommitBatch>, durable = true): ComplianceStep {
  return { type: "commit", batch: batchOf(changes), durable };
}

export function check(run: (store: ChainStore) => void): ComplianceStep {
  return { type: "check", check: run };
}

export const reopen: ComplianceStep = { type: "reopen" };

/** 32 bytes of one value: hashes of 0x00 and 0xff are the keys that a careless encoding loses. */
export function hashOf(byte: number): Uint8Array {
  return new Uint8Array(32).fill(byte);
}

export function outpointOf(byte: number, index: number): string {
  return outpointKey(hashOf(byte), index);
}

/** Throws unless both show the same, where Uint8Array is a plain one (no subclass that a caller could trip over). */
export function same(actual: unknown, expected: unknown, what: string): void {
  if (show(actual) !== show(expected)) throw new Error(`${what}: ${show(actual)} instead of ${show(expected)}`);
}

function show(value: unknown): string {
  if (value instanceof Uint8Array) return `${value.constructor.name}(${value.length}) ${Array.from(value).join(" ")}`;
  if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([name, field]) => `${name}: ${show(field)}`).join(", ")}}`;
  }
  return String(value);
}
