/** The console beside a running node: reads a line, does what it says, until the node ends or the input does. */
import type { Readable } from "node:stream";
import type { Attach, Attachment, NodeHandle } from "@triad/host-nodejs";
import { Interrupted, printWrong } from "./ask.ts";
import { COMMANDS } from "./commands.ts";
import { complete } from "./complete.ts";
import { doMenu, doStop } from "./do-console.ts";
import { findEntry } from "./find-entry.ts";
import { menuOfRole, type Word } from "./menu-entries.ts";
import { formatNotice, idsIn, isShown, supersededBy } from "./notices.ts";
import { makePaint, wantsColours } from "./paint.ts";
import { openPlainScreen, type Screen } from "./screen.ts";
import { SeenIds } from "./seen-ids.ts";
import { lookOf, type Session } from "./session.ts";
import { openTerminalScreen, type TerminalOutput } from "./terminal-screen.ts";
import { watchProgress } from "./watch-progress.ts";

/** All of it is the process's own unless given. */
export interface ConsoleStreams {
  readonly input?: Readable & { readonly isTTY?: boolean };
  readonly output?: TerminalOutput & { readonly isTTY?: boolean };
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Unix time in milliseconds. */
  readonly nowMs?: () => number;
}

/** Words after which a passphrase may be typed or piped even where they did not ask for one. */
const SECRETS_FOLLOW: ReadonlySet<Word> = new Set(["unlock", "passphrase", "words", "send", "broadcast", "bump"]);
const UNREPEATED =
  "That is no word of this console. It is not repeated, since it may be a passphrase that nothing asked for. help lists all words.";

/** A terminal narrower than this gets the short prompt. */
const LONG_PROMPT_COLUMNS_MIN = 60;

/**
 * Put it last among the attachments, so that its menu stands below everything that is printed at start. Does nothing
 * after `--no-console`.
 */
export function attachConsole(streams: ConsoleStreams = {}): Attach {
  return (node) => (node.interactive ? openConsole(node, streams) : { stop: () => undefined });
}

function openConsole(node: NodeHandle, streams: ConsoleStreams): Attachment {
  const { input = process.stdin, output = process.stdout, env = process.env, nowMs = Date.now } = streams;
  const terminal = input.isTTY === true && output.isTTY === true && env.TERM !== "dumb";
  const seen = new SeenIds();
  const screen: Screen = terminal
    ? openTerminalScreen({
        input,
        output,
        complete: (line) => complete(line, node.role, seen),
        interrupted: () => void doStop(session),
      })
    : openPlainScreen(input, output);
  const session: Session = {
    node,
    screen,
    paint: makePaint(wantsColours(terminal, env)),
    seen,
    nowMs,
    noticesOn: true,
    ordered: undefined,
    isWary: false,
    noticed: undefined,
  };
  const unsubscribe = node.subscribe((notice) => {
    if (!session.noticesOn || !isShown(notice)) return;
    seen.add(...idsIn(notice));
    // the bar above the prompt says it, and moves
    if (terminal && notice.code === "progress" && "total" in notice.facts && notice.facts.phase !== "permission")
      return;
    session.noticed = notice.text;
    screen.print(formatNotice(notice, lookOf(session), terminal), supersededBy(notice));
  });
  const unwatch = screen.terminal ? watchProgress(session) : () => undefined;
  // After the host has printed the banners of this start.
  const begin = setImmediate(() => void readCommands(session));
  return {
    stop() {
      clearImmediate(begin);
      unsubscribe();
      unwatch();
      screen.close();
    },
  };
}

async function readCommands(session: Session): Promise<void> {
  const { screen, node } = session;
  if (screen.terminal) {
    screen.print("");
    await doMenu(session);
  }
  for (;;) {
    const line = await screen.read(promptOf(session), session.isWary ? "wary-command" : "command");
    if (line === undefined) return;
    session.noticed = undefined;
    try {
      await runLine(session, line);
    } catch (error) {
      if (error instanceof Interrupted) return;
      // A bug in showing something must not take the node with it.
      node.log(
        "error",
        "console",
        `The command failed: ${error instanceof Error ? (error.stack ?? "") : String(error)}`,
      );
      printWrong(session, `This command failed inside the console; ${node.paths.log} has the details.`);
    }
  }
}

async function runLine(session: Session, line: string): Promise<void> {
  const [word = "", ...args] = line.trim().split(/\s+/);
  if (word === "") {
    if (session.screen.terminal) await doMenu(session);
    return;
  }
  const found = findEntry(word, session.node.role);
  if ("wrong" in found) {
    printWrong(session, session.isWary ? UNREPEATED : found.wrong);
    return;
  }
  session.isWary = SECRETS_FOLLOW.has(found.entry.word);
  await COMMANDS[found.entry.word](session, args);
}

function promptOf({ node, screen, paint }: Session): string {
  if (screen.columns < LONG_PROMPT_COLUMNS_MIN) return `${paint.bold(node.role)} [menu]> `;
  const keys = menuOfRole(node.role).map(({ key }) => key);
  return `${paint.bold(node.role)} ${paint.dim(`[${keyRanges(keys)} · menu · help]`)}> `;
}

/** `1-7 9` of 1, 2, … 7, 9. */
function keyRanges(keys: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const key of keys) {
    const last = ranges.at(-1);
    if (last !== undefined && key === last.to + 1) last.to = key;
    else ranges.push({ from: key, to: key });
  }
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(" ");
}
