import { type Coin, HEIGHT_MAX } from "../coin.ts";
import { AMOUNT_MAX } from "../params/limits.ts";
import { check, commit, hashOf, outpointOf, reopen, same } from "./compliance-steps.ts";
import type { ComplianceCase } from "./store-compliance.ts";

const coin: Coin = { amount: 5_000_000_000, key: hashOf(7), height: 1, isCoinbase: true };
const other: Coin = { amount: 1, key: hashOf(8), height: 2, isCoinbase: false };
/** About what a full block spends and creates, several times over. */
const MANY_COINS = 20_000;

export function coinCases(): readonly ComplianceCase[] {
  const a = outpointOf(1, 0);
  const b = outpointOf(1, 1);
  return [
    {
      title: "a coin is read back with all its fields",
      steps: [
        commit({ coins: new Map([[a, coin]]) }),
        check((store) => same(store.coin(a), coin, "coin")),
        check((store) => same(store.coin(b), undefined, "coin of another index")),
      ],
    },
    {
      title: "the largest amount and height are read back",
      steps: [
        commit({ coins: new Map([[a, { ...coin, amount: AMOUNT_MAX, height: HEIGHT_MAX }]]) }),
        check((store) => same(store.coin(a), { ...coin, amount: AMOUNT_MAX, height: HEIGHT_MAX }, "coin")),
      ],
    },
    {
      title: "a spent coin is gone, and stays gone",
      steps: [
        commit({
          coins: new Map([
            [a, coin],
            [b, other],
          ]),
        }),
        commit({ coins: new Map([[a, null]]) }),
        check((store) => same([store.coin(a), store.coin(b)], [undefined, other], "coins")),
        reopen,
        check((store) => same([store.coin(a), store.coin(b)], [undefined, other], "coins after reopening")),
      ],
    },
    {
      title: "spending a coin that is not there changes nothing else of the batch",
      steps: [
        commit({
          coins: new Map([
            [a, null],
            [b, other],
          ]),
          coinsTip: hashOf(3),
        }),
        check((store) => same([store.coin(b), store.coinsTip], [other, hashOf(3)], "coin and tip")),
      ],
    },
    {
      title: "a coin is replaced by a later one under the same outpoint",
      steps: [
        commit({ coins: new Map([[a, coin]]) }),
        commit({ coins: new Map([[a, other]]) }),
        check((store) => same(store.coin(a), other, "coin")),
      ],
    },
    {
      title: "outpoints with bytes 0x00 and 0xff are different keys",
      steps: [
        commit({ coins: new Map(extremeOutpoints().map((key, amount) => [key, { ...coin, amount }])) }),
        reopen,
        check((store) => {
          for (const [amount, key] of extremeOutpoints().entries()) same(store.coin(key)?.amount, amount, "amount");
        }),
      ],
    },
    {
      title: "a batch of 20,000 coins is there as a whole, and after reopening",
      steps: [
        commit({ coins: manyCoins(), coinsTip: hashOf(9) }, false),
        check((store) => {
          for (const [key, expected] of manyCoins()) same(store.coin(key)?.amount, expected.amount, "amount");
        }),
        reopen,
        check((store) => {
          for (const [key, expected] of manyCoins()) same(store.coin(key)?.amount, expected.amount, "amount");
          same(store.coinsTip, hashOf(9), "tip");
        }),
      ],
    },
    {
      title: "the coins tip stays when a batch leaves it",
      steps: [
        commit({ coinsTip: hashOf(4) }),
        commit({ coins: new Map([[a, coin]]) }),
        check((store) => same(store.coinsTip, hashOf(4), "tip")),
        commit({ coinsTip: hashOf(5) }),
        reopen,
        check((store) => same(store.coinsTip, hashOf(5), "tip after reopening")),
      ],
    },
  ];
}

function extremeOutpoints(): string[] {
  return [0x00, 0x01, 0x7f, 0x80, 0xff].flatMap((byte) =>
    [0, 1, 0xff, 0x100, 0xffff_ffff].map((index) => outpointOf(byte, index)),
  );
}

function manyCoins(): Map<string, Coin> {
  const coins = new Map<string, Coin>();
  for (let i = 0; i < MANY_COINS; i++) coins.set(outpointOf(i % 256, i), { ...coin, amount: i + 1 });
  return coins;
}
