import type { BanView } from "@triad/roles";
import { dimTitles, type Look } from "./look.ts";
import { formatRemaining } from "./numbers.ts";
import { formatTable } from "./tables.ts";
import { wrap } from "./text-width.ts";

export function showBans(bans: readonly BanView[], look: Look): string {
  if (bans.length === 0) return wrap("Nobody is banned. ban WHO shuts a node out.", look.width).join("\n");
  const lines = formatTable(
    bans,
    [
      { title: "banned", cell: ({ who }) => who, shrinkTo: 21, shorten: "middle" },
      { title: "is a", cell: ({ kind }) => (kind === "host" ? "host" : "node key"), dropRank: 1 },
      {
        title: "for another",
        cell: ({ untilUnixMs }) => formatRemaining((untilUnixMs - look.nowMs) / 1_000),
        align: "right",
      },
    ],
    look.width,
  );
  return dimTitles(lines, look).join("\n");
}
