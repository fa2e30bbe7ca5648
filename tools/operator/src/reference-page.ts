/** docs/operator-reference.md: all that an operator can touch, and the title of the test that does it on running nodes. */
import { METRICS, ROUTES } from "@triad/api";
import { MENU_ENTRIES, menuOfRole } from "@triad/console";
import { configName, environmentName, OPTIONS, type OptionRow } from "@triad/host-nodejs";
import type { OperatorCase } from "./cases/operator-case.ts";
import { ROLES } from "./nodes/programs.ts";
import { ALL_SUBCOMMANDS } from "./subcommand-list.ts";

type TestedCase = Pick<OperatorCase, "touches" | "title">;

export function referencePage(cases: readonly TestedCase[]): string {
  const tests = (...names: readonly string[]) => titlesOf(cases, names);
  return `${[
    "# What an operator can touch",
    "Made by `npm run generate` from the tables of the programs; a test fails when it is not current. The last column is the title of the test that does it on running nodes (`npx vitest run --project operator`): real processes, on a network of their own.",
    "## Menu",
    ...ROLES.flatMap((role) => [
      `### ${capital(role)}`,
      table(
        ["Key", "", "Word", "Test"],
        menuOfRole(role).map(({ key, entry }) => [
          String(key),
          entry.summary,
          code(entry.word),
          tests(`menu ${role} ${key}`),
        ]),
      ),
    ]),
    "## Words",
    table(
      ["Word", "Of", "", "Test"],
      MENU_ENTRIES.map(({ word, usage, roles, help, aliases = [] }) => [
        code(`${word} ${usage}`.trim()),
        roles.length === ROLES.length ? "all" : roles.join(", "),
        `${help}${aliases.length === 0 ? "" : ` Also: ${aliases.map(code).join(", ")}.`}`,
        tests(...roles.map((role) => `word ${role} ${word}`)),
      ]),
    ),
    "## Options",
    "Command line before environment before config file (`--config FILE`, a JSON object).",
    table(
      ["Option", "Of", "Environment, config file", "Default", "", "Test"],
      OPTIONS.map((row) => [
        optionForms(row),
        row.roles === undefined ? "all" : row.roles.join(", "),
        row.commandLineOnly ? "–" : `${code(environmentName(row))}, ${code(configName(row))}`,
        defaultOf(row),
        row.help,
        tests(`option ${row.name}`),
      ]),
    ),
    "## Subcommands",
    "On a node that does not run, instead of running it: `full-node export-chain FILE`.",
    table(
      ["Subcommand", "Of", "", "Test"],
      ALL_SUBCOMMANDS.map(({ name, usage, roles, help }) => [code(usage), roles, help, tests(`subcommand ${name}`)]),
    ),
    "## HTTP",
    "On 127.0.0.1 unless `--api` says otherwise. The token is in `.cookie` of the data directory: `Authorization: Bearer TOKEN`. What is sent and answered: `GET /openapi.json`.",
    table(
      ["Route", "Token", "", "Test"],
      ROUTES.map(({ method, path, token, summary }) => [
        code(`${method} ${path}`),
        token ? "yes" : "",
        summary,
        tests(`route ${method} ${path}`),
      ]),
    ),
    "## Metrics",
    "At `GET /metrics`, besides the process's own (`process_…`, `nodejs_…`).",
    table(
      ["Metric", "Labels", "", "Test"],
      METRICS.map(({ name, labels = [], help }) => [
        code(name),
        labels.map(code).join(", "),
        help,
        tests(`metric ${name}`),
      ]),
    ),
  ].join("\n\n")}\n`;
}

/** What differs in the role alone is said once. */
function titlesOf(cases: readonly TestedCase[], names: readonly string[]): string {
  const titles = cases
    .filter(({ touches }) => names.includes(touches))
    .map(({ title }) => (names.length === 1 ? title : title.replace(/ of a (full-node|miner|light-node):/, ":")))
    .map((title) => title.replace(/ \((command line|environment|config file)\):/, ":"));
  return [...new Set(titles)].join("<br>");
}

function optionForms({ name, value, negatable, byDefault }: OptionRow): string {
  const asked = code(value === undefined ? `--${name}` : `--${name} ${value}`);
  const denied = code(`--no-${name}`);
  if (!negatable) return asked;
  return byDefault === true ? denied : `${asked}, ${denied}`;
}

function defaultOf({ byDefault, value }: OptionRow): string {
  if (typeof byDefault === "number" || (typeof byDefault === "string" && byDefault !== ""))
    return code(String(byDefault));
  if (value === undefined) return byDefault === true ? "yes" : "no";
  return "";
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
