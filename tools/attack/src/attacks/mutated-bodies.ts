/** Blocks whose header is right and whose body is not, as whole blocks and as compact ones; and bodies that break a rule. */
import { buildBlock } from "@triad/chain/testing";
import { type Block, writeBlock } from "@triad/protocol";
import { type Attack, scaled } from "../attack.ts";
import { fetchTip } from "../chain-tip.ts";
import { HostilePeer } from "../hostile-peer.ts";
import { manyAtOnce } from "../many-at-once.ts";

const BLOCKS = 200;
const AT_ONCE = 4;
const HELD_MS = 1_500;

export const mutatedBodies: Attack = {
  name: "mutated-bodies",
  sends: "200 valid headers on the tip with bodies that are not theirs, cut, doubled, or against a rule",
  claim: "no header is condemned for a body that is not its own, and no honest block waits for a false one",
  rows: [4, 11, 18],
  needsOwnNode: true,
  endsWith: ["invalid-block"],
  play: async ({ peers, chain, tally, scale }) => {
    if (chain === undefined) return;
    await manyAtOnce(scaled(BLOCKS, scale), AT_ONCE, async (number) => {
      const parent = await fetchTip(peers, chain, tally);
      const breaksRule = number % 4 === 3;
      const built = buildBlock({
        network: chain.network,
        parent,
        memoTail: Uint8Array.of(number & 0xff, number >> 8, 0x66),
        ...(breaksRule ? { fees: 1 } : {}),
      });
      const body = breaksRule ? built.bytes : writeBlock(mutate(built.block, number));
      const peer = await HostilePeer.greet(peers, tally, {
        from: number % 50,
        heard: (message, self) => {
          if (message.kind === "get-blocks") self.send({ kind: "block-reply", block: body });
          if (message.kind === "get-headers") self.send({ kind: "headers", headers: [] });
          if (message.kind !== "get-block-transactions") return;
          // as many as were asked for, none of them the block's; and the same a second time at once
          const transactions = message.indexes.map((index) => changed(built.coinbase.bytes, index));
          for (let times = 0; times < 2; times++) {
            self.send({ kind: "block-transactions", hash: message.hash, transactions });
          }
        },
      });
      if (peer === undefined) return;
      if (number % 2 === 0) peer.send({ kind: "block-announcement", header: built.headerBytes });
      else {
        const { commitments } = built.block;
        const shortIds = new Uint8Array(6 * (1 + (number % 3)));
        peer.send({
          kind: "compact-block",
          header: built.headerBytes,
          commitments,
          nonce: new Uint8Array(8),
          shortIds,
          prefilled: [],
        });
      }
      await peer.socket.untilEnd(HELD_MS);
      peer.socket.leave();
    });
  },
};

/** Another body for the same header. */
function mutate(block: Block, number: number): Block {
  const [coinbase] = block.transactions;
  if (coinbase === undefined) return block;
  switch (number % 4) {
    case 0:
      return { ...block, transactions: [coinbase, coinbase] };
    case 1:
      return { ...block, commitments: new Uint8Array(64) };
    default:
      return { ...block, transactions: [changed(coinbase, 0)] };
  }
}

/** Its last byte, differently for each place. */
function changed(transaction: Uint8Array, place: number): Uint8Array {
  return transaction.map((byte, at) => (at === transaction.length - 1 ? byte ^ (1 + (place % 255)) : byte));
}
