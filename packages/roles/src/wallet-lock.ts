/**
 * Whether the wallet may pay now. The words of an encrypted wallet are the host's to decrypt; here is what follows from
 * it: for how long, and that nothing is left of them afterwards. A start finds an encrypted wallet locked.
 */
import type { Wallet } from "@triad/wallet";
import type { OperatorCommand, OperatorReply, WalletView } from "./operator.ts";
import { done, refuse } from "./operator-replies.ts";
import type { Now } from "./seam.ts";

/** A day. Whoever wants it open for longer has no use for a passphrase; it also keeps a mistyped number from doing so. */
export const UNLOCK_SECONDS_MAX = 86_400;

export type LockCommand = Extract<OperatorCommand, { name: "unlock-wallet" | "lock-wallet" | "protect-wallet" }>;

export class WalletLock {
  readonly #wallet: Wallet;
  #isEncrypted: boolean;
  #until: Now | undefined;

  constructor(wallet: Wallet) {
    this.#wallet = wallet;
    this.#isEncrypted = wallet.isLocked;
  }

  view(): Pick<WalletView, "encrypted" | "unlockedUntilUnixMs"> {
    return { encrypted: this.#isEncrypted, unlockedUntilUnixMs: this.#until?.unixMs ?? null };
  }

  answer(command: LockCommand, now: Now): OperatorReply {
    switch (command.name) {
      case "unlock-wallet":
        return this.#unlock(command.seed, command.seconds, now);
      case "lock-wallet":
        if (!this.#isEncrypted) {
          return refuse("wallet-not-encrypted", "The wallet has no passphrase, so it can't be locked; set one first.");
        }
        this.#forget();
        return done("The wallet is locked.");
      case "protect-wallet":
        this.#isEncrypted = true;
        this.#forget();
        return done("The wallet is encrypted with the passphrase, and locked.");
      default:
        return command satisfies never;
    }
  }

  /**
   * Also before each command of the operator: a timer may be late. Either clock ends it: the monotonic one can't be set
   * back, and stands still while a laptop sleeps; the other one goes on.
   */
  wake(now: Now): void {
    const until = this.#until;
    if (until === undefined) return;
    if (now.monotonicMs >= until.monotonicMs || now.unixMs >= until.unixMs) this.#forget();
  }

  nextWake(): number | undefined {
    return this.#until?.monotonicMs;
  }

  #unlock(seed: Uint8Array, seconds: number | null, now: Now): OperatorReply {
    try {
      if (seconds !== null && !(Number.isInteger(seconds) && seconds >= 1 && seconds <= UNLOCK_SECONDS_MAX)) {
        return refuse("bad-number", `A wallet is unlocked for 1 to ${UNLOCK_SECONDS_MAX} seconds (a day).`);
      }
      if (!this.#wallet.unlock(seed)) {
        return refuse("other-wallet", "These words are of another wallet than the one that runs here.");
      }
    } finally {
      seed.fill(0);
    }
    if (seconds === null) {
      this.#isEncrypted = false;
      this.#until = undefined;
      return done("The wallet has no passphrase any more.");
    }
    const ms = seconds * 1000;
    this.#until = { monotonicMs: now.monotonicMs + ms, unixMs: now.unixMs + ms };
    return done(`The wallet is unlocked for ${timeText(seconds)}.`);
  }

  #forget(): void {
    this.#wallet.lock();
    this.#until = undefined;
  }
}

function timeText(seconds: number): string {
  if (seconds % 60 !== 0) return `${seconds} second${seconds === 1 ? "" : "s"}`;
  const minutes = seconds / 60;
  return `${minutes} minute${minutes === 1 ? "" : "s"}`;
}
