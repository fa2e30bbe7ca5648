/** What `--help` prints, made of the option table. */
import { SUBCOMMANDS } from "./chain-commands/subcommand-table.ts";
import { NETWORK_SETTINGS } from "./network-commands/network-settings.ts";
import { environmentName, type OptionRow, optionsOfRole } from "./option-table.ts";
import type { RoleName } from "./role-options.ts";
import { WALLET_COMMANDS } from "./wallet-commands/wallet-command-table.ts";
import { wrapWords } from "./wrap-words.ts";

const DESCRIPTIONS: Readonly<Record<RoleName, string>> = {
  "full-node": "keeps and verifies the whole chain, and serves it to others",
  miner: "makes blocks by proof of work and manages a pool of transactions",
  "light-node": "keeps headers and hashes, and sends and receives with proofs",
};

/** Narrower, a line has no room for words beside the names; wider, it is hard to read. */
const COLUMNS_MIN = 60;
const COLUMNS_MAX = 120;
/** A longer name has its words on the next line. */
const NAMES_COLUMNS_MAX = 24;

/** `columns`: of the terminal; 80 where there is none. */
export function helpText(role: RoleName, columns = 80): string {
  const width = Math.min(Math.max(columns, COLUMNS_MIN), COLUMNS_MAX) - 1;
  const rows = optionsOfRole(role);
  const example = rows.find((row) => row.field === "maxOutbound");
  return [
    ...wrapWords(`Triad ${role}: ${DESCRIPTIONS[role]}.`, width),
    ...subcommandLines(role, width),
    "",
    "Options:",
    ...list(
      rows.map((row) => [leftOf(row), `${row.help}${defaultOf(row)}`] as const),
      width,
    ),
    "",
    ...wrapWords(
      `Each option is also an environment variable (${example === undefined ? "" : environmentName(example)}=8) and a ` +
        "field of the config file (maxOutbound: 8). The command line comes before the environment, the environment " +
        "before the config file.",
      width,
    ),
    "",
  ].join("\n");
}

/** Names on the left, words on the right. */
function list(items: readonly (readonly [name: string, words: string])[], width: number): readonly string[] {
  const column = Math.min(Math.max(...items.map(([name]) => name.length)), NAMES_COLUMNS_MAX) + 4;
  return items.flatMap(([name, words]) => {
    const [first = "", ...others] = wrapWords(words, width - column).map((line) => `${" ".repeat(column)}${line}`);
    const left = `  ${name}`;
    return left.length + 2 > column
      ? [left, first, ...others]
      : [`${left.padEnd(column)}${first.trimStart()}`, ...others];
  });
}

/** A light node keeps no chain to work on; what it can get it asks full nodes for. */
function subcommandLines(role: RoleName, width: number): readonly string[] {
  const isLight = role === "light-node";
  const head = isLight
    ? "Subcommand, instead of running the node for long; it takes the options below:"
    : "Subcommands, instead of running the node; they take --network, --datadir, --signatures, --coin-cache and --config:";
  const items = isLight
    ? [["export-chain FILE", LIGHT_NODE_EXPORT] as const]
    : SUBCOMMANDS.map(({ name, takesFile, help }) => [takesFile ? `${name} FILE` : name, help] as const);
  return ["", ...wrapWords(head, width), ...list(items, width), "", ...walletLines(width), "", ...networkLines(width)];
}

function walletLines(width: number): readonly string[] {
  const head = "Subcommands on the wallet of a node that does not run; they take --network, --datadir and --config:";
  const items = WALLET_COMMANDS.map(({ name, usage, help }) => [`wallet ${name} ${usage}`.trimEnd(), help] as const);
  return [...wrapWords(head, width), ...list(items, width)];
}

function networkLines(width: number): readonly string[] {
  const head = "A network of your own: network new FILE writes its parameters (- for the standard output). It takes";
  const items = NETWORK_SETTINGS.map(({ name, value, help, byDefault }) => {
    const shown = typeof byDefault === "number" ? ` Default: ${byDefault}` : "";
    return [value === undefined ? `--${name}` : `--${name} ${value}`, `${help}${shown}`] as const;
  });
  return [...wrapWords(head, width), ...list(items, width)];
}

const LIGHT_NODE_EXPORT =
  "Get the complete chain from full nodes that grant access, and write it to FILE (- for the standard output). It " +
  "waits for their permission.";

function leftOf(row: OptionRow): string {
  const name = row.field === "console" ? `--no-${row.name}` : `--${row.name}`;
  const value = row.value === undefined ? "" : ` ${row.value}`;
  return row.negatable && row.value !== undefined ? `${name}${value} | --no-${row.name}` : `${name}${value}`;
}

function defaultOf(row: OptionRow): string {
  const several = row.repeatable ? " May be given several times." : "";
  return (typeof row.byDefault === "string" && row.byDefault !== "") || typeof row.byDefault === "number"
    ? `${several} Default: ${row.byDefault}`
    : several;
}
