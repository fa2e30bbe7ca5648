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

/** `on` and `off` are about this screen; levels are about the log file, and the terminal after --no-console. */
export async function doLog(session: Session, words: readonly string[]): Promise<void> {
  const { node } = session;
  const [choice] = words;
  if (choice === "on" || choice === "off") {
    session.noticesOn = choice === "on";
  } else if (choice !== undefined) {
    const changed = node.changeLogLevels(words.join(","));
    if (typeof changed !== "string") return printWrong(session, `${changed.wrong} Or it is log on or log off.`);
  }
  say(session, session.noticesOn ? "What happens is printed here." : "What happens is not printed here.");
  say(session, `${node.paths.log} has it from these levels on: ${node.logLevels()}.`);
}

/** Gives the keyboard back first: while the node ends, Ctrl-C is the host's, and may end it at once. */
export async function doStop({ screen, node }: Session): Promise<void> {
  screen.close();
  screen.print("Stopping the node …");
  void node.stop();
}
