import { describe, expect, it } from "vitest";
import {
  BlockTree,
  checkItems,
  firstOutputKey,
  openTestChain,
  ownedCoin,
  payment,
  premineCoin,
  settleChain,
  testKey,
  testNetwork,
} from "../testing/index.ts";
import type { BlockChain, ChainEvent } from "./index.ts";

const LATE = 2 ** 32;
const network = testNetwork({ coinbaseMaturity: 1 });

type CheckEvent = Extract<ChainEvent, { type: "check-signatures" }>;

const checksAmong = (events: readonly ChainEvent[]) =>
  events.flatMap((event) => (event.type === "check-signatures" ? [event] : []));

function verify(chain: BlockChain, check: CheckEvent | undefined): void {
  if (check !== undefined) chain.signaturesChecked(check.job, checkItems(check.items));
  chain.advance(100);
}

/**
 * A payment in the block that is left comes again in the branch that takes over, where its output is spent once in a
 * block above the first tip that is better.
 */
function paymentOnBothBranches() {
  const tree = new BlockTree(network);
  const owner = testKey(1);
  const premine = premineCoin(network, 0);
  const paid = payment({
    network,
    spend: [premine],
    outputs: [{ amount: premine.amount, key: owner.key }],
  });
  const spend = (to: number) =>
    payment({
      network,
      spend: [ownedCoin(paid, 0, owner)],
      outputs: [{ amount: premine.amount, key: testKey(to).key }],
    });
  const left = tree.extend(tree.genesis, { transactions: [paid] });
  const changes = { header: { version: 2 } };
  const first = tree.extend(tree.genesis, { transactions: [paid], changes });
  const second = tree.extend(first.entry);
  const third = tree.extend(second.entry, { transactions: [spend(2)] });
  return { tree, paid, spend, left, better: [first, second, third] as const };
}

describe("a coin that the old branch and the new one create", () => {
  it("is spent once, also while the block that spends it waits for its verdict", () => {
    const { tree, paid, spend, left, better } = paymentOnBothBranches();
    const chain = openTestChain(network);
    chain.acceptBlock(left.bytes, LATE);
    settleChain(chain);
    for (const { bytes } of better) chain.acceptBlock(bytes, LATE);
    chain.advance(100);
    const [ofFirst, ofThird] = checksAmong(chain.takeEvents());
    verify(chain, ofFirst);
    expect(chain.tip.hash).toEqual(better[1].hash);
    expect(chain.coin(firstOutputKey(paid))).toBeDefined();
    chain.takeEvents();
    const twice = tree.extend(better[2].entry, { transactions: [spend(3)] });
    chain.acceptBlock(twice.bytes, LATE);
    chain.advance(100);
    expect(chain.takeEvents()).toMatchObject([
      { type: "block-invalid", reject: { code: "bad-txns-inputs-missingorspent" } },
    ]);
    verify(chain, ofThird);
    expect(chain.tip.hash).toEqual(better[2].hash);
    expect(chain.coin(firstOutputKey(paid))).toBeUndefined();
  });
});
