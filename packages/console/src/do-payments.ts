/** The commands of the wallet, and the two that broadcast what was made elsewhere. */
import { formatCoins } from "./amount.ts";
import { askAndSay, askNode, givenOrAsked, printWrong, say } from "./ask.ts";
import { signAndSay } from "./do-wallet.ts";
import { readAddressOrHex, readCount, readFeeRate, readPayAddress, readPayment, readRawHex } from "./read-answers.ts";
import { lookOf, type Session } from "./session.ts";
import { showFees } from "./show-fees.ts";
import { showBalance, showHistory, showWallet } from "./show-wallet.ts";

/** An address is paid, hexadecimal is broadcast as it is. */
export async function doBroadcast(session: Session, [given, ...rest]: readonly string[]): Promise<void> {
  const question = "Address to pay, or a signed transaction in hex";
  const target = await givenOrAsked(session, given, question, (text) => readAddressOrHex(text, session.node.network));
  if (target === undefined) return;
  if (target.kind === "hex") await askAndSay(session, { name: "broadcast-transaction", rawHex: target.text });
  else await pay(session, target.text, rest);
}

export async function doSend(session: Session, [given, ...rest]: readonly string[]): Promise<void> {
  const to = await givenOrAsked(session, given, "Address to pay", (text) => readPayAddress(text, session.node.network));
  if (to !== undefined) await pay(session, to, rest);
}

export async function doSubmitBlock(session: Session, [given]: readonly string[]): Promise<void> {
  const rawHex = await givenOrAsked(session, given, "Block in hex", (text) => readRawHex(text, "block"));
  if (rawHex !== undefined) await askAndSay(session, { name: "submit-block", rawHex });
}

export async function doBalance(session: Session): Promise<void> {
  const value = await askNode(session, "wallet", { name: "wallet" });
  if (value !== undefined) session.screen.print(showBalance(value.wallet, lookOf(session)));
}

export async function doFees(session: Session): Promise<void> {
  const value = await askNode(session, "fees", { name: "fees" });
  if (value !== undefined) session.screen.print(showFees(value.fees, lookOf(session)));
}

export async function doWallet(session: Session): Promise<void> {
  const value = await askNode(session, "wallet", { name: "wallet" });
  if (value !== undefined) session.screen.print(showWallet(value.wallet, lookOf(session)));
}

export async function doReceive(session: Session, words: readonly string[]): Promise<void> {
  await askAndSay(session, words.length === 0 ? { name: "receive" } : { name: "receive", label: words.join(" ") });
}

export async function doHistory(session: Session, [given]: readonly string[]): Promise<void> {
  const count = readCount(given);
  if ("wrong" in count) return printWrong(session, count.wrong);
  const value = await askNode(session, "history", { name: "history", count: count.value });
  if (value === undefined) return;
  session.seen.add(...value.payments.map(({ txid }) => txid));
  session.screen.print(showHistory(value.payments, lookOf(session)));
  if (given === undefined && value.payments.length === count.value) {
    say(session, `The newest ${count.value}; history N shows N of them.`, session.paint.dim);
  }
}

/** What follows the amount is a rate if it is a whole number, and a label otherwise. */
async function pay(session: Session, to: string, [givenAmount, ...rest]: readonly string[]): Promise<void> {
  const amount = await givenOrAsked(session, givenAmount, "Amount in coins", readPayment);
  if (amount === undefined) return;
  const givenRate = /^[\d.]+$/.test(rest[0] ?? "") ? rest[0] : undefined;
  const feeRate = givenRate === undefined ? undefined : readFeeRate(givenRate);
  if (feeRate !== undefined && "wrong" in feeRate) return printWrong(session, feeRate.wrong);
  say(session, `Paying ${formatCoins(amount)} …`, session.paint.dim);
  const label = rest.slice(givenRate === undefined ? 0 : 1).join(" ");
  const command = {
    name: "send",
    to,
    amount,
    ...(feeRate === undefined ? {} : { feeRate: feeRate.value }),
    ...(label === "" ? {} : { label }),
  } as const;
  await signAndSay(session, command);
}
