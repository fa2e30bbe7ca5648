/** A profile as tables: where the main thread's time went. */
import { readFileSync } from "node:fs";
import type { Table } from "../bench.ts";
import { type CpuProfile, profileShares, type Share } from "./cpu-profile.ts";

const PACKAGES_SHOWN = 14;
const FILES_SHOWN = 30;
const FUNCTIONS_SHOWN = 40;
const STEPS_SHOWN = 60;

export function profileTables(file: string): readonly Table[] {
  const { busyMs, idleMs, packages, files, functions, steps } = profileShares(
    JSON.parse(readFileSync(file, "utf8")) as CpuProfile,
  );
  const table = (title: string, shares: readonly Share[], shown: number): Table => ({
    title,
    columns: ["", "ms", "%"],
    rows: shares.slice(0, shown).map(({ name, ms }) => [name, Math.round(ms), round((100 * ms) / busyMs)]),
  });
  return [
    {
      ...table("Main thread by package, own time", packages, PACKAGES_SHOWN),
      notes: [`busy ${Math.round(busyMs)} ms, idle ${Math.round(idleMs)} ms; the profile lies in ${file}`],
    },
    table("By file, own time", files, FILES_SHOWN),
    table("By function, own time", functions, FUNCTIONS_SHOWN),
    table("By function of ours, with all that it called", steps, STEPS_SHOWN),
  ];
}

function round(percent: number): number {
  return Math.round(percent * 10) / 10;
}
