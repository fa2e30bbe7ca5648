/** The commands about who is shut out. */
import type { OperatorCommand } from "@triad/roles";
import { askAndSay, askNode, givenOrAsked, type ReadAnswer } from "./ask.ts";
import { readWhole } from "./read-answers.ts";
import { lookOf, type Session } from "./session.ts";
import { showBans } from "./show-bans.ts";

/** As the node bounds it. */
const HOURS_MAX = 87_600;

export async function doBan(session: Session, [given, givenHours]: readonly string[]): Promise<void> {
  const target = await givenOrAsked(session, given, "Number of a peer, host or node key", readWho);
  if (target === undefined) return;
  const command: OperatorCommand = { name: "ban", target };
  if (givenHours === undefined) return askAndSay(session, command);
  const hours = await givenOrAsked(session, givenHours, "Hours", readHours);
  if (hours !== undefined) await askAndSay(session, { ...command, hours });
}

export async function doUnban(session: Session, [given]: readonly string[]): Promise<void> {
  // nobody to let in again: no question
  if (given === undefined && (await listBans(session)) === 0) return;
  const target = await givenOrAsked(session, given, "Host or node key", readWho);
  if (target !== undefined) await askAndSay(session, { name: "unban", target });
}

export async function doBans(session: Session): Promise<void> {
  await listBans(session);
}

/** How many there are; 0 after a refusal, which has been printed. */
async function listBans(session: Session): Promise<number> {
  const value = await askNode(session, "bans", { name: "bans" });
  if (value === undefined) return 0;
  session.screen.print(showBans(value.bans, lookOf(session)));
  return value.bans.length;
}

function readWho(text: string): ReadAnswer<string> {
  return { value: text };
}

function readHours(text: string): ReadAnswer<number> {
  return readWhole(text, "number of hours", 1, HOURS_MAX);
}
