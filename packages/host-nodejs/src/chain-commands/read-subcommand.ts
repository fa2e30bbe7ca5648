/** Finds the subcommand that a command line begins with. */
import { nearestWord } from "../edit-distance.ts";
import { EXIT, FatalError } from "../fatal-error.ts";
import type { RoleName } from "../role-options.ts";
import type { Subcommand } from "./subcommand.ts";
import { SUBCOMMANDS } from "./subcommand-table.ts";

export interface SubcommandLine {
  readonly subcommand: Subcommand;
  /** "" where it takes none. */
  readonly file: string;
  /** The options that follow. */
  readonly options: readonly string[];
}

/** undefined: the command line begins with no subcommand. @throws FatalError with exit code 2. */
export function readSubcommand(role: RoleName, argv: readonly string[]): SubcommandLine | undefined {
  // nx and npm leave the separator that they were given.
  const words = argv.filter((word) => word !== "--");
  const [name = ""] = words;
  const subcommand = SUBCOMMANDS.find((candidate) => candidate.name === name);
  if (subcommand === undefined) {
    refuseMistyped(name);
    return undefined;
  }
  if (role === "light-node" && !subcommand.runsOnLightNode) {
    const message = `A light node keeps headers only, so it has no chain for ${name}. Use a full node or a miner.`;
    throw new FatalError(message, EXIT.usage);
  }
  if (!subcommand.takesFile) return { subcommand, file: "", options: words.slice(1) };
  const [, file] = words;
  if (file === undefined || file.startsWith("--") || wantsHelp(words)) {
    if (wantsHelp(words)) return { subcommand, file: "", options: ["--help"] };
    throw new FatalError(`${name} needs a file right after it: ${name} FILE, or - instead of FILE.`, EXIT.usage);
  }
  return { subcommand, file, options: words.slice(2) };
}

function wantsHelp(words: readonly string[]): boolean {
  return words.includes("--help");
}

function refuseMistyped(word: string): void {
  if (word === "" || word.startsWith("-")) return;
  const near = nearestWord(
    word,
    SUBCOMMANDS.map(({ name }) => name),
  );
  if (near !== undefined) throw new FatalError(`There is no subcommand ${word}. Did you mean ${near}?`, EXIT.usage);
}
