/** Finds `network new FILE` at the beginning of a command line, and reads what follows. */
import { readCommandLine, readGiven, usageError } from "../command-line.ts";
import { NETWORK_SETTINGS, type NetworkSettings } from "./network-settings.ts";

export interface NetworkLine {
  /** To be written. */
  readonly file: string;
  readonly settings: NetworkSettings;
}

/** undefined: the command line does not begin with `network`; "help": it asks for it. @throws FatalError, exit code 2. */
export function readNetworkCommand(argv: readonly string[]): NetworkLine | "help" | undefined {
  // nx and npm leave the separator that they were given.
  const [first, name, file, ...words] = argv.filter((word) => word !== "--");
  if (first !== "network") return undefined;
  if (argv.includes("--help")) return "help";
  if (name !== "new") {
    const given = name === undefined ? "" : ` There is no network ${name}.`;
    throw usageError(`Say what to do: network new FILE makes the parameters of a network of your own.${given}`);
  }
  if (file === undefined || file.startsWith("--")) {
    throw usageError("network new needs a file right after it: network new FILE, for example network new acme.json.");
  }
  return { file, settings: readSettings(words) };
}

function readSettings(words: readonly string[]): NetworkSettings {
  const given = readCommandLine(NETWORK_SETTINGS, words);
  const values = NETWORK_SETTINGS.map((row) => {
    const found = given.get(row);
    return [row.field, found === undefined ? row.byDefault : readGiven(row, found.texts, found.from)];
  });
  return Object.fromEntries(values) as NetworkSettings;
}
