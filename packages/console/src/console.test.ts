import { describe, expect, it, vi } from "vitest";
import { attachConsole } from "./console.ts";
import { rowsShown } from "./testing/drawn-rows.ts";
import { answerAll, driveConsole, fakeNode, hashOf, LOCAL_ADDRESS, MINING } from "./testing/fake-node.ts";

describe("on a terminal", () => {
  it("begins with the menu and says what to press", async () => {
    const driven = await driveConsole("light-node");
    expect(driven.raw()).toContain("Request access to the blockchain");
    expect(driven.raw()).toContain("light-node [1-5 · menu · help]> ");
    await driven.close();
  });

  it("prints notices above what is being typed, which stays", async () => {
    const driven = await driveConsole("miner");
    await driven.press("hel");
    driven.node.notify({ text: "Block 121 is the tip." });
    const text = await driven.press("p\n");
    expect(text).toMatch(/\d\d:\d\d:\d\d chain {2}Block 121 is the tip\.\r?\n.*> help/);
    expect(text).toContain("Explain the words");
    await driven.close();
  });

  it("shortens the hashes of a notice, and knows them afterwards", async () => {
    const driven = await driveConsole("miner");
    driven.node.notify({ text: `Block 9, ${hashOf(9)}.` });
    expect(await driven.type("block 00000000…23456789")).toContain("Block 9, 00000000…23456789.");
    expect(driven.node.asked).toEqual([{ name: "block", block: hashOf(9) }]);
    await driven.close();
  });

  it("tells a block that was found here once", async () => {
    const driven = await driveConsole("miner");
    driven.node.notify({ text: "Block 7, cafe.", facts: { height: 7, foundHere: true } });
    driven.node.notify({ area: "mining", code: "block-found", text: "Found block 7, cafe.", facts: { height: 7 } });
    await driven.close();
    expect(driven.raw()).not.toContain("Block 7");
    expect(driven.raw()).toContain("Found block 7");
  });

  it("keeps only the newest block of a row of them, and every line of anything else", async () => {
    const driven = await driveConsole("miner");
    for (const height of [1, 2]) driven.node.notify({ text: `Block ${height}.` });
    driven.node.notify({ area: "peers", code: "peer-ready", text: "Connected." });
    await driven.press("pee");
    for (const height of [3, 4]) driven.node.notify({ text: `Block ${height}.` });
    await driven.press("");
    const rows = rowsShown(driven.raw()).slice(-4);
    expect(rows.map((row) => row.replace(/^[0-9:]{8} /, ""))).toEqual([
      "chain  Block 2.",
      "peers  Connected.",
      "chain  Block 4.",
      "miner [1-7 9 · menu · help]> pee",
    ]);
    await driven.close();
  });

  it("is drawn as on 80 columns where the terminal says that it has none", async () => {
    const driven = await driveConsole("light-node", { columns: 0 });
    await driven.press("pee");
    driven.node.notify({ area: "peers", code: "x", text: "Connected." });
    await driven.press("");
    driven.node.notify({ area: "peers", code: "x", text: "Gone." });
    await driven.press("");
    expect(driven.raw()).not.toContain("Infinity");
    expect(rowsShown(driven.raw(), 80).at(-1)).toBe("light-node [1-5 · menu · help]> pee");
    await driven.close();
  });

  it("leaves no gap when the typed line goes over several rows", async () => {
    const driven = await driveConsole("light-node", { columns: 50 });
    await driven.press(`send ${"q".repeat(90)}`);
    for (const place of ["", "\u0001", "\u0005"]) {
      for (const text of ["Connected.", "Gone."]) driven.node.notify({ area: "peers", code: "x", text });
      await driven.press(place);
    }
    const rows = rowsShown(driven.raw(), 50).map((row) => row.replace(/^[0-9:]{8} peers {2}/, ""));
    const news = ["Connected.", "Gone."];
    const typed = [`light-node [menu]> send ${"q".repeat(26)}`, "q".repeat(50), "q".repeat(14)];
    expect(rows.slice(-9)).toEqual([...news, ...news, ...news, ...typed]);
    await driven.close();
  });

  it("shows above the prompt how far a synchronisation has come, and takes it away", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const driven = await driveConsole("miner");
    await driven.press("pee");
    vi.advanceTimersByTime(1_000);
    await driven.press("");
    expect(driven.raw()).not.toContain("blocks: 120 of 130");
    vi.advanceTimersByTime(1_000);
    await driven.press("");
    expect(rowsShown(driven.raw()).slice(-2)).toEqual([
      `${"█".repeat(22)}░░  92 %  blocks: 120 of 130, about 4 s left`,
      "miner [1-7 9 · menu · help]> pee",
    ]);
    driven.node.notify({ area: "peers", code: "peer-ready", text: "Connected." });
    await driven.press("");
    expect(rowsShown(driven.raw()).at(-3)).toMatch(/Connected\.$/);
    await driven.press("\u0015log off\n");
    vi.advanceTimersByTime(1_000);
    await driven.press("");
    expect(rowsShown(driven.raw()).slice(-2).join()).not.toContain("█");
    vi.useRealTimers();
    await driven.close();
  });

  it("shows above the prompt how many of the blocks that were ordered are mined, and takes it away", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    let found = 9;
    const node = fakeNode("miner", (command) =>
      command.name === "mining"
        ? { ok: true, value: { of: "mining", mining: { ...MINING, blocksFound: found } } }
        : answerAll(command),
    );
    const driven = await driveConsole("miner", { node });
    const rowAbovePrompt = async (now: number) => {
      found = now;
      vi.advanceTimersByTime(1_000);
      await driven.press("");
      return rowsShown(driven.raw()).at(-2);
    };
    await driven.type("log off");
    await driven.type("generate 500");
    expect(await rowAbovePrompt(134)).toContain(" 25 %  generated: 125 of 500");
    await driven.type("generate 500");
    expect(await rowAbovePrompt(509)).toContain("50 %  generated: 500 of 1,000");
    expect(await rowAbovePrompt(1_009)).not.toContain("generated");
    node.asked.length = 0;
    await rowAbovePrompt(1_009);
    expect(node.asked.map(({ name }) => name)).toEqual(["node"]);
    vi.useRealTimers();
    await driven.close();
  });

  it("does not repeat as an answer what the node has just told", async () => {
    const node = fakeNode("miner", ({ name }) => {
      node.notify({ area: "peers", code: "x", text: `Did ${name}.` });
      return { ok: true, value: { of: "done", text: `Did ${name}.` } };
    });
    const driven = await driveConsole("miner", { node });
    expect((await driven.type("connect 127.0.0.1:7")).match(/Did connect\./g)).toHaveLength(1);
    await driven.close();
  });

  it("asks whom to let in or send away only where there is somebody", async () => {
    const nobody = { bans: { of: "bans", bans: [] }, peers: { of: "peers", peers: [] } } as const;
    const driven = await driveConsole("miner", {
      node: fakeNode("miner", ({ name }) =>
        name === "bans" || name === "peers" ? { ok: true, value: nobody[name] } : answerAll({ name: "wallet" }),
      ),
    });
    for (const word of ["unban", "disconnect"]) expect(await driven.type(word)).not.toContain("(empty: cancel)");
    await driven.close();
  });

  it("log off silences notices, log on brings them back; debug is never shown", async () => {
    const driven = await driveConsole("miner");
    driven.node.notify({ level: "debug", text: "Detail." });
    await driven.type("log off");
    driven.node.notify({ text: "Unheard." });
    await driven.type("log on");
    driven.node.notify({ level: "warn", text: "Heard." });
    await driven.close();
    driven.node.notify({ text: "After the end." });
    expect(driven.raw()).not.toMatch(/Detail|Unheard|After the end/);
    expect(driven.raw()).toContain("warning: Heard.");
  });

  it("brings commands back with the arrow key, but no answers", async () => {
    const driven = await driveConsole("miner");
    await driven.type("3");
    await driven.type("127.0.0.1:7");
    expect(await driven.press("\u001b[A")).toContain("> 3");
    await driven.close();
  });

  it("leaves a question when Ctrl-C stops the node, and does not take that for an answer", async () => {
    const driven = await driveConsole("miner");
    await driven.type("5");
    const asked = driven.node.asked.length;
    expect(await driven.press("\u0003")).toContain("Stopping the node");
    expect([driven.node.stops, driven.node.asked.length]).toEqual([1, asked]);
    await driven.close();
  });

  it("completes with Tab", async () => {
    const driven = await driveConsole("miner");
    expect(await driven.press("hist\t")).toContain("history ");
    await driven.close();
  });

  it("has no colours with NO_COLOR, and some without", async () => {
    const plain = await driveConsole("miner");
    const coloured = await driveConsole("miner", { env: {} });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a colour is a control sequence.
    const colour = /\u001b\[\d+m/;
    expect(plain.raw()).not.toMatch(colour);
    expect(coloured.raw()).toMatch(colour);
    await plain.close();
    await coloured.close();
  });

  it("goes on after a command fails inside the console, and logs it", async () => {
    const node = fakeNode("miner", () => {
      throw new Error("boom");
    });
    const driven = await driveConsole("miner", { node });
    expect(await driven.type("peers")).toContain("failed inside the console");
    expect(node.logged.join()).toContain("boom");
    expect(await driven.type("help menu")).toContain("numbered menu");
    await driven.close();
  });
});

