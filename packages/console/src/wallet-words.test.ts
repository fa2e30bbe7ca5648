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

/** Of pasted text, and of keys that nobody waited for. */
describe("a secret that is typed before it is asked for", () => {
  it("is taken unseen, in one go with its word or after it", async () => {
    const { press, node, raw } = await drive({ encrypted: true });
    await press(`unlock\r${PASSPHRASE}\r`);
    await press(`unlock\r\nhid`);
    await press("den\r\n");
    expect(node.kept).toEqual(["unlock 300", "unlock 300"]);
    expect(raw()).not.toMatch(/correct|hid|den/);
  });

  it("stays unseen where nothing asks for it, and is not repeated", async () => {
    const { press, type, node, raw } = await drive({});
    await press("words\rtops3cret\rhid");
    expect(await type("pool")).toContain("fee");
    expect(raw()).toContain("It is not repeated");
    expect(raw()).not.toMatch(/tops3cret|hid/);
    expect(node.kept).toEqual(["words by undefined"]);
  });

  it("is not brought back by the keys that bring back what was deleted", async () => {
    const { press, raw, node } = await drive({ encrypted: true });
    await press("unlock\r");
    await press("tops3cret\u0015");
    await press("more\u0017\r");
    await press("\u0019\u001by\u001f");
    expect(raw()).not.toMatch(/tops3cret|more/);
    expect(node.kept).toEqual([]);
  });

  it("can be mended with backspace", async () => {
    const { press, node } = await drive({ encrypted: true });
    await press("unlock\r");
    await press(`${PASSPHRASE}x\u007f\r`);
    expect(await press("")).toBe("");
    expect(node.kept).toEqual(["unlock 300"]);
  });
});

it("commands that are typed ahead are run in their order, and shown with their prompts", async () => {
  const { press, node } = await drive({});
  const shown = await press("pool\rpeers\rfe");
  expect(shown).toMatch(/> pool.*> peers.*> fe$/s);
  expect(node.asked.map(({ name }) => name)).toEqual(["pool", "peers"]);
  expect(await press("es\r")).toContain("es");
  expect(node.asked.map(({ name }) => name)).toEqual(["pool", "peers", "fees"]);
});

describe("a script", () => {
  it("has a line repeated that is no word, but not after a word that may be followed by a passphrase", async () => {
    const { type } = await drive({}, false);
    expect(await type("hunter2")).toContain('There is no word "hunter2"');
    for (const word of ["words", `send ${LOCAL_ADDRESS} 1`, "passphrase remove"]) {
      await type(word);
      for (const line of ["hunter2", "12345"]) {
        const answer = await type(line);
        expect(answer).toContain("It is not repeated");
        expect(answer).not.toContain(line);
      }
    }
    await type("pool");
    expect(await type("hunter2")).toContain('There is no word "hunter2"');
  });

  it("has its passphrase taken by unlock even where the minutes are wrong", async () => {
    const { type, node } = await drive({ encrypted: true }, false);
    await type("unlock 0");
    expect(await type("stop")).toContain("from 1 to 1440");
    expect(node.stops).toBe(0);
    expect(node.kept).toEqual([]);
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

  it.each([
    [
      "is not locked again where somebody else has unlocked it for longer meanwhile",
      [null, 1_000, 9_000],
      ["unlock 60"],
    ],
    ["is not unlocked where somebody else has done so while the passphrase was typed", [9_000, 9_000, 9_000], []],
    ["is locked again where only this payment had unlocked it", [null, 1_000, 1_000], ["unlock 60", "lock"]],
  ])("%s", async (_title, moments, kept) => {
    const untils = [...moments];
    let sends = 0;
    const answer = (command: OperatorCommand): OperatorReply => {
      if (command.name === "wallet") {
        const wallet = { ...WALLET, encrypted: true, unlockedUntilUnixMs: untils.shift() ?? null };
        return { ok: true, value: { of: "wallet", wallet } };
      }
      if (command.name !== "send" || ++sends > 1) return answerAll(command);
      return { ok: false, code: "wallet-locked", message: "It is locked." };
    };
    driven = await driveConsole("miner", { node: fakeNode("miner", answer) });
    await driven.type(`send ${LOCAL_ADDRESS} 1.5`);
    expect(await driven.type(PASSPHRASE)).toContain("Did send.");
    expect(driven.node.kept).toEqual(kept);
    expect(sends).toBe(2);
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
