/** What an operator does about records of a wallet that a start can't go on with. */
import type { WalletRecordError } from "@triad/wallet";

/** `wallet`: the wallet's file. */
export function recordsText({ fault, message }: WalletRecordError, wallet: string): string {
  switch (fault) {
    case "other-seed":
      return (
        `${wallet} is another wallet than the one that followed this chain. Put that one back; or move this one away and ` +
        "make it again by wallet restore FILE, which forgets the payments of the other one here."
      );
    case "newer-format":
      return "A newer version of this program has kept this wallet's payments; use that one.";
    case "unknown-name":
    case "damaged":
    case "missing":
      return (
        `What the store keeps of the wallet is damaged (${message}). Its coins are safe with its words: restore them in ` +
        "a new data directory (wallet restore with another --datadir)."
      );
    default:
      return fault satisfies never;
  }
}
