/** Finds the subcommand on the wallet that a command line begins with, and takes its own options from it. */
import { nearestWord } from "../edit-distance.ts";
import { EXIT, FatalError } from "../fatal-error.ts";
import type { WalletCommand } from "./wallet-command.ts";
import { WALLET_COMMANDS } from "./wallet-command-table.ts";

export interface WalletLine {
  readonly command: WalletCommand;
  readonly file: string | undefined;
  /** Unix seconds. */
  readonly birthday: number | undefined;
  readonly remove: boolean;
  /** Those of the role, which follow. */
  readonly options: readonly string[];
}

/** undefined: the command line does not begin with `wallet`. @throws FatalError with exit code 2. */
export function readWalletCommand(argv: readonly string[], nowMs = Date.now()): WalletLine | undefined {
  // nx and npm leave the separator that they were given.
  const [first, name = "", ...rest] = argv.filter((word) => word !== "--");
  if (first !== "wallet") return undefined;
  const command = WALLET_COMMANDS.find((candidate) => candidate.name === name);
  if (rest.includes("--help") || name === "--help") {
    const [help] = WALLET_COMMANDS;
    if (help !== undefined) return { ...NOTHING, command: command ?? help, options: ["--help"] };
  }
  if (command === undefined) throw new FatalError(unknownCommand(name), EXIT.usage);
  const [given] = rest;
  const file = command.takesFile !== "never" && given !== undefined && !given.startsWith("--") ? given : undefined;
  if (command.takesFile === "always" && file === undefined) {
    throw new FatalError(`wallet ${name} needs a file right after it: wallet ${name} ${command.usage}.`, EXIT.usage);
  }
  const options = rest.slice(file === undefined ? 0 : 1);
  const remove = command.takes.includes("remove") && takeFlag(options, "--remove");
  const birthday = command.takes.includes("birthday") ? takeBirthday(options, nowMs) : undefined;
  return { command, file, birthday, remove, options };
}

const NOTHING = { file: undefined, birthday: undefined, remove: false } as const;

function takeFlag(options: string[], flag: string): boolean {
  const at = options.indexOf(flag);
  if (at >= 0) options.splice(at, 1);
  return at >= 0;
}

function takeBirthday(options: string[], nowMs: number): number | undefined {
  const at = options.findIndex((word) => word === "--birthday" || word.startsWith("--birthday="));
  if (at < 0) return undefined;
  const isJoined = options[at]?.includes("=") === true;
  const [word = "", next = ""] = options.splice(at, isJoined ? 1 : 2);
  const text = isJoined ? word.slice("--birthday=".length) : next;
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms) || ms < 0 || ms > nowMs) {
    const message = `--birthday ${text} is no day in the past: write it as 2026-11-23, in universal time.`;
    throw new FatalError(message, EXIT.usage);
  }
  return ms / 1000;
}

function unknownCommand(name: string): string {
  const names = WALLET_COMMANDS.map((command) => command.name);
  const near = nearestWord(name, names);
  const list = names.map((each) => `wallet ${each}`).join(", ");
  if (name === "" || name.startsWith("-")) return `Say what to do with the wallet: ${list}.`;
  return `There is no subcommand wallet ${name}. ${near === undefined ? `There are ${list}.` : `Did you mean wallet ${near}?`}`;
}
