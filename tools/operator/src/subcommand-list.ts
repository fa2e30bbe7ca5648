/** All that can stand on a program's command line instead of running the node, from the three tables of them. */
import { NETWORK_SETTINGS, SUBCOMMANDS, WALLET_COMMANDS } from "@triad/host-nodejs";

export interface ListedSubcommand {
  readonly name: string;
  readonly usage: string;
  readonly roles: string;
  readonly help: string;
}

export const ALL_SUBCOMMANDS: readonly ListedSubcommand[] = [
  ...SUBCOMMANDS.map(({ name, takesFile, runsOnLightNode, help }) => ({
    name,
    usage: takesFile ? `${name} FILE` : name,
    roles: runsOnLightNode ? "all" : "full-node, miner",
    help,
  })),
  ...WALLET_COMMANDS.map(({ name, usage, help }) => ({
    name: `wallet ${name}`,
    usage: `wallet ${name} ${usage}`.trim(),
    roles: "all",
    help,
  })),
  {
    name: "network new",
    usage: "network new FILE",
    roles: "all",
    help: "Write the parameters of a network of your own, by the settings below.",
  },
  ...NETWORK_SETTINGS.map(({ name, value, help }) => ({
    name: `network new --${name}`,
    usage: value === undefined ? `--${name}` : `--${name} ${value}`,
    roles: "network new",
    help,
  })),
];
