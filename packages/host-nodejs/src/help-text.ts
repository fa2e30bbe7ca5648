/** What `--help` prints, made of the option table. */
import { SUBCOMMANDS } from "./chain-commands/subcommand-table.ts";
import { environmentName, type OptionRow, optionsOfRole } from "./option-table.ts";
import type { RoleName } from "./role-options.ts";

const DESCRIPTIONS: Readonly<Record<RoleName, string>> = {
  "full-node": "keeps and verifies the whole chain, and serves it to others",
  miner: "makes blocks by proof of work and manages a pool of transactions",
  "light-node": "keeps headers and hashes, and sends and receives with proofs",
};

export function helpText(role: RoleName): string {
  const rows = optionsOfRole(role);
  const lefts = rows.map(leftOf);
  const width = Math.max(...lefts.map((left) => left.length)) + 2;
  const lines = rows.map((row, index) => `  ${(lefts[index] ?? "").padEnd(width)}${row.help}${defaultOf(row)}`);
  const example = rows.find((row) => row.field === "maxOutbound");
  return [
    `Triad ${role}: ${DESCRIPTIONS[role]}.`,
    ...subcommandLines(role),
    "",
    "Options:",
    ...lines,
    "",
    `Each option is also an environment variable (${example === undefined ? "" : environmentName(example)}=8) and a field of the config file (maxOutbound: 8).`,
    "The command line comes before the environment, the environment before the config file.",
    "",
  ].join("\n");
}

/** A light node keeps no chain to work on; what it can get it asks full nodes for. */
function subcommandLines(role: RoleName): readonly string[] {
  if (role === "light-node") return LIGHT_NODE_SUBCOMMANDS;
  const lefts = SUBCOMMANDS.map(({ name, takesFile }) => (takesFile ? `${name} FILE` : name));
  const width = Math.max(...lefts.map((left) => left.length)) + 2;
  return [
    "",
    "Subcommands, instead of running the node; they take --network, --datadir, --signatures, --coin-cache and --config:",
    ...SUBCOMMANDS.map(({ help }, index) => `  ${(lefts[index] ?? "").padEnd(width)}${help}`),
  ];
}

const LIGHT_NODE_SUBCOMMANDS = [
  "",
  "Subcommand, instead of running the node for long; it takes the options below:",
  "  export-chain FILE  Get the complete chain from full nodes that grant access, and write it to FILE (- for the",
  "                     standard output). It waits for their permission.",
];

function leftOf(row: OptionRow): string {
  const name = row.field === "console" ? `--no-${row.name}` : `--${row.name}`;
  const value = row.value === undefined ? "" : ` ${row.value}`;
  return row.negatable && row.value !== undefined ? `${name}${value} | --no-${row.name}` : `${name}${value}`;
}

function defaultOf(row: OptionRow): string {
  const several = row.repeatable ? " May be given several times." : "";
  return typeof row.byDefault === "string" || typeof row.byDefault === "number"
    ? `${several} Default: ${row.byDefault}`
    : several;
}
