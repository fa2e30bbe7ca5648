/**
 * The wallet's file beside a running node: whoever operates it unlocks, encrypts and copies here. Words are decrypted
 * off the event loop, and nothing but their seed goes on to the role, which overwrites it.
 */
import type { OperatorCommand, OperatorReply, Randomness } from "@triad/roles";
import { FatalError } from "./fatal-error.ts";
import { SCRYPT_COSTS, type ScryptCosts } from "./wallet-cipher.ts";
import {
  backUpWallet,
  changePassphrase,
  type PassphraseChange,
  seedOfWords,
  storedWallet,
  WalletFault,
  wordsOfWallet,
} from "./wallet-secrets.ts";

/** Never rejects for what an operator did: a refusal is a value. */
export interface WalletKeeper {
  /** The wallet can pay for so many seconds. */
  unlock(passphrase: string, seconds: number): Promise<OperatorReply>;
  lock(): Promise<OperatorReply>;
  /** Sets, changes or removes it; the wallet is locked afterwards unless it has none. */
  changePassphrase(change: PassphraseChange): Promise<OperatorReply>;
  /** The words, as the value's text. */
  words(passphrase: string | undefined): Promise<OperatorReply>;
  /** A copy of the file; it holds neither labels nor payments. */
  backUp(file: string): Promise<OperatorReply>;
}

export interface WalletKeeperParts {
  /** Of the wallet's file. */
  readonly path: string;
  readonly ask: (command: OperatorCommand) => Promise<OperatorReply>;
  readonly randomness: Randomness;
  readonly costs?: ScryptCosts;
}

export function createWalletKeeper({ path, ask, randomness, costs = SCRYPT_COSTS }: WalletKeeperParts): WalletKeeper {
  let isBusy = false;
  /** How often it was locked: whoever locks while a passphrase is tried means that one as well. */
  let locks = 0;

  /** One at a time: each takes memory and time on purpose, and a guesser gets no more tries by asking twice at once. */
  async function alone(work: () => Promise<OperatorReply>): Promise<OperatorReply> {
    if (isBusy) return refuse("busy", "The wallet's passphrase is being worked on; try again in a moment.");
    isBusy = true;
    try {
      return await work();
    } catch (error) {
      if (error instanceof WalletFault) return refuse(error.code, error.message);
      if (error instanceof FatalError) return refuse("wallet-file", error.message);
      if (error instanceof Error && "syscall" in error) {
        return refuse("wallet-file", `Can't write the wallet: ${error.message}. It is as it was.`);
      }
      throw error;
    } finally {
      isBusy = false;
    }
  }

  /** The role overwrites the seed; a node that ends meanwhile never sees it. */
  async function tellSeed(seed: Uint8Array, seconds: number | null): Promise<OperatorReply> {
    try {
      return await ask({ name: "unlock-wallet", seed, seconds });
    } finally {
      seed.fill(0);
    }
  }

  return {
    unlock: (passphrase, seconds) =>
      alone(async () => {
        const { contents } = storedWallet(path);
        if (contents.kind === "plain") {
          return refuse("wallet-not-encrypted", "The wallet has no passphrase: it can pay at any time.");
        }
        const before = locks;
        const seed = await seedOfWords(await wordsOfWallet(contents, passphrase));
        if (locks === before) return tellSeed(seed, seconds);
        seed.fill(0);
        return refuse("wallet-locked", "The wallet was locked while its passphrase was tried, and stays locked.");
      }),
    lock: () => {
      locks += 1;
      return ask({ name: "lock-wallet" });
    },
    changePassphrase: (change) =>
      alone(async () => {
        const { words, wasEncrypted } = await changePassphrase(path, change, randomness, costs);
        if (change.next === undefined) {
          return tellSeed(await seedOfWords(words), null);
        }
        // also where it was unlocked by the old one, which somebody else may know
        const reply = await ask({ name: "protect-wallet" });
        if (!wasEncrypted || !reply.ok) return reply;
        return { ok: true, value: { of: "done", text: "The wallet has the new passphrase, and is locked." } };
      }),
    words: (passphrase) =>
      alone(async () => {
        const text = await wordsOfWallet(storedWallet(path).contents, passphrase);
        return { ok: true, value: { of: "done", text } };
      }),
    backUp: (file) =>
      alone(async () => {
        const { isEncrypted } = backUpWallet(path, file);
        const what = isEncrypted
          ? "encrypted with the passphrase"
          : "with its words in clear: keep it where nobody reads it";
        return { ok: true, value: { of: "done", text: `Wrote a copy of the wallet to ${file}, ${what}.` } };
      }),
  };
}

function refuse(code: string, message: string): OperatorReply {
  return { ok: false, code, message };
}
