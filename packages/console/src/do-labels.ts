/** The commands that name addresses and payments, and list the addresses. */
import { askAndSay, askNode, askOnce, givenOrAsked, printWrong, type ReadAnswer } from "./ask.ts";
import { readCount, readPayAddress } from "./read-answers.ts";
import { lookOf, type Session } from "./session.ts";
import { showAddresses } from "./show-wallet.ts";

/** What takes a label back: nothing typed at all would be a mistake as easily. */
const NO_LABEL = "-";

export async function doAddresses(session: Session, [given]: readonly string[]): Promise<void> {
  const count = readCount(given);
  if ("wrong" in count) return printWrong(session, count.wrong);
  const value = await askNode(session, "addresses", { name: "addresses", count: count.value });
  if (value !== undefined) session.screen.print(showAddresses(value.addresses, lookOf(session)));
}

export async function doLabel(session: Session, [given, ...words]: readonly string[]): Promise<void> {
  const question = "Address of this wallet, or id of a payment";
  const target = await givenOrAsked(session, given, question, (text) => readTarget(session, text));
  if (target === undefined) return;
  const text = words.length > 0 ? words.join(" ") : await askOnce(session, `Label (${NO_LABEL}: none; empty: cancel):`);
  if (text === "") return printWrong(session, "No label was given; nothing was changed.");
  await askAndSay(session, { name: "label", target, label: text === NO_LABEL ? "" : text });
}

function readTarget(session: Session, text: string): ReadAnswer<string> {
  const found = session.seen.find(text);
  return "id" in found ? { value: found.id } : readPayAddress(text, session.node.network);
}
