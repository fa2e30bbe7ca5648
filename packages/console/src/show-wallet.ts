/** The wallet's balance and its payments. */
import type { AddressView, PaymentView, WalletView } from "@triad/roles";
import { formatAmount, formatCoins, UNIT } from "./amount.ts";
import { dimTitles, type Look } from "./look.ts";
import { formatCount, formatNumberOf, formatRemaining } from "./numbers.ts";
import { printable } from "./printable.ts";
import { type Column, formatFacts, formatTable } from "./tables.ts";
import { wrap } from "./text-width.ts";

export function showBalance(wallet: WalletView, look: Look): string {
  return formatFacts(balanceFacts(wallet), look.width).join("\n");
}

export function showWallet(wallet: WalletView, look: Look): string {
  const facts = [
    ...balanceFacts(wallet),
    ["Coins", formatCount(wallet.coins)],
    ["Address", wallet.address],
    ["Passphrase", describeLock(wallet, look.nowMs)],
  ] as const;
  return formatFacts(facts, look.width).join("\n");
}

export function showHistory(payments: readonly PaymentView[], look: Look): string {
  if (payments.length === 0) {
    return wrap("The wallet has no payments yet. receive shows an address to be paid at.", look.width).join("\n");
  }
  return dimTitles(formatTable(payments, HISTORY_COLUMNS, look.width), look).join("\n");
}

/** A table has room for whole addresses, or there is none: half an address is of no use to anybody. */
const ADDRESS_TABLE_COLUMNS_MIN = 110;

export function showAddresses(addresses: readonly AddressView[], look: Look): string {
  if (look.width < ADDRESS_TABLE_COLUMNS_MIN) return addresses.flatMap((each) => addressLines(each, look)).join("\n");
  return dimTitles(formatTable(addresses, ADDRESS_COLUMNS, look.width), look).join("\n");
}

function addressLines({ address, label, received, payments }: AddressView, { width, paint }: Look): readonly string[] {
  const amount = received === 0 ? "nothing yet" : `${formatCoins(received)} in ${formatNumberOf(payments, "payment")}`;
  const facts = printable(`received ${amount}${label === null ? "" : ` · ${label}`}`);
  return [printable(address), ...wrap(facts, width - 2).map((line) => paint.dim(`  ${line}`))];
}

function balanceFacts(wallet: WalletView): readonly (readonly [string, string])[] {
  const amounts = [wallet.confirmed, wallet.pending, wallet.immature].map((units) => formatAmount(units));
  const width = Math.max(...amounts.map(({ length }) => length));
  const [confirmed = "", pending = "", immature = ""] = amounts.map((amount) => `${amount.padStart(width)} ${UNIT}`);
  return [
    ["Spendable", confirmed],
    ["Pending", pending],
    ["Maturing", immature],
    ...(wallet.isProven ? [] : [["Unproven", describeUnproven(wallet)] as const]),
  ];
}

function describeLock({ encrypted, unlockedUntilUnixMs }: WalletView, nowMs: number): string {
  if (!encrypted) return "none; passphrase sets one";
  if (unlockedUntilUnixMs === null) return "locked; unlock lets it pay";
  const seconds = Math.max(Math.ceil((unlockedUntilUnixMs - nowMs) / 1000), 0);
  return `unlocked for ${formatRemaining(seconds)}; lock ends it`;
}

/** Why the amounts may be wrong. */
function describeUnproven({ scannedHeight }: WalletView): string {
  if (scannedHeight === null) return "no block has been looked at yet";
  return `blocks were looked at up to height ${formatCount(scannedHeight)}; see node`;
}

const HISTORY_COLUMNS: readonly Column<PaymentView>[] = [
  { title: "transaction", cell: ({ txid }) => txid, shrinkTo: 11, shorten: "middle" },
  {
    title: `change (${UNIT})`,
    cell: ({ change }) => `${change > 0 ? "+" : ""}${formatAmount(change)}`,
    align: "right",
  },
  {
    title: "what",
    cell: ({ coinbase, change }) => (coinbase ? "mined" : change < 0 ? "paid" : "received"),
    dropRank: 1,
  },
  {
    title: "height",
    cell: ({ height }) => (height === null ? "waits" : formatCount(height)),
    align: "right",
    dropRank: 2,
  },
  {
    title: "label",
    cell: ({ label }) => label ?? "",
    shrinkTo: 10,
    shorten: "end",
    dropRank: 1,
  },
  { title: "depth", cell: ({ confirmations }) => formatCount(confirmations), align: "right", dropRank: 3 },
  { title: "fee", cell: ({ fee }) => (fee === null ? "-" : formatAmount(fee)), align: "right", dropRank: 4 },
];

const ADDRESS_COLUMNS: readonly Column<AddressView>[] = [
  { title: "address", cell: ({ address }) => address },
  { title: `received (${UNIT})`, cell: ({ received }) => formatAmount(received), align: "right" },
  { title: "payments", cell: ({ payments }) => formatCount(payments), align: "right", dropRank: 2 },
  { title: "label", cell: ({ label }) => label ?? "", shrinkTo: 10, shorten: "end", dropRank: 1 },
];
