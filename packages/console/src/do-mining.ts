/** The commands of a miner: how it mines, and what goes into the next block; the pool, which full nodes have too. */
import type { MiningMode, PoolEntryView } from "@triad/roles";
import { explainAmount, parseSignedAmount } from "./amount.ts";
import { askAndSay, askNode, askOnce, givenOrAsked, printWrong, type ReadAnswer, replyAndSay } from "./ask.ts";
import { readWhole } from "./read-answers.ts";
import { findId } from "./seen-ids.ts";
import { lookOf, type Session } from "./session.ts";
import { showWish } from "./show-next-block.ts";
import { showMining } from "./show-node.ts";
import { showPool } from "./show-transactions.ts";
import { shortenMiddle } from "./text-width.ts";
import { countFound, watchGenerate } from "./watch-generate.ts";

/** Blocks of one `generate`; more would keep the console waiting for long. */
const GENERATE_BLOCKS_MAX = 1000;
const SHORT_ID_WIDTH = 17;

/** Shows the state; a person who gave no mode is asked what to change. */
export async function doMining(session: Session, [given, count]: readonly string[]): Promise<void> {
  if (given !== undefined) return changeMining(session, given, count);
  const value = await askNode(session, "mining", { name: "mining" });
  if (value === undefined) return;
  session.screen.print(showMining(value.mining, lookOf(session)));
  if (!session.screen.terminal) return;
  const answer = await askOnce(session, "always · pending · off · power N · generate N · Enter: leave it so:");
  const [word, number] = answer.split(/\s+/);
  if (word !== undefined && word !== "") await changeMining(session, word, number);
}

export async function doGenerate(session: Session, [given]: readonly string[]): Promise<void> {
  const blocks = given === undefined ? { value: 1 } : readWhole(given, "number of blocks", 1, GENERATE_BLOCKS_MAX);
  if ("wrong" in blocks) return printWrong(session, blocks.wrong);
  // the bar of one block would be gone before it is seen
  const foundBefore = blocks.value > 1 ? await countFound(session) : undefined;
  const isOrdered = await replyAndSay(session, session.node.ask({ name: "generate", blocks: blocks.value }));
  if (isOrdered && foundBefore !== undefined) watchGenerate(session, foundBefore, blocks.value);
}

export async function doPool(session: Session): Promise<void> {
  await fetchPool(session, "show");
}

export async function doInclude(session: Session, [given]: readonly string[]): Promise<void> {
  await wish(session, given, () => ({ value: { wish: "include" } }));
}

export async function doExclude(session: Session, [given]: readonly string[]): Promise<void> {
  await wish(session, given, () => ({ value: { wish: "exclude" } }));
}

/** Guided: the pool, which transaction, what to do with it. */
export async function doPrioritise(session: Session, [given, choice]: readonly string[]): Promise<void> {
  await wish(session, given, readWish, choice);
}

interface Change {
  readonly wish?: "include" | "exclude" | "none";
  /** Base units. */
  readonly feeDelta?: number;
}

async function wish(
  session: Session,
  given: string | undefined,
  read: (text: string) => ReadAnswer<Change>,
  choice?: string,
): Promise<void> {
  const entries = await fetchPool(session, given === undefined ? "show" : "quiet");
  if (entries === undefined || (given === undefined && entries.length === 0)) return;
  const txid = await givenOrAsked(session, given, "Transaction: its number in the list, or its first digits", (text) =>
    readPoolTransaction(text, entries),
  );
  if (txid === undefined) return;
  const entry = entries.find((candidate) => candidate.txid === txid);
  const fixed = read("");
  const question = `${shortenMiddle(txid, SHORT_ID_WIDTH)}: include, exclude, none, +AMOUNT, -AMOUNT`;
  const change = "value" in fixed ? fixed.value : await givenOrAsked(session, choice, question, read);
  if (change === undefined) return;
  // What is not being changed stays as it is.
  const wished = change.wish ?? entry?.wish ?? "none";
  const feeDelta = change.feeDelta ?? (change.wish === "none" ? 0 : (entry?.feeDelta ?? 0));
  const taken = await askNode(session, "wish", { name: "prioritise", txid, wish: wished, feeDelta });
  if (taken !== undefined) session.screen.print(showWish(taken.wish, lookOf(session)));
}

async function changeMining(session: Session, word: string, count: string | undefined): Promise<void> {
  if (word.toLowerCase() === "generate") return doGenerate(session, count === undefined ? [] : [count]);
  if (word.toLowerCase() === "power") return changePower(session, count);
  const mode = MODES.get(word.toLowerCase());
  if (mode !== undefined) return askAndSay(session, { name: "mining-mode", mode });
  printWrong(
    session,
    "The modes are always (start), pending and off (stop); power N searches N % of the time; generate N mines N blocks at once.",
  );
}

async function changePower(session: Session, given: string | undefined): Promise<void> {
  const percent = await givenOrAsked(session, given, "Percent of the time to search", (text) =>
    readWhole(text.replace(/%$/, ""), "percentage", 1, 100),
  );
  if (percent !== undefined) await askAndSay(session, { name: "mining-power", percent });
}

const MODES: ReadonlyMap<string, MiningMode> = new Map([
  ["always", "always"],
  ["start", "always"],
  ["on", "always"],
  ["resume", "always"],
  ["pending", "pending"],
  ["off", "off"],
  ["stop", "off"],
  ["pause", "off"],
]);

async function fetchPool(session: Session, show: "show" | "quiet"): Promise<readonly PoolEntryView[] | undefined> {
  const value = await askNode(session, "pool", { name: "pool" });
  if (value === undefined) return undefined;
  session.seen.add(...value.pool.entries.map(({ txid }) => txid));
  if (show === "show") session.screen.print(showPool(value.pool, lookOf(session)));
  return value.pool.entries;
}

/** Up to three digits are a place in the list: no hash is that short. */
function readPoolTransaction(text: string, entries: readonly PoolEntryView[]): ReadAnswer<string> {
  if (/^\d{1,3}$/.test(text)) {
    const entry = entries[Number(text) - 1];
    if (entry !== undefined) return { value: entry.txid };
    return { wrong: `There is no number ${text} in the pool; it has ${entries.length}.` };
  }
  const ids = entries.map(({ txid }) => txid);
  const found = findId(text, ids, "in the pool");
  return "id" in found ? { value: found.id } : found;
}

function readWish(text: string): ReadAnswer<Change> {
  const word = text.toLowerCase();
  if (word === "include" || word === "exclude" || word === "none") return { value: { wish: word } };
  if (!/^[+-]/.test(text)) {
    return { wrong: "Say include, exclude, none, or by how much its fee counts as higher or lower, such as +0.001." };
  }
  const feeDelta = parseSignedAmount(text);
  return typeof feeDelta === "number" ? { value: { feeDelta } } : { wrong: explainAmount(feeDelta) };
}
