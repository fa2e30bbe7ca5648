/** The subcommands on a wallet that is there. */
import { resolve } from "node:path";
import { FatalError } from "../fatal-error.ts";
import { systemRandomness } from "../randomness.ts";
import { backUpWallet, changePassphrase, storedWallet, wordsOfWallet } from "../wallet-secrets.ts";
import { askNewPassphrase } from "./ask-passphrase.ts";
import type { WalletRun } from "./wallet-command.ts";

export async function showWords(run: WalletRun): Promise<void> {
  const { contents } = storedWallet(run.paths.wallet);
  const words = await wordsOfWallet(contents, await presentPassphrase(run));
  run.tell("Whoever reads these words can spend every coin of this wallet:");
  run.print(words);
}

export async function backUp({ paths, file = "", tell }: WalletRun): Promise<void> {
  const { isEncrypted } = backUpWallet(paths.wallet, resolve(file));
  const what = isEncrypted ? "encrypted with the passphrase" : "with its words in clear: keep it where nobody reads it";
  tell(`Wrote a copy of the wallet to ${resolve(file)}, ${what}.`);
}

export async function setPassphrase(run: WalletRun): Promise<void> {
  const old = await presentPassphrase(run);
  const next = run.remove ? undefined : await askNewPassphrase(run.prompt, "New passphrase", run.tell);
  if (!run.remove && next === undefined) throw new FatalError("No passphrase was given; nothing was changed.");
  await changePassphrase(run.paths.wallet, { old, next }, systemRandomness, run.costs);
  run.tell(
    next === undefined
      ? "The wallet has no passphrase any more: its words lie in clear."
      : "The wallet has the new passphrase.",
  );
}

async function presentPassphrase({ paths, prompt }: WalletRun): Promise<string | undefined> {
  return storedWallet(paths.wallet).contents.kind === "sealed" ? prompt.secret("Passphrase") : undefined;
}
