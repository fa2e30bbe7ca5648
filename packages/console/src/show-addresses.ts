/** What an address received and spent, and its transactions. */
import type { AddressTotalsView, LookedUpAddressView, TransactionView } from "@triad/roles";
import { formatAmount, UNIT } from "./amount.ts";
import { dimTitles, type Look } from "./look.ts";
import { formatCount, formatNumberOf } from "./numbers.ts";
import { type Column, formatFacts, formatTable } from "./tables.ts";
import { wrap } from "./text-width.ts";

export function showAddress({ address, chain, pool, balance, height }: LookedUpAddressView, look: Look): string {
  const facts = [
    ["Address", address],
    ["Balance", `${formatAmount(balance)} ${UNIT} at height ${formatCount(height)}`],
    ["Received", describeSide(chain.received, chain.receivedSum)],
    ["Spent", describeSide(chain.spent, chain.spentSum)],
    ["In blocks", formatNumberOf(chain.transactions, "transaction")],
    ["In the pool", describePool(pool)],
  ] as const;
  return formatFacts(facts, look.width).join("\n");
}

export function showAddressTransactions(address: string, transactions: readonly TransactionView[], look: Look): string {
  if (transactions.length === 0) return wrap("There is no transaction to show.", look.width).join("\n");
  const rows = transactions.map(({ txid, height, inputs, outputs }) => {
    const received = outputs.filter((output) => output.address === address);
    const spent = inputs.flatMap(({ spends }) => (spends?.address === address ? [spends] : []));
    return { txid, height, change: sumOf(received) - sumOf(spent) };
  });
  return dimTitles(formatTable(rows, COLUMNS, look.width), look).join("\n");
}

interface Row {
  readonly txid: string;
  readonly height: number | null;
  readonly change: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: "transaction", cell: ({ txid }) => txid, shrinkTo: 11, shorten: "middle" },
  {
    title: `change (${UNIT})`,
    cell: ({ change }) => `${change > 0 ? "+" : ""}${formatAmount(change)}`,
    align: "right",
  },
  { title: "height", cell: ({ height }) => (height === null ? "waits" : formatCount(height)), align: "right" },
];

function describeSide(count: number, sum: number): string {
  return `${formatAmount(sum)} ${UNIT} in ${formatNumberOf(count, "output")}`;
}

function describePool({ transactions, receivedSum, spentSum }: AddressTotalsView): string {
  if (transactions === 0) return "nothing";
  const sums = `receives ${formatAmount(receivedSum)}, spends ${formatAmount(spentSum)} ${UNIT}`;
  return `${formatNumberOf(transactions, "transaction")}: ${sums}`;
}

function sumOf(outputs: readonly { readonly amount: number }[]): number {
  return outputs.reduce((sum, { amount }) => sum + amount, 0);
}
