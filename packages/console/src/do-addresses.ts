/** The command that looks up an address, of nodes that keep an index of them. */
import { askNode, givenOrAsked, printWrong, say } from "./ask.ts";
import { lookOf, type Session } from "./session.ts";
import { showAddress, showAddressTransactions } from "./show-addresses.ts";

/** Transactions of the chain in one page, as the API has it. */
const PAGE_TRANSACTIONS = 25;
/** Those that wait come with the first page. */
const POOLED_SHOWN = 50;

export async function doLookUp(session: Session, [given, last]: readonly string[]): Promise<void> {
  const address = await givenOrAsked(session, given, "Address", (text) => ({ value: text }));
  if (address === undefined) return;
  const after = last === undefined ? undefined : session.seen.find(last);
  if (after !== undefined && "wrong" in after) return printWrong(session, after.wrong);
  const found = await askNode(session, "address", { name: "address", address });
  if (found === undefined) return;
  const listed = await askNode(session, "address-transactions", {
    name: "address-transactions",
    address,
    pooled: after === undefined ? POOLED_SHOWN : 0,
    confirmed: PAGE_TRANSACTIONS,
    ...(after === undefined ? {} : { after: after.id }),
  });
  if (listed === undefined) return;
  const { transactions } = listed;
  session.seen.add(...transactions.map(({ txid }) => txid));
  if (after === undefined) session.screen.print(showAddress(found.address, lookOf(session)));
  session.screen.print(showAddressTransactions(address, transactions, lookOf(session)));
  const oldest = transactions.at(-1);
  const confirmed = transactions.filter(({ height }) => height !== null);
  if (oldest !== undefined && confirmed.length === PAGE_TRANSACTIONS) {
    say(session, `Older ones: look-up ${address} ${oldest.txid}`);
  }
}
