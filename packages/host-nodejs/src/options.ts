/**
 * Reads the options of a role: command line before environment before config file before default. Nothing is guessed:
 * an unknown option and a wrong value end the start, with the option, where it came from and what it should be.
 */
import { readFileSync } from "node:fs";
import { type Given, readCommandLine, readGiven, usageError } from "./command-line.ts";
import { editDistance, nearestWord } from "./edit-distance.ts";
import { fileFault } from "./file-fault.ts";
import {
  configName,
  environmentName,
  type NodeOptions,
  OPTIONS,
  type OptionRow,
  optionsOfRole,
} from "./option-table.ts";
import type { RoleName } from "./role-options.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws FatalError with exit code 2. `readConfig` is for tests. */
export function readOptions(
  role: RoleName,
  argv: readonly string[],
  env: Environment,
  readConfig: (path: string) => string = (path) => readFileSync(path, "utf8"),
): NodeOptions {
  const rows = optionsOfRole(role);
  const commandLine = readCommandLine(rows, argv);
  const environment = readEnvironment(rows, env);
  const configRow = rows.find((row) => row.field === "config");
  const configPath = configRow && (commandLine.get(configRow) ?? environment.get(configRow));
  const path = configPath?.texts === false ? undefined : configPath?.texts[0];
  const asked = [...commandLine.keys()].some((row) => row.commandLineOnly === true);
  // Who asks for help or the version gets it, whatever the config file holds.
  const config: Given<OptionRow> = path === undefined || asked ? new Map() : readConfigFile(rows, path, readConfig);
  const values = rows.map((row) => {
    const given = commandLine.get(row) ?? environment.get(row) ?? config.get(row);
    return [row.field, given === undefined ? row.byDefault : readGiven(row, given.texts, given.from)];
  });
  // Fields of other roles' options are there with their defaults, so that the type holds for all roles.
  const ofOtherRoles = { mine: "always", threads: undefined, address: undefined, access: "open", allow: [] } as const;
  return { ...ofOtherRoles, ...Object.fromEntries(values) };
}

function readEnvironment(rows: readonly OptionRow[], env: Environment): Given<OptionRow> {
  const given: Given<OptionRow> = new Map();
  const usable = rows.filter((row) => row.commandLineOnly !== true);
  for (const row of usable) {
    const name = environmentName(row);
    const text = env[name];
    if (text === undefined || text === "") continue;
    const negated = row.negatable === true && ["no", "false", "0"].includes(text);
    const texts = row.repeatable ? text.split(",").map((part) => part.trim()) : [text];
    given.set(row, { texts: negated ? false : texts, from: `${name} (environment)` });
  }
  refuseMistypedVariable(env);
  return given;
}

/**
 * Other programs (compose files, tests) have TRIAD_ variables of their own, and one environment may be for all roles: so
 * only what is an option's name but for a letter in four is refused.
 */
function refuseMistypedVariable(env: Environment): void {
  const names = OPTIONS.map(environmentName);
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith("TRIAD_") || text === undefined || text === "" || names.includes(name)) continue;
    const lettersMax = Math.floor((name.length - "TRIAD_".length) / 4);
    const near = nearestWord(name, names);
    if (near === undefined || editDistance(name, near) > lettersMax) continue;
    throw usageError(`${name} in the environment is no option. Did you mean ${near}?`);
  }
}

function readConfigFile(
  rows: readonly OptionRow[],
  path: string,
  readConfig: (path: string) => string,
): Given<OptionRow> {
  const given: Given<OptionRow> = new Map();
  const byName = new Map(rows.filter((row) => row.commandLineOnly !== true).map((row) => [configName(row), row]));
  for (const [name, value] of Object.entries(parseConfig(path, readConfig))) {
    const row = byName.get(name);
    if (row === undefined || row.field === "config") {
      const near = nearestWord(name, [...byName.keys()]);
      throw usageError(`Unknown option ${name} in ${path}.${near === undefined ? "" : ` Did you mean ${near}?`}`);
    }
    const from = `${name} in ${path}`;
    const negated = row.negatable === true && value === false;
    const list = row.repeatable && Array.isArray(value) ? value : [value];
    const texts = list.map((item) => {
      if (["string", "number", "boolean"].includes(typeof item)) return String(item);
      throw usageError(`${from} should be ${row.repeatable ? "a list of texts" : "a text or a number"}.`);
    });
    given.set(row, { texts: negated ? false : texts, from });
  }
  return given;
}

function parseConfig(path: string, readConfig: (path: string) => string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readConfig(path));
  } catch (error) {
    throw usageError(`Can't read the config file ${path}: ${fileFault(error)}.`);
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw usageError(`The config file ${path} should be a JSON object, such as {"maxOutbound": 8}.`);
  }
  return { ...parsed };
}
