/** Amounts as people write them: coins with up to eight decimals. Digits only, never through a floating point number. */
import { AMOUNT_MAX, COIN } from "@triad/chain";

export const UNIT = "coins";
const DECIMALS = String(COIN).length - 1;
/** Longer texts are no amounts; keeps the conversion of pasted text cheap. */
const TEXT_LENGTH_MAX = 64;

export type AmountFault = "not-a-number" | "too-many-decimals" | "too-large";

/** Base units of `1.5` (150000000), or why the text is no amount. */
export function parseAmount(text: string): number | AmountFault {
  const match = text.length > TEXT_LENGTH_MAX ? null : /^(?=\.?\d)(\d*)(?:\.(\d+))?$/.exec(text.trim());
  if (match === null) return "not-a-number";
  const [, whole = "", decimals = ""] = match;
  if (decimals.length > DECIMALS) return "too-many-decimals";
  const units = BigInt(`${whole}${decimals.padEnd(DECIMALS, "0")}`);
  return units > BigInt(AMOUNT_MAX) ? "too-large" : Number(units);
}

/** As `parseAmount`, with a sign in front: what a fee is raised or lowered by. */
export function parseSignedAmount(text: string): number | AmountFault {
  const trimmed = text.trim();
  const sign = /^[+-]/.exec(trimmed)?.[0];
  const units = parseAmount(sign === undefined ? trimmed : trimmed.slice(1));
  return sign === "-" && typeof units === "number" && units !== 0 ? -units : units;
}

export function explainAmount(fault: AmountFault): string {
  switch (fault) {
    case "not-a-number":
      return `An amount is a number of ${UNIT} such as 1.5 or 0.00000001: digits, and a point before the decimals.`;
    case "too-many-decimals":
      return `An amount has at most ${DECIMALS} decimals: 0.00000001 is the smallest.`;
    case "too-large":
      return `There are never more than ${formatAmount(AMOUNT_MAX, 0)} ${UNIT}.`;
    default:
      return fault satisfies never;
  }
}

/** Coins with at least `decimalsMin` decimals; all eight in a table, so that the points stand below each other. */
export function formatAmount(units: number, decimalsMin: number = DECIMALS): string {
  const digits = String(Math.abs(units)).padStart(DECIMALS + 1, "0");
  const whole = digits.slice(0, -DECIMALS);
  const decimals = digits.slice(-DECIMALS).replace(/0+$/, "").padEnd(decimalsMin, "0");
  return `${units < 0 ? "-" : ""}${whole}${decimals === "" ? "" : `.${decimals}`}`;
}

/** For a sentence: `1.50 coins`. */
export function formatCoins(units: number): string {
  return `${formatAmount(units, 2)} ${UNIT}`;
}
