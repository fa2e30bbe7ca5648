/** Amounts in the sentences of replies. */
import { COIN } from "@triad/chain";

/** For a person; everything that programs read is in base units. */
export function coinsText(amount: number): string {
  const decimals = String(amount % COIN).padStart(8, "0");
  return `${Math.floor(amount / COIN)}.${decimals.replace(/0{1,6}$/, "")} coins`;
}
