/** The commands about the console itself. */
import { printWrong, say } from "./ask.ts";
import { findEntry } from "./find-entry.ts";
import { lookOf, type Session } from "./session.ts";
import { showHelp, showMenu, showWords } from "./show-menu.ts";

export async function doMenu(session: Session): Promise<void> {
  session.screen.print(showMenu(session.node.role, lookOf(session)));
}

export async function doHelp(session: Session, [word]: readonly string[]): Promise<void> {
  const { role } = session.node;
  if (word === undefined) return session.screen.print(showWords(role, lookOf(session)));
  const found = findEntry(word, role);
  if ("wrong" in found) printWrong(session, found.wrong);
  else session.screen.print(showHelp(found.entry, role, lookOf(session)));
}

export async function doLog(session: Session, [choice]: readonly string[]): Promise<void> {
  const { node } = session;
  if (choice !== undefined && choice !== "on" && choice !== "off") {
    return printWrong(session, "It is log on or log off.");
  }
  if (choice !== undefined) session.noticesOn = choice === "on";
  const state = session.noticesOn ? "What happens is printed here" : "What happens is not printed here";
  say(session, `${state}; ${node.paths.log} has all of it.`);
}

/** Gives the keyboard back first: while the node ends, Ctrl-C is the host's, and may end it at once. */
export async function doStop({ screen, node }: Session): Promise<void> {
  screen.close();
  screen.print("Stopping the node …");
  void node.stop();
}
