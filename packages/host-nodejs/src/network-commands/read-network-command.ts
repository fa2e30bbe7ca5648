/** Finds `network new FILE` at the beginning of a command line, and reads what follows. */
import { nearestWord } from "../edit-distance.ts";
import { EXIT, FatalError } from "../fatal-error.ts";
import { NETWORK_SETTINGS, type NetworkSettings, type SettingRow } from "./network-settings.ts";

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
    throw usage(`Say what to do: network new FILE makes the parameters of a network of your own.${given}`);
  }
  if (file === undefined || file.startsWith("--")) {
    throw usage("network new needs a file right after it: network new FILE, for example network new acme.json.");
  }
  return { file, settings: readSettings(words) };
}

function readSettings(words: readonly string[]): NetworkSettings {
  const given = new Map<SettingRow, unknown[]>();
  for (let at = 0; at < words.length; at++) {
    const [, name = "", , joined] = /^--([^=]*)(=(.*))?$/s.exec(words[at] ?? "") ?? [];
    const row = NETWORK_SETTINGS.find((candidate) => candidate.name === name);
    if (row === undefined) throw usage(unknownSetting(words[at] ?? "", name));
    if (given.has(row) && row.repeatable === undefined) throw usage(`--${name} is given twice.`);
    if (row.value === undefined && joined !== undefined) throw usage(`--${name} takes no value.`);
    const text = row.value === undefined ? "yes" : (joined ?? words[++at]);
    if (text === undefined || (joined === undefined && row.value !== undefined && text.startsWith("--"))) {
      throw usage(`--${name} needs a value: ${row.value}.`);
    }
    const read = row.read(text);
    if ("expected" in read) throw usage(`--${name} is "${text}", but should be ${read.expected}.`);
    given.set(row, [...(given.get(row) ?? []), read.value]);
  }
  const values = NETWORK_SETTINGS.map((row) => {
    const list = given.get(row);
    return [row.field, list === undefined ? row.byDefault : row.repeatable ? list : list[0]];
  });
  return Object.fromEntries(values) as NetworkSettings;
}

function unknownSetting(word: string, name: string): string {
  const names = NETWORK_SETTINGS.map((row) => row.name);
  const near = nearestWord(name, names);
  const hint = near === undefined ? `There are --${names.join(", --")}.` : `Did you mean --${near}?`;
  return `network new does not know "${word}". ${hint}`;
}

function usage(message: string): FatalError {
  return new FatalError(message, EXIT.usage);
}
