import { HeaderIndex, locatorOf } from "@triad/chain/headers";
import { testNetwork } from "@triad/chain/testing";
import { hashHeader, writeHeader } from "@triad/protocol";
import { expect, it } from "vitest";
import { answerGetHeaders } from "./header-serving.ts";

const COUNT = 2_005;

/** An index of COUNT headers after genesis; proof of work plays no part in serving them. */
function makeChain() {
  const network = testNetwork();
  const index = new HeaderIndex(network, []);
  let tip = index.genesis;
  for (let nonce = 0; nonce < COUNT; nonce++) {
    const header = { ...network.genesis.header, prev: tip.hash, nonce };
    const bytes = writeHeader(header);
    tip = index.add(bytes, header, hashHeader(bytes), tip);
  }
  return { index, tip };
}

it("answers with what follows the fork, at most 2,000 headers, up to the stop", () => {
  const { index, tip } = makeChain();
  const ask = (locator: readonly Uint8Array[], stop?: Uint8Array) =>
    answerGetHeaders({ kind: "get-headers", locator, stop }, index, tip).headers;
  const first = ask([index.genesis.hash]);
  expect(first).toHaveLength(2_000);
  const last = index.get(hashHeader(first.at(-1) as Uint8Array));
  if (last === undefined) throw new Error("the last header served is in the index");
  const rest = ask(locatorOf(last));
  expect(rest).toHaveLength(COUNT - 2_000);
  expect(hashHeader(rest.at(-1) as Uint8Array)).toEqual(tip.hash);
  expect(ask(locatorOf(tip))).toEqual([]);
  // A locator of another chain still shares genesis.
  expect(ask([new Uint8Array(32)])).toEqual(first);
  expect(ask([index.genesis.hash], hashHeader(first[4] as Uint8Array))).toHaveLength(5);
});
