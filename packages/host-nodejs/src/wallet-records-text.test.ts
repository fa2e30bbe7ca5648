import { WalletRecordError } from "@triad/wallet";
import { expect, it } from "vitest";
import { recordsText } from "./wallet-records-text.ts";

it.each([
  ["other-seed", /d\/wallet is another wallet .*wallet restore FILE/],
  ["newer-format", /newer version/],
  ["damaged", /damaged \(wallet record wallet\/keys: damaged\).*with its words/],
  ["missing", /with its words/],
  ["unknown-name", /with its words/],
] as const)("%s: says what to do, and where the coins are safe", (fault, text) => {
  expect(recordsText(new WalletRecordError("wallet/keys", fault), "d/wallet")).toMatch(text);
});
