import type { RoleName } from "@triad/host-nodejs";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "./commands.ts";
import { complete } from "./complete.ts";
import { findEntry } from "./find-entry.ts";
import { MENU_ENTRIES, menuOfRole } from "./menu-entries.ts";
import { makePaint } from "./paint.ts";
import { findId, SeenIds } from "./seen-ids.ts";
import { showHelp, showMenu, showWords } from "./show-menu.ts";

const ROLES: readonly RoleName[] = ["full-node", "miner", "light-node"];

function wordsOf(role: RoleName): Record<number, string> {
  return Object.fromEntries(menuOfRole(role).map(({ key, entry }) => [key, entry.word]));
}

describe("the menu", () => {
  const common = { 1: "access", 2: "broadcast", 3: "connect", 4: "stop", 5: "chain" };

  it("has the entries of each role and no others", () => {
    expect(wordsOf("full-node")).toEqual({ ...common, 6: "submit-block", 7: "pool", 8: "answer" });
    expect(wordsOf("miner")).toEqual({ ...common, 6: "mining", 7: "pool", 9: "prioritise" });
    expect(wordsOf("light-node")).toEqual(common);
  });

  it("gives every word once, and an alias to one entry only", () => {
    const names = MENU_ENTRIES.flatMap(({ word, aliases = [] }) => [word, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(COMMANDS).toSorted()).toEqual(MENU_ENTRIES.map(({ word }) => word).toSorted());
  });

  it("fits 40, 80 and 120 columns for every role, with its words and their help", () => {
    for (const width of [40, 80, 120]) {
      const look = { width, pageRows: 20, paint: makePaint(false), nowMs: 0 };
      for (const role of ROLES) {
        const texts = [
          showMenu(role, look),
          showWords(role, look),
          ...MENU_ENTRIES.map((e) => showHelp(e, role, look)),
        ];
        for (const line of texts.join("\n").split("\n")) expect(line.length, line).toBeLessThanOrEqual(width);
      }
    }
  });
});

describe("findEntry", () => {
  const wrongOf = (typed: string, role: RoleName) => {
    const found = findEntry(typed, role);
    return "wrong" in found ? found.wrong : found.entry.word;
  };

  it("takes numbers, words, aliases and capitals", () => {
    expect(wrongOf("5", "miner")).toBe("chain");
    expect(wrongOf("CHAIN", "miner")).toBe("chain");
    expect(wrongOf("mempool", "miner")).toBe("pool");
    expect(wrongOf("?", "miner")).toBe("help");
  });

  it("guesses nothing from signs", () => {
    expect(wrongOf("-1", "miner")).toBe('There is no word "-1". help lists all words.');
  });

  it("names the numbers there are when there is no such one", () => {
    expect(wrongOf("6", "light-node")).toBe(
      "The menu of a light-node has no 6. Its numbers are 1, 2, 3, 4, 5; menu shows them.",
    );
    expect(wrongOf("8", "miner")).toContain("no 8");
  });

  it("says which role has what this one has not", () => {
    expect(wrongOf("pool", "light-node")).toContain("a full-node and a miner has");
    expect(wrongOf("generate", "full-node")).toContain("a miner has");
  });

  it("suggests the word that was probably meant", () => {
    expect(wrongOf("chian", "miner")).toBe('There is no word "chian". Did you mean chain?');
    expect(wrongOf("acc", "miner")).toBe('There is no word "acc". Did you mean access?');
    expect(wrongOf("xylophones", "miner")).toBe('There is no word "xylophones". help lists all words.');
  });
});

describe("complete", () => {
  it("completes words of the role, what follows them, and hashes that were shown", () => {
    const seen = new SeenIds();
    seen.add("12ab".padEnd(64, "0"));
    expect(complete("ge", "miner", seen)).toEqual([["generate "], "ge"]);
    expect(complete("ge", "light-node", seen)).toEqual([[], "ge"]);
    expect(complete("log o", "miner", seen)).toEqual([["on ", "off "], "o"]);
    expect(complete("help cha", "miner", seen)).toEqual([["chain "], "cha"]);
    expect(complete("block 12ab", "miner", seen)[0]).toEqual(["12ab".padEnd(64, "0")]);
    expect(complete("nonsense x", "miner", seen)).toEqual([[], "x"]);
  });
});

describe("findId", () => {
  const ids = [`abcd${"0".repeat(56)}1111`, `abcd${"0".repeat(56)}2222`];

  it("finds a hash by its first digits, or as a table shortened it", () => {
    expect(findId("abcd…2222", ids, "here")).toEqual({ id: ids[1] });
    expect(findId("abcd...1111", ids, "here")).toEqual({ id: ids[0] });
    expect(findId("F".repeat(64), ids, "here")).toEqual({ id: "f".repeat(64) });
  });

  it("explains what is ambiguous, unknown, too short or no hash", () => {
    expect(findId("abcd", ids, "here")).toEqual({ wrong: '2 hashes here begin with "abcd". Give more digits.' });
    expect(findId("abce", ids, "here")).toEqual({ wrong: 'No hash here begins with "abce". Give all 64 digits.' });
    expect(findId("abc", ids, "here")).toHaveProperty("wrong");
    expect(findId("zzzz", ids, "here")).toHaveProperty("wrong");
  });
});
