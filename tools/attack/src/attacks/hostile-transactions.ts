/** Transactions that are announced, delivered, and worth nothing: without parents, or with signatures of nobody. */
import { ownedCoin, payment, testKey } from "@triad/chain/testing";
import { bytesToHex } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import { type Attack, type KnownChain, scaled } from "../attack.ts";
import { HostilePeer } from "../hostile-peer.ts";
import { manyAtOnce } from "../many-at-once.ts";

const PEERS = 200;
const AT_ONCE = 10;
const ORPHANS_PER_PEER = 100;
const HELD_MS = 1_500;
const AMOUNT = 1_000_000;

export const hostileTransactions: Attack = {
  name: "hostile-transactions",
  sends: "10,000 transactions without parents from 100 peers, and one with false signatures from each of 100 others",
  claim: "orphans have a limit and cost little; who delivers a false signature is closed at once",
  rows: [24, 25, 31],
  needsOwnNode: true,
  endsWith: ["protocol-error"],
  play: async ({ peers, chain, tally, scale }) => {
    if (chain === undefined) return;
    await manyAtOnce(scaled(PEERS, scale), AT_ONCE, async (number) => {
      const transactions = number % 2 === 0 ? orphans(chain, number) : [falselySigned(chain, number)];
      const byId = new Map(transactions.map((tx) => [bytesToHex(tx.wtxid), tx.bytes]));
      const peer = await HostilePeer.greet(peers, tally, {
        from: number % 50,
        heard: (message, self) => {
          if (message.kind !== "get-transactions") return;
          const wanted = message.wtxids.flatMap((id) => byId.get(bytesToHex(id)) ?? []);
          for (let at = 0; at < wanted.length; at += 100) {
            self.send({ kind: "transactions", transactions: wanted.slice(at, at + 100) });
          }
        },
      });
      if (peer === undefined) return;
      peer.send({ kind: "inventory", wtxids: transactions.map(({ wtxid }) => wtxid) });
      await peer.socket.untilEnd(HELD_MS);
      peer.socket.leave();
    });
  },
};

/** Each spends an output of a transaction that nobody has. */
function orphans({ network }: KnownChain, mark: number): readonly Transaction[] {
  return Array.from({ length: ORPHANS_PER_PEER }, (_, at) => {
    const txid = new Uint8Array(32).fill(0xee);
    new DataView(txid.buffer).setUint32(0, mark * ORPHANS_PER_PEER + at);
    const coin = { txid, index: 0, amount: 2 * AMOUNT, owner: testKey(1) };
    const changeSignatures = (right: Uint8Array): Uint8Array => new Uint8Array(right.length).fill(7);
    return payment({ network, spend: [coin], outputs: [{ amount: AMOUNT, key: testKey(2).key }], changeSignatures });
  });
}

/** Of coins that exist, many at once: the dearest signatures to check that fit. */
function falselySigned({ network, blocks }: KnownChain, mark: number): Transaction {
  const coins = blocks.slice(0, 100).map(({ coinbase }) => ownedCoin(coinbase, 0, testKey(0)));
  const changeSignatures = (right: Uint8Array): Uint8Array => right.map((byte, at) => (at === 40 ? byte ^ 1 : byte));
  return payment({
    network,
    spend: coins,
    outputs: [{ amount: AMOUNT + mark, key: testKey(2).key }],
    changeSignatures,
  });
}
