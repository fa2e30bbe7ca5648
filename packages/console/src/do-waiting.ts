/** The two commands that let the wallet spend coins again which a payment of its own spends already. */
import { askAndSay, askNode, askOnce, givenOrAsked, printWrong, type ReadAnswer, say } from "./ask.ts";
import { signAndSay } from "./do-wallet.ts";
import { readFeeRate } from "./read-answers.ts";
import { lookOf, type Session } from "./session.ts";
import { showHistory } from "./show-wallet.ts";

/** What waits is among the newest. */
const LOOKED_THROUGH_MAX = 1_000;

export async function doBump(session: Session, [given, givenRate]: readonly string[]): Promise<void> {
  const feeRate = givenRate === undefined ? undefined : readFeeRate(givenRate);
  if (feeRate !== undefined && "wrong" in feeRate) return printWrong(session, feeRate.wrong);
  const txid = await askTxid(session, given);
  if (txid === undefined) return;
  await signAndSay(session, { name: "bump", txid, ...(feeRate === undefined ? {} : { feeRate: feeRate.value }) });
}

export async function doAbandon(session: Session, [given]: readonly string[]): Promise<void> {
  const txid = await askTxid(session, given);
  if (txid === undefined) return;
  say(
    session,
    "The wallet will forget this payment and spend its coins again. Whoever was shown it may still bring it into a block: " +
      "then the receiver is paid after all, and perhaps twice, if you pay again with other coins.",
  );
  if ((await askOnce(session, "Type yes to abandon it:")).toLowerCase() !== "yes") {
    return say(session, "Nothing was changed.", session.paint.dim);
  }
  await askAndSay(session, { name: "abandon", txid });
}

/** Without an id those that wait are shown, and nothing is asked where none does. */
async function askTxid(session: Session, given: string | undefined): Promise<string | undefined> {
  if (given === undefined && (await listWaiting(session)) === 0) return undefined;
  return givenOrAsked(session, given, "Id of the payment", (text): ReadAnswer<string> => {
    const found = session.seen.find(text);
    return "id" in found ? { value: found.id } : found;
  });
}

async function listWaiting(session: Session): Promise<number> {
  const value = await askNode(session, "history", { name: "history", count: LOOKED_THROUGH_MAX });
  if (value === undefined) return 0;
  const waiting = value.payments.filter(({ height, change }) => height === null && change < 0);
  session.seen.add(...waiting.map(({ txid }) => txid));
  if (waiting.length === 0) say(session, "No payment of this wallet waits for a block.");
  else session.screen.print(showHistory(waiting, lookOf(session)));
  return waiting.length;
}
