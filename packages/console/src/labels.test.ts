import { describe, expect, it } from "vitest";
import { driveConsole, LOCAL_ADDRESS } from "./testing/fake-node.ts";

async function typed(...lines: readonly string[]) {
  return typedAt(80, ...lines);
}

async function typedAt(columns: number, ...lines: readonly string[]) {
  const driven = await driveConsole("light-node", { columns });
  let shown = "";
  for (const line of lines) shown = await driven.type(line);
  await driven.close();
  return { shown, asked: driven.node.asked };
}

const TXID = "d".repeat(64);

describe("labels", () => {
  it("are given with a new address, with a payment, and later", async () => {
    expect((await typed("receive rent of May")).asked).toEqual([{ name: "receive", label: "rent of May" }]);
    const order = { name: "send", to: LOCAL_ADDRESS, amount: 150_000_000 };
    expect((await typed(`send ${LOCAL_ADDRESS} 1.5 new shoes`)).asked).toEqual([{ ...order, label: "new shoes" }]);
    expect((await typed(`send ${LOCAL_ADDRESS} 1.5 3 new shoes`)).asked).toEqual([
      { ...order, feeRate: 3, label: "new shoes" },
    ]);
    expect((await typed(`label ${TXID} two words`)).asked).toEqual([
      { name: "label", target: TXID, label: "two words" },
    ]);
    expect((await typed("label", LOCAL_ADDRESS, "rent")).asked).toEqual([
      { name: "label", target: LOCAL_ADDRESS, label: "rent" },
    ]);
  });

  it("are taken back by a dash, and by nothing else", async () => {
    expect((await typed(`label ${TXID} -`)).asked).toEqual([{ name: "label", target: TXID, label: "" }]);
    expect((await typed(`label ${TXID}`, "")).asked).toEqual([]);
  });

  it("find a payment by the first digits that history showed", async () => {
    const { asked } = await typed("history", "label dddddddd gift");
    expect(asked.at(-1)).toEqual({ name: "label", target: TXID, label: "gift" });
  });

  it("of what is neither is refused", async () => {
    const { asked, shown } = await typed("label nonsense gift");
    expect(asked).toEqual([]);
    expect(shown).toContain("is no address");
  });

  it("stand in history and addresses of 80 columns", async () => {
    expect((await typed("history")).shown).toContain("rent of May");
    const { shown, asked } = await typed("addresses 2");
    expect(shown).toContain(LOCAL_ADDRESS);
    expect(shown).toContain("received nothing yet");
    expect(shown).toContain("received 0.00000005 coins in 1 payment · rent");
    expect(asked).toEqual([{ name: "addresses", count: 2 }]);
    expect((await typed("addresses 0")).asked).toEqual([]);
    expect((await typedAt(140, "addresses")).shown).toMatch(/0\.00000005\s+1\s+rent/);
  });
});
