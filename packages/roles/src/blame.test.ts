import { Reject, type RejectCode, rejectTable } from "@triad/chain";
import { CONSEQUENCES, DISCONNECT_CODES } from "@triad/gossip";
import { policyReject, policyRejectTable } from "@triad/mempool";
import { describe, expect, it } from "vitest";
import { BLAME, isSendersFault, offenceOf, type RefusedObject } from "./blame.ts";

const CASES: readonly (readonly [RejectCode, header: boolean, block: boolean, transaction: boolean])[] = [
  ["bad-diffbits", true, true, true],
  ["bad-prevblk", false, false, true],
  ["prev-blk-not-found", true, false, false],
  ["time-too-new", false, false, false],
  ["bad-txns-signature", true, true, true],
  ["bad-txns-inputs-missingorspent", true, true, false],
];

it.each(CASES)("%s: blamed as header %s, as block %s, as transaction %s", (code, header, block, transaction) => {
  const reject = new Reject(code);
  expect(isSendersFault("header", reject)).toBe(header);
  expect(isSendersFault("block", reject)).toBe(block);
  expect(isSendersFault("transaction", reject)).toBe(transaction);
});

const OBJECTS = Object.keys(BLAME) as RefusedObject[];

describe.each(OBJECTS)("a refused %s", (what) => {
  it("ends the connection with one code or with none, whatever the reason", () => {
    for (const { code } of rejectTable()) {
      expect([undefined, BLAME[what].ends]).toContain(offenceOf(what, new Reject(code)));
    }
  });

  it("by the rules of this node's pool is nobody's fault", () => {
    for (const { code } of policyRejectTable()) expect(offenceOf(what, policyReject(code))).toBeUndefined();
  });

  it("that may be good later is nobody's fault", () => {
    for (const { code, class: kind } of rejectTable()) {
      if (kind === "early") expect(offenceOf(what, new Reject(code))).toBeUndefined();
    }
  });

  it("that is its sender's fault makes it the first to leave, and no more", () => {
    expect(CONSEQUENCES[BLAME[what].ends]).toBe("discourage");
  });

  it("excuses only what its classes would blame", () => {
    for (const code of BLAME[what].excused) expect(BLAME[what].classes[new Reject(code).class]).toBe("sender");
  });
});

it("each end of a connection has its consequence, and no program bans by itself", () => {
  expect(Object.keys(CONSEQUENCES).sort()).toEqual(DISCONNECT_CODES.map(({ code }) => code).sort());
  const bans = Object.entries(CONSEQUENCES).flatMap(([code, consequence]) => (consequence === "ban" ? [code] : []));
  expect(bans).toEqual(["banned"]);
});
