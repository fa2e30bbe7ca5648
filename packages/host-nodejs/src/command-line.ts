/** `--name value` on a command line, by a table of what there is: the options of a role, the settings of a network. */
import { nearestWord } from "./edit-distance.ts";
import { EXIT, FatalError } from "./fatal-error.ts";

/** A value as read; what it should have been ("a whole number from 1 to 64"); or a sentence about what is wrong. */
export type ReadValue = { readonly value: unknown } | { readonly expected: string } | { readonly wrong: string };

export interface CommandLineRow {
  /** Without the dashes: `max-outbound`. */
  readonly name: string;
  /** What stands for the value in `--help`; absent: a flag, which takes none. */
  readonly value?: string;
  /** May be given several times. */
  readonly repeatable?: true;
  /** `--no-NAME` exists. */
  readonly negatable?: true;
  readonly byDefault: unknown;
  readonly help: string;
  /** Reads one value's text; `yes` of a flag. */
  readonly read: (text: string) => ReadValue;
}

/** Texts of one source by row; false: negated. `from`: for messages. */
export type Given<Row> = Map<Row, { readonly texts: readonly string[] | false; readonly from: string }>;

/** The value, or the list of them. @throws FatalError with exit code 2 */
export function readGiven(row: CommandLineRow, texts: readonly string[] | false, from: string): unknown {
  if (texts === false) return false;
  const read = texts.map((text) => {
    const result = row.read(text);
    if ("value" in result) return result.value;
    if ("wrong" in result) throw usageError(`${from}: ${result.wrong}`);
    throw usageError(`${from} is "${text}", but should be ${result.expected}.`);
  });
  return row.repeatable ? read : read[0];
}

/** @throws FatalError with exit code 2 */
export function readCommandLine<Row extends CommandLineRow>(rows: readonly Row[], argv: readonly string[]): Given<Row> {
  const texts = new Map<Row, string[] | false>();
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? "";
    // nx and npm leave the separator that they were given.
    if (word === "--") continue;
    if (!word.startsWith("--"))
      throw usageError(`"${word}" is no option; options begin with --.${suggest(rows, word)}`);
    const equals = word.indexOf("=");
    const name = word.slice(2, equals < 0 ? undefined : equals);
    const row = rows.find((candidate) => candidate.name === name);
    const negated = rows.find((candidate) => candidate.negatable && `no-${candidate.name}` === name);
    if (negated !== undefined) {
      if (equals >= 0) throw usageError(`--${name} takes no value.`);
      texts.set(negated, false);
    } else if (row === undefined) {
      throw usageError(`Unknown option --${name}.${suggest(rows, name)}`);
    } else if (row.value === undefined) {
      if (equals >= 0) throw usageError(`--${name} takes no value.`);
      texts.set(row, ["yes"]);
    } else {
      let text = equals < 0 ? undefined : word.slice(equals + 1);
      if (text === undefined) {
        index += 1;
        text = argv[index];
        if (text === undefined || text.startsWith("--")) throw usageError(`--${name} needs a value: ${row.value}.`);
      }
      const before = texts.get(row);
      if (Array.isArray(before) && !row.repeatable) throw usageError(`--${name} is given twice.`);
      texts.set(row, [...(before || []), text]);
    }
  }
  return new Map([...texts].map(([row, given]) => [row, { texts: given, from: `--${row.name}` }]));
}

/** Words that people try, and what it is called here. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  bind: "listen",
  host: "listen",
  "data-dir": "datadir",
  addnode: "peer",
  seed: "peer",
  rpc: "api",
};

function suggest(rows: readonly CommandLineRow[], word: string): string {
  const names = rows.flatMap((row) => (row.negatable ? [row.name, `no-${row.name}`] : [row.name]));
  const near = OTHER_WORDS[word] ?? nearestWord(word.replace(/^-+/, ""), names);
  return near === undefined ? " --help lists all options." : ` Did you mean --${near}?`;
}

/** Digits alone: what JavaScript takes for numbers besides is seldom meant. */
export function readWhole(min: number, max: number): CommandLineRow["read"] {
  return (text) => {
    const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    return number >= min && number <= max ? { value: number } : { expected: `a whole number from ${min} to ${max}` };
  };
}

export function usageError(message: string): FatalError {
  return new FatalError(message, EXIT.usage);
}
