/** What an operator's answer means: heights, peers, addresses of nodes and of people, hexadecimal. */
import { keyOfAddress, type Network } from "@triad/chain";
import { formatNetAddress, parseNetAddress } from "@triad/host-nodejs";
import { explainAmount, parseAmount } from "./amount.ts";
import type { ReadAnswer } from "./ask.ts";
import { printable } from "./printable.ts";
import { shortenMiddle } from "./text-width.ts";

/** Of what was typed, repeated in an answer. */
const TYPED_SHOWN_MAX = 40;
/** Shorter hexadecimal is rather a mistyped address. */
const RAW_HEX_LENGTH_MIN = 20;

/** A whole number from `min` to `max`; `what` names it. */
export function readWhole(text: string, what: string, min: number, max: number): ReadAnswer<number> {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return { value: number };
  return { wrong: `"${shown(text)}" is no ${what}: it is a whole number from ${min} to ${max}.` };
}

/** Base units a byte; the wallet has a lower limit of its own. */
const FEE_RATE_MAX = 1_000_000;

export function readFeeRate(text: string): ReadAnswer<number> {
  return readWhole(text, "fee rate", 1, FEE_RATE_MAX);
}

/** Rows of a list of the wallet. */
const ROWS = 20;
const ROWS_MAX = 1000;

export function readCount(given: string | undefined): ReadAnswer<number> {
  return given === undefined ? { value: ROWS } : readWhole(given, "count", 1, ROWS_MAX);
}

/** As the node's banner and people write it: a `ws://` in front does not matter, a `wss://` does. */
export function readNodeAddress(text: string): ReadAnswer<string> {
  const address = parseNetAddress(text);
  if (address !== undefined) return { value: formatNetAddress(address) };
  return { wrong: `"${shown(text)}" is no HOST:PORT, such as 192.168.1.7:38640 or [2001:db8::7]:38640.` };
}

export function readPayAddress(text: string, { params }: Network): ReadAnswer<string> {
  const key = keyOfAddress(text, params.addressPrefix);
  switch (key) {
    case "not-an-address":
      return {
        wrong: `"${shown(text)}" is no address, or has a typing error. Addresses of the network ${params.name} begin with ${params.addressPrefix}1.`,
      };
    case "other-network":
      return {
        wrong: `"${shown(text)}" is of another network. Addresses of the network ${params.name} begin with ${params.addressPrefix}1.`,
      };
    case "unknown-version":
      return { wrong: `"${shown(text)}" is an address of a kind that this version does not know.` };
    case "wrong-length":
      return { wrong: `"${shown(text)}" does not hold a key of 32 bytes.` };
    default:
      return { value: text };
  }
}

/** What is paid; nothing is no payment. */
export function readPayment(text: string): ReadAnswer<number> {
  const units = parseAmount(text);
  if (typeof units !== "number") return { wrong: explainAmount(units) };
  return units === 0 ? { wrong: "The amount must be above 0." } : { value: units };
}

export function readRawHex(text: string, what: string): ReadAnswer<string> {
  const hex = text.toLowerCase();
  if (!/^[0-9a-f]+$/.test(hex)) return { wrong: `"${shown(text)}" is no ${what} in hexadecimal (0-9 and a-f only).` };
  if (hex.length % 2 !== 0) return { wrong: "Hexadecimal has two digits a byte; this is an odd number of digits." };
  if (hex.length < RAW_HEX_LENGTH_MIN) return { wrong: `"${shown(text)}" is too short for a ${what}.` };
  return { value: hex };
}

/** Menu 2 takes both; what is hexadecimal throughout is no address, since addresses hold a `1` after their letters. */
export function readAddressOrHex(
  text: string,
  network: Network,
): ReadAnswer<{ readonly kind: "address" | "hex"; readonly text: string }> {
  const isHex = /^[0-9a-f]+$/i.test(text);
  const read = isHex ? readRawHex(text, "transaction") : readPayAddress(text, network);
  return "value" in read ? { value: { kind: isHex ? "hex" : "address", text: read.value } } : read;
}

function shown(text: string): string {
  return shortenMiddle(printable(text), TYPED_SHOWN_MAX);
}
