/** The subcommands on the wallet, once: reading the command line, `--help` and running are all made of this table. */
import { createWallet, restoreWallet } from "./new-wallet.ts";
import { backUp, setPassphrase, showWords } from "./present-wallet.ts";
import type { WalletCommand } from "./wallet-command.ts";

export const WALLET_COMMANDS: readonly WalletCommand[] = [
  {
    name: "create",
    usage: "",
    takesFile: "never",
    takes: [],
    createsDirectory: true,
    help: "Make a new wallet, with a passphrase if you like, and show its words once. A node makes one by itself at its first start, without a passphrase.",
    run: createWallet,
  },
  {
    name: "restore",
    usage: "[FILE] [--birthday YYYY-MM-DD]",
    takesFile: "if-given",
    takes: ["birthday"],
    createsDirectory: true,
    help: "Make a wallet again from a backup, or ask for its words. A light node looks at no block before the birthday; without one all are looked at.",
    run: restoreWallet,
  },
  {
    name: "words",
    usage: "",
    takesFile: "never",
    takes: [],
    createsDirectory: false,
    help: "Show the wallet's words, after its passphrase.",
    run: showWords,
  },
  {
    name: "backup",
    usage: "FILE",
    takesFile: "always",
    takes: [],
    createsDirectory: false,
    help: "Copy the wallet's file, encrypted if the wallet is. Never replaces a file.",
    run: backUp,
  },
  {
    name: "passphrase",
    usage: "[--remove]",
    takesFile: "never",
    takes: ["remove"],
    createsDirectory: false,
    help: "Set the wallet's passphrase, change it, or remove it.",
    run: setPassphrase,
  },
];
