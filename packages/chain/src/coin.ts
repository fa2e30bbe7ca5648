import { bytesOfKey } from "./keys.ts";

/** An unspent output, with what the rules need to know of where it came from. */
export interface Coin {
  /** Base units, 1 to AMOUNT_MAX. */
  readonly amount: number;
  /** x-only public key, 32 bytes. */
  readonly key: Uint8Array;
  /** Of the block that created it. */
  readonly height: number;
  readonly isCoinbase: boolean;
}

/** amount u64 LE, key 32, then height shifted left once with the coinbase bit lowest, u32 LE. */
export const COIN_BYTES = 44;

/** Written and read within one call. */
const SCRATCH = new Uint8Array(COIN_BYTES);

/** Heights are kept in 31 bits: at one block a second they last for 68 years. */
export const HEIGHT_MAX = 0x7fffffff;

export function writeCoin(coin: Coin, into: Uint8Array = new Uint8Array(COIN_BYTES), at = 0): Uint8Array {
  const view = new DataView(into.buffer, into.byteOffset + at, COIN_BYTES);
  view.setUint32(0, coin.amount % 0x1_0000_0000, true);
  view.setUint32(4, Math.floor(coin.amount / 0x1_0000_0000), true);
  into.set(coin.key, at + 8);
  view.setUint32(40, coin.height * 2 + (coin.isCoinbase ? 1 : 0), true);
  return into;
}

export function readCoin(bytes: Uint8Array, at = 0): Coin {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, COIN_BYTES);
  const tail = view.getUint32(40, true);
  return {
    amount: view.getUint32(0, true) + view.getUint32(4, true) * 0x1_0000_0000,
    key: bytes.slice(at + 8, at + 40),
    height: tail >>> 1,
    isCoinbase: (tail & 1) === 1,
  };
}

/**
 * A coin's bytes, one character each: a third of the memory of the object, and nothing in it for the garbage collector
 * to follow.
 */
export type PackedCoin = string;

export function packCoin(coin: Coin): PackedCoin {
  return String.fromCharCode.apply(undefined, writeCoin(coin, SCRATCH) as unknown as number[]);
}

export function unpackCoin(packed: PackedCoin): Coin {
  return readCoin(bytesOfKey(packed));
}
