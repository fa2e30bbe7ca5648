/** Who asked for the complete chain, and what was answered. */
import type { AccessRequestView, OperatorValue } from "@triad/roles";
import { dimTitles, type Look } from "./look.ts";
import { formatDuration } from "./numbers.ts";
import { printable } from "./printable.ts";
import { type Column, formatTable } from "./tables.ts";
import { wrap } from "./text-width.ts";

type AccessValue = Extract<OperatorValue, { of: "access" }>;
type NumberedRequest = AccessRequestView & { readonly number: number };

const POLICIES: Readonly<Record<AccessValue["policy"], string>> = {
  open: "Everybody who asks is granted the chain, but for those denied here.",
  ask: "Who asks waits until it is answered here.",
  allow: "Only the keys given with --allow, and those granted here, get the chain.",
};

export function showAccess({ policy, requests }: AccessValue, look: Look): string {
  const heading = wrap(POLICIES[policy], look.width);
  if (requests.length === 0) return [...heading, ...wrap("Nobody has asked.", look.width)].join("\n");
  const numbered = requests.map((request, index) => ({ ...request, number: index + 1 }));
  return [...heading, ...dimTitles(formatTable(numbered, columns(look.nowMs), look.width), look)].join("\n");
}

function columns(nowMs: number): readonly Column<NumberedRequest>[] {
  return [
    { title: "#", cell: ({ number }) => String(number), align: "right" },
    { title: "key", cell: ({ nodeKey }) => nodeKey, shrinkTo: 11, shorten: "middle" },
    { title: "answer", cell: ({ decision }) => (decision === "pending" ? "waits" : decision) },
    { title: "role", cell: ({ role }) => printable(role), dropRank: 2 },
    { title: "from", cell: ({ address }) => printable(address), dropRank: 3 },
    { title: "peer", cell: ({ peer }) => (peer === null ? "-" : String(peer)), align: "right", dropRank: 4 },
    {
      title: "since",
      cell: ({ sinceUnixMs }) => formatDuration(Math.max(0, Math.floor((nowMs - sinceUnixMs) / 1000))),
      align: "right",
      dropRank: 1,
    },
  ];
}
