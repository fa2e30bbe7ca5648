import { reject } from "@triad/chain";
import { expect, it } from "vitest";
import { assertLimitsFit, POOL_LIMITS, TRANSACTION_BYTES_MAX } from "./policy.ts";
import { isForGood, policyReject, policyRejectTable } from "./policy-reject.ts";

it("the built-in limits fit one another", () => {
  expect(() => assertLimitsFit(POOL_LIMITS)).not.toThrow();
});

it("a pool, and its orphans, must have room for the largest transaction", () => {
  for (const name of ["poolBytesMax", "orphansBytesMax"]) {
    expect(() => assertLimitsFit({ ...POOL_LIMITS, [name]: TRANSACTION_BYTES_MAX })).not.toThrow();
    expect(() => assertLimitsFit({ ...POOL_LIMITS, [name]: TRANSACTION_BYTES_MAX - 1 })).toThrow("must fit");
  }
});

it("a package's fees stay an exact number", () => {
  expect(() => assertLimitsFit({ ...POOL_LIMITS, ancestorsMax: 69 })).not.toThrow();
  expect(() => assertLimitsFit({ ...POOL_LIMITS, ancestorsMax: 70 })).toThrow("exact number");
});

it("no limit may be zero", () => {
  expect(() => assertLimitsFit({ ...POOL_LIMITS, orphansMax: 1 })).not.toThrow();
  expect(() => assertLimitsFit({ ...POOL_LIMITS, orphansMax: 0 })).toThrow("orphansMax");
});

it("what a new tip can change is not refused for good", () => {
  expect(isForGood(reject("bad-txns-signature"))).toBe(true);
  expect(isForGood(reject("bad-txns-in-belowout"))).toBe(true);
  expect(isForGood(reject("bad-txns-nonfinal"))).toBe(false);
  expect(isForGood(reject("bad-txns-premature-spend-of-coinbase"))).toBe(false);
  expect(isForGood(reject("bad-txns-inputs-missingorspent"))).toBe(false);
  expect(isForGood(policyReject("dust"))).toBe(true);
  expect(isForGood(policyReject("min-fee-not-met"))).toBe(false);
});

it("every policy code has a meaning and is nobody's fault", () => {
  for (const { code, meaning } of policyRejectTable()) {
    expect(policyReject(code)).toMatchObject({ code, meaning, class: "policy", facts: {} });
  }
});
