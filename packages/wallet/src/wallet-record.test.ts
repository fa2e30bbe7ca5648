import { describe, expect, it } from "vitest";
import { FakeChain } from "./testing/fake-chain.ts";
import { commitWallet, type Disk, MATURITY, openWallet, receiveKey, STRANGER } from "./testing/open-wallet.ts";
import { readWalletRecord, WALLET_RECORD_PREFIX, WalletRecordError } from "./wallet-record.ts";

const USED = makeUsedDisk();

/** A disk with at least one record of each kind, to be damaged. */
function usedDisk(): Disk {
  return new Map(USED);
}

function makeUsedDisk(): Disk {
  const chain = new FakeChain(MATURITY);
  const wallet = openWallet();
  for (let i = 0; i < 2; i++) {
    wallet.blockConnected(chain.mine(receiveKey(wallet), [chain.payFromOutside(receiveKey(wallet), 50_000)]));
  }
  const terms = { to: STRANGER, amount: 2_000, feeRate: 1, height: 1, auxiliaryRandomness: new Uint8Array(32) };
  const first = wallet.pay(terms);
  if ("code" in first) throw new Error(first.code);
  wallet.blockConnected(chain.mine(STRANGER, [first.tx]));
  wallet.pay(terms);
  const disk: Disk = new Map();
  commitWallet(wallet, disk);
  return disk;
}

function faultOf(disk: Disk, seed?: Uint8Array): string {
  try {
    openWallet(disk, seed);
    return "none";
  } catch (error) {
    if (!(error instanceof WalletRecordError)) throw error;
    return `${error.recordName}: ${error.fault}`;
  }
}

describe("wallet records", () => {
  it("begin with the prefix, are of five kinds, and are read back as they were written", () => {
    const disk = usedDisk();
    const kinds = new Set([...disk].map(([name, bytes]) => readWalletRecord(name, bytes).of));
    expect(kinds).toEqual(new Set(["keys", "tip", "coin", "payment", "sent"]));
    for (const name of disk.keys()) expect(name.startsWith(WALLET_RECORD_PREFIX)).toBe(true);
    expect(faultOf(disk)).toBe("none");
    expect(openWallet(disk).takeRecordChanges()).toEqual(new Map());
  });

  it("damaged: a record that is cut short or too long is named", () => {
    for (const [name, bytes] of usedDisk()) {
      const longer = new Uint8Array(bytes.length + 1);
      longer.set(bytes);
      for (const wrong of [new Uint8Array(0), bytes.slice(0, -1), longer]) {
        expect(faultOf(usedDisk().set(name, wrong))).toBe(`${name}: damaged`);
      }
    }
  });

  it("damaged: a changed bit never goes further than an error that names the record", () => {
    const disk = usedDisk();
    for (const [name, bytes] of disk) {
      for (let at = 0; at < bytes.length; at += 3) {
        const flipped = bytes.slice();
        flipped[at]! ^= 0x80;
        try {
          readWalletRecord(name, flipped);
        } catch (error) {
          expect(error).toBeInstanceOf(WalletRecordError);
          expect(String(error)).toContain(name);
        }
      }
    }
  });

  it("damaged: a coin whose key isn't ours, a payment under another's name", () => {
    const disk = usedDisk();
    const coin = [...disk.keys()].find((name) => name.startsWith("wallet/coin/"))!;
    const bytes = disk.get(coin)!.slice();
    bytes[10]! ^= 1;
    expect(faultOf(usedDisk().set(coin, bytes))).toBe(`${coin}: damaged`);
    const sent = [...disk.keys()].find((name) => name.startsWith("wallet/sent/"))!;
    const other = `wallet/sent/${"00".repeat(32)}`;
    expect(faultOf(usedDisk().set(other, disk.get(sent)!))).toBe(`${other}: damaged`);
  });

  it("unknown-name", () => {
    expect(faultOf(usedDisk().set("wallet/what", new Uint8Array(1)))).toBe("wallet/what: unknown-name");
    expect(faultOf(usedDisk().set("wallet/coin/xyz", new Uint8Array(49)))).toBe("wallet/coin/xyz: damaged");
  });

  it("missing: keys or tip gone while coins are there", () => {
    for (const name of ["wallet/keys", "wallet/tip"]) {
      const disk = usedDisk();
      disk.delete(name);
      expect(faultOf(disk)).toBe(`${name}: missing`);
    }
  });

  it("newer-format, other-seed", () => {
    const disk = usedDisk();
    const keys = disk.get("wallet/keys")!.slice();
    keys[0] = 2;
    expect(faultOf(usedDisk().set("wallet/keys", keys))).toBe("wallet/keys: newer-format");
    expect(faultOf(disk, new Uint8Array(64).fill(1))).toBe("wallet/keys: other-seed");
  });
});