describe("without a terminal", () => {
  it("reads commands line by line, prints plainly, and has no prompt", async () => {
    const driven = await driveConsole("miner", { terminal: false, env: {} });
    expect(await driven.type("")).toBe("");
    expect(await driven.type("balance")).toMatch(/^Spendable +1\.50000000 coins\n/);
    expect(driven.raw()).not.toContain("\u001b");
    expect(driven.raw()).not.toContain("> ");
    await driven.close();
  });

  it("the end of input does not stop the node, stop does", async () => {
    const driven = await driveConsole("miner", { terminal: false });
    await driven.type("peers");
    await driven.end();
    expect(driven.node.stops).toBe(0);
    await driven.close();
    const told = await driveConsole("miner", { terminal: false });
    await told.type("stop\npeers");
    expect(told.node.stops).toBe(1);
    expect(told.node.asked).toEqual([]);
    await told.close();
  });

  it("runs many lines in their order, guided questions too", async () => {
    const driven = await driveConsole("miner", { terminal: false });
    await driven.type(`2\n${LOCAL_ADDRESS}\n0.00000001\npeers\nnode`);
    expect(driven.node.asked.map(({ name }) => name)).toEqual(["send", "peers", "node"]);
    await driven.close();
  });

  it("does not take the next command for another try after a wrong answer", async () => {
    const driven = await driveConsole("miner", { terminal: false });
    await driven.type("3\nnonsense\npeers");
    expect(driven.node.asked).toEqual([{ name: "peers" }]);
    await driven.close();
  });

  it("chain all prints every block", async () => {
    const driven = await driveConsole("miner", { terminal: false });
    const text = await driven.type("chain all");
    expect(text.match(/^ +\d+ {2}0{8}/gm)).toHaveLength(121);
    expect(await driven.type("chain")).toContain("Older blocks: chain ");
    await driven.close();
  });
});

it("does nothing after --no-console", async () => {
  const attachment = await attachConsole()({ ...fakeNode("miner"), interactive: false });
  expect(attachment.banner).toBeUndefined();
  await attachment.stop();
});
