import { expect, it } from "vitest";
import { SignatureMemory } from "../engine/signature-memory.ts";
import { MINUTE } from "../engine/timetable.ts";
import { attackersIn, type EclipseCase, measureEclipse } from "./eclipse.ts";
import { eclipseTables } from "./eclipse-tables.ts";
import { attackersAddresses } from "./poisoned-book.ts";

const MIN = { role: "full-node", poisonedPercent: 99, groups: 32 } as const;

it("anchors bring a node home at once", () => {
  const of: EclipseCase = { ...MIN, help: "anchors" };
  const result = measureEclipse("1", of, new SignatureMemory(), [MINUTE]);
  expect(result).toEqual({ outbound: [true], any: [true] });
  expect(eclipseTables([{ of, result }])[1]).toContain("| two of them anchors | 99 % | 32 | 100 % | 0 % | 0 % |");
}, 60_000);

it("a book of four honest addresses is poisoned to the part that was asked for", () => {
  expect([50, 90, 99, 99.9].map(attackersIn)).toEqual([4, 36, 396, 3996]);
});

it("attackers' addresses are all different, in as many networks as asked for, and in none of an honest node", () => {
  const hosts = attackersAddresses(3_996, 256, 1).map(({ host }) => host);
  expect(new Set(hosts).size).toBe(3_996);
  const networks = new Set(hosts.map((host) => host.split(".").slice(0, 2).join(".")));
  expect(networks.size).toBe(256);
  expect([...networks].filter((network) => Number(network.split(".")[1]) <= 100)).toEqual([]);
});
