/**
 * What a case is: one thing that an operator can touch, done to running nodes, and what must be seen of it. The titles
 * of the cases are what the reference page names as the test of each thing.
 */
import { MENU_ENTRIES, type MenuEntry, type Word } from "@triad/console";
import type { RoleName } from "@triad/host-nodejs";
import type { Fleet } from "../nodes/fleet.ts";
import type { OperatedNode } from "../nodes/operated-node.ts";
import { ROLES } from "../nodes/programs.ts";

export interface OperatorCase {
  /** As touchpoints.ts names it: `word miner mining`, `route GET /api/node`, … */
  readonly touches: string;
  readonly title: string;
  /** Fails by throwing. */
  readonly run: (fleet: Fleet) => Promise<void>;
}

export interface At {
  /** Whose console it is. */
  readonly node: OperatedNode;
  readonly role: RoleName;
  readonly fleet: Fleet;
}

export interface WordRow {
  readonly word: Word;
  /** Those that the row is done on; every one that has the word unless given. */
  readonly roles?: readonly RoleName[];
  /** Follows the word and the role: "shows what can be spent". */
  readonly claim: string;
  readonly run: (at: At) => Promise<unknown>;
}

export interface KeyRow {
  readonly role: RoleName;
  readonly key: number;
  readonly claim: string;
  readonly run: (at: At) => Promise<unknown>;
}

/** A case for each role that a row is done on. */
export function wordCases(rows: readonly WordRow[]): readonly OperatorCase[] {
  return rows.flatMap(({ word, claim, run, roles = entryOf(word)?.roles ?? ROLES }) =>
    roles.map((role) => ({
      touches: `word ${role} ${word}`,
      title: `word ${word} of a ${role}: ${claim}`,
      run: async (fleet) => void (await run({ node: fleet.nodes[role], role, fleet })),
    })),
  );
}

export function keyCases(rows: readonly KeyRow[]): readonly OperatorCase[] {
  return rows.map(({ role, key, claim, run }) => ({
    touches: `menu ${role} ${key}`,
    title: `menu ${key} of a ${role}: ${claim}`,
    run: async (fleet) => void (await run({ node: fleet.nodes[role], role, fleet })),
  }));
}

function entryOf(word: Word): MenuEntry | undefined {
  return MENU_ENTRIES.find((entry) => entry.word === word);
}
