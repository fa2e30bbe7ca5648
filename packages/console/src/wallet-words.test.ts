import type { OperatorCommand, OperatorReply, WalletView } from "@triad/roles";
import { afterEach, describe, expect, it } from "vitest";
import {
  answerAll,
  type Driven,
  driveConsole,
  fakeNode,
  LOCAL_ADDRESS,
  PASSPHRASE,
  WALLET,
} from "./testing/fake-node.ts";

let driven: Driven | undefined;
afterEach(() => driven?.close());

async function drive(view: Partial<WalletView> = {}, terminal = true): Promise<Driven> {
  let isLocked = view.encrypted === true;
  const answer = (command: OperatorCommand): OperatorReply => {
    if (command.name === "wallet") return { ok: true, value: { of: "wallet", wallet: { ...WALLET, ...view } } };
    if (command.name === "send" && isLocked) {
      isLocked = false;
      return { ok: false, code: "wallet-locked", message: "It is locked." };
    }
    return answerAll(command);
  };
  driven = await driveConsole("miner", { terminal, node: fakeNode("miner", answer) });
  return driven;
}

describe("passphrase", () => {
  it("is asked for twice, and never shown as it is typed", async () => {
    const { type, node, raw } = await drive();
    expect(await type("passphrase")).toContain("New passphrase");
    expect(await type("tops3cret")).toContain("once more");
    expect(await type("tops3cret")).toContain("Did change from undefined to tops3cret");
    expect(node.kept).toEqual(["change from undefined to tops3cret"]);
    expect(raw().replace(/Did change[^\n]*/g, "")).not.toContain("tops3cret");
  });

  it("typed differently the second time changes nothing", async () => {
    const { type, node } = await drive();
    await type("passphrase");
    await type("one");
    expect(await type("two")).toContain("not the same");
    expect(node.kept).toEqual([]);
  });

  it("of an encrypted wallet needs the present one; remove leaves it without", async () => {
    const { type, node } = await drive({ encrypted: true });
    await type("passphrase");
    expect(await type("one")).toContain("New passphrase");
    await type("two");
    await type("two");
    await type("passphrase remove");
    await type("two");
    expect(node.kept).toEqual(["change from one to two", "change from two to undefined"]);
  });

  it("behind the word is refused, for it can be seen there; an empty one cancels", async () => {
    const { type, node } = await drive();
    expect(await type("passphrase hunter2")).toContain("not typed behind the word");
    expect(await type("passphrase remove")).toContain("no passphrase");
    await type("passphrase");
    expect(await type("")).toContain("Cancelled");
    expect(node.kept).toEqual([]);
  });

  it("from a script is the next line, once", async () => {
    const { type, node } = await drive({}, false);
    await type("passphrase");
    await type("one two");
    expect(node.kept).toEqual(["change from undefined to one two"]);
  });
});

describe("unlock and lock", () => {
  it("are for five minutes, or as many as are given", async () => {
    const { type, node } = await drive({ encrypted: true });
    await type("unlock");
    expect(await type("wrong")).toContain("[wrong-passphrase]");
    await type("unlock 1440");
    await type(PASSPHRASE);
    await type("lock");
    expect(await type("unlock 1441")).toContain("from 1 to 1440");
    expect(node.kept).toEqual(["unlock 300", "unlock 86400", "lock"]);
  });

  it("what is printed meanwhile does not show what is typed, and the question stays", async () => {
    const { type, press, node } = await drive({ encrypted: true });
    await type("unlock");
    await press("abc");
    node.notify({ text: "New tip, told now." });
    const shown = await press("def");
    expect(shown).toContain("New tip, told now.");
    expect(shown).toContain("Passphrase");
    expect(shown).not.toMatch(/abc|def/);
  });

  it("secrets are not in the history of commands", async () => {
    const { type, press } = await drive({ encrypted: true });
    await type("unlock");
    await type("hidden words");
    expect(await press("\u001b[A")).toContain("unlock");
    expect(await press("\u001b[A\u001b[A")).not.toContain("hidden");
  });
});

describe("send from a locked wallet", () => {
  it("asks for the passphrase, pays, and locks it again", async () => {
    const { type, node } = await drive({ encrypted: true });
    expect(await type(`send ${LOCAL_ADDRESS} 1.5`)).toContain("The wallet is locked");
    expect(await type(PASSPHRASE)).toContain("Did send.");
    expect(node.kept).toEqual(["unlock 60", "lock"]);
    expect(node.asked.filter(({ name }) => name === "send")).toHaveLength(2);
  });

  it("pays nothing after a wrong passphrase", async () => {
    const { type, node } = await drive({ encrypted: true });
    await type(`send ${LOCAL_ADDRESS} 1.5`);
    expect(await type("wrong")).toContain("[wrong-passphrase]");
    expect(node.asked.filter(({ name }) => name === "send")).toHaveLength(1);
    expect(node.kept).toEqual(["unlock 60"]);
  });
});

describe("bump and abandon", () => {
  const TXID = "d".repeat(64);
  const askedOf = ({ node }: Driven) => node.asked.filter(({ name }) => name === "bump" || name === "abandon");

  it("bump a payment, at a rate or without", async () => {
    const console = await drive();
    await console.type(`bump ${TXID} 12`);
    await console.type("history");
    await console.type("bump dddddddd");
    expect(await console.type("bump dddddddd fast")).toContain("no fee rate");
    expect(askedOf(console)).toEqual([
      { name: "bump", txid: TXID, feeRate: 12 },
      { name: "bump", txid: TXID },
    ]);
  });

  it("ask for no id where no payment waits", async () => {
    const console = await driveConsole("miner");
    for (const word of ["bump", "abandon"]) expect(await console.type(word)).toMatch(/No payment .* waits[^?]*$/);
    await console.close();
  });

  it("abandon after a yes only, and a warning before it", async () => {
    const console = await drive();
    expect(await console.type(`abandon ${TXID}`)).toContain("perhaps twice");
    expect(await console.type("y")).toContain("Nothing was changed");
    await console.type(`abandon ${TXID}`);
    expect(await console.type("yes")).toContain("Did abandon.");
    expect(askedOf(console)).toEqual([{ name: "abandon", txid: TXID }]);
  });
});

describe("words and backup", () => {
  it("ask for the passphrase only where there is one", async () => {
    const { type, node } = await drive();
    expect(await type("words")).toContain("can spend every coin");
    await type("backup /somewhere/copy");
    await type("backup");
    await type("/else/where");
    expect(node.kept).toEqual(["words by undefined", "backup /somewhere/copy", "backup /else/where"]);
  });

  it("of an encrypted wallet are shown after its passphrase", async () => {
    const { type, node } = await drive({ encrypted: true });
    await type("words");
    await type(PASSPHRASE);
    expect(node.kept).toEqual([`words by ${PASSPHRASE}`]);
  });
});

it.each([
  [{}, "none; passphrase sets one"],
  [{ encrypted: true }, "locked; unlock lets it pay"],
  [{ encrypted: true, unlockedUntilUnixMs: 1_795_411_800_000 + 120_000 }, "unlocked for 2 min"],
])("wallet tells of %j: %s", async (view, text) => {
  const { type } = await drive(view);
  expect(await type("wallet")).toContain(text);
});
