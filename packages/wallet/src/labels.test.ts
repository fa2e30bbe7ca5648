import { keyOfAddress } from "@triad/chain";
import { describe, expect, it } from "vitest";
import { LABEL_LENGTH_MAX, LABELS_MAX, Labels, labelRecordName, readLabelRecord } from "./labels.ts";
import { FakeChain } from "./testing/fake-chain.ts";
import { commitWallet, type Disk, MATURITY, NETWORK, openWallet, receiveKey, STRANGER } from "./testing/open-wallet.ts";
import type { Wallet } from "./wallet.ts";
import { WalletRecordError } from "./wallet-record.ts";

const auxiliaryRandomness = new Uint8Array(32);

function keyOf(address: string): Uint8Array {
  const key = keyOfAddress(address, NETWORK.params.addressPrefix);
  if (typeof key === "string") throw new Error(key);
  return key;
}

function payStranger(wallet: Wallet, chain: FakeChain, amount: number) {
  const paid = wallet.pay({ to: STRANGER, amount, feeRate: 1, height: chain.height, auxiliaryRandomness });
  if ("code" in paid) throw new Error(paid.code);
  return paid.tx;
}

describe("labels", () => {
  it("of an address stand at its payments, waiting and in a block; a payment's own goes before", () => {
    const chain = new FakeChain(MATURITY);
    const wallet = openWallet();
    const key = receiveKey(wallet);
    expect(wallet.label({ of: "address", id: key }, "rent")).toBeUndefined();
    const tx = chain.payFromOutside(key, 50_000);
    wallet.poolAdded(tx);
    expect(wallet.history(1)[0]?.label).toBe("rent");
    wallet.blockConnected(chain.mine(STRANGER, [tx]));
    expect(wallet.history(1)[0]?.label).toBe("rent");
    expect(wallet.label({ of: "payment", id: tx.txid }, "rent of May")).toBeUndefined();
    expect(wallet.history(1)[0]?.label).toBe("rent of May");
    wallet.label({ of: "payment", id: tx.txid }, "");
    expect(wallet.history(1)[0]?.label).toBe("rent");
  });

  it("come back after a restart, and survive the payment that spends what they name", () => {
    const chain = new FakeChain(MATURITY);
    const disk: Disk = new Map();
    const wallet = openWallet(disk);
    const key = receiveKey(wallet);
    wallet.label({ of: "address", id: key }, "Größe 漢字");
    wallet.blockConnected(chain.mine(STRANGER, [chain.payFromOutside(key, 50_000)]));
    const paid = payStranger(wallet, chain, 20_000);
    wallet.label({ of: "payment", id: paid.txid }, "shoes");
    wallet.blockConnected(chain.mine(STRANGER, [paid]));
    commitWallet(wallet, disk);
    const again = openWallet(disk);
    expect(again.history(9).map(({ label }) => label)).toEqual(["shoes", "Größe 漢字"]);
    expect(again.addresses(9).find(({ label }) => label === "Größe 漢字")).toMatchObject({
      received: 50_000,
      payments: 1,
    });
    again.label({ of: "address", id: key }, "");
    commitWallet(again, disk);
    expect([...disk.keys()].filter((name) => name.startsWith("wallet/label/"))).toHaveLength(1);
  });

  it("not-our-address, payment-not-found: nothing else is named", () => {
    const chain = new FakeChain(MATURITY);
    const wallet = openWallet();
    expect(wallet.label({ of: "address", id: STRANGER }, "a")).toMatchObject({ code: "not-our-address" });
    expect(wallet.label({ of: "payment", id: new Uint8Array(32) }, "a")).toMatchObject({ code: "payment-not-found" });
    wallet.blockConnected(chain.mine(STRANGER, [chain.payFromOutside(receiveKey(wallet), 50_000)]));
    const paid = payStranger(wallet, chain, 1_000);
    const change = paid.outputs.find(({ key }) => key !== STRANGER && !key.every((byte, i) => byte === STRANGER[i]));
    expect(wallet.label({ of: "address", id: change?.key ?? STRANGER }, "a")).toMatchObject({
      code: "not-our-address",
    });
  });

  it("label-too-long: above LABEL_LENGTH_MAX; label-not-text: what a terminal would obey", () => {
    const wallet = openWallet();
    const id = receiveKey(wallet);
    expect(wallet.label({ of: "address", id }, "x".repeat(LABEL_LENGTH_MAX))).toBeUndefined();
    expect(wallet.label({ of: "address", id }, "x".repeat(LABEL_LENGTH_MAX + 1))).toMatchObject({
      code: "label-too-long",
    });
    for (const text of ["a\nb", "\u001b[2J", "a\u202eb", "\ud800", "\u2028"]) {
      expect(wallet.label({ of: "address", id }, text)).toMatchObject({ code: "label-not-text" });
    }
  });

  it("too-many-labels: LABELS_MAX, of which each can still be changed and removed", () => {
    const id = (number: number) => {
      const bytes = new Uint8Array(32);
      new DataView(bytes.buffer).setUint32(0, number);
      return { of: "payment", id: bytes } as const;
    };
    const texts = new Map(Array.from({ length: LABELS_MAX }, (_, i) => [labelRecordName(id(i)), "a"]));
    const labels = new Labels(texts);
    expect(labels.refusal(id(LABELS_MAX), "b")).toMatchObject({ code: "too-many-labels" });
    expect(labels.refusal(id(0), "b")).toBeUndefined();
    labels.set(id(0), "");
    expect(labels.refusal(id(LABELS_MAX), "b")).toBeUndefined();
  });

  it("on disk that are damaged stop the start", () => {
    const name = labelRecordName({ of: "payment", id: new Uint8Array(32) });
    for (const bytes of [[], [0xff], [0x0a], [0xc0, 0x80], new Array(101).fill(0x61)]) {
      expect(() => openWallet(new Map([[name, Uint8Array.from(bytes)]]))).toThrow(WalletRecordError);
    }
    expect(readLabelRecord(`${name}00`, Uint8Array.of(0x61))).toBeUndefined();
    expect(readLabelRecord("wallet/label/other/00", Uint8Array.of(0x61))).toBeUndefined();
    expect(readLabelRecord(name, Uint8Array.of(0x61))).toBe("a");
  });
});

describe("the addresses of a wallet", () => {
  it("are those handed out, newest first, with all that blocks paid them, spent or not", () => {
    const chain = new FakeChain(MATURITY);
    const wallet = openWallet();
    const first = wallet.receiveAddress();
    const second = wallet.nextAddress() as string;
    const third = wallet.nextAddress() as string;
    for (const amount of [30_000, 5_000]) {
      wallet.blockConnected(chain.mine(STRANGER, [chain.payFromOutside(keyOf(first), amount)]));
    }
    wallet.blockConnected(chain.mine(STRANGER, [payStranger(wallet, chain, 10_000)]));
    const list = wallet.addresses(10);
    expect(list.map(({ address }) => address)).toEqual([third, second, first]);
    expect(list.at(-1)).toEqual({ address: first, label: null, received: 35_000, payments: 2 });
    expect(wallet.addresses(1)).toHaveLength(1);
  });
});
