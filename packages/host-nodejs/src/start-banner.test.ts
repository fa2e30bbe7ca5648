import { BUILT_IN_NETWORKS, makeNetwork } from "@triad/chain";
import { expect, it } from "vitest";
import { tellStart } from "./start-banner.ts";

const HANDLE = {
  role: "miner",
  version: "1.2.3",
  network: makeNetwork(BUILT_IN_NETWORKS.local),
  listening: ["ws://192.168.1.5:28641", "ws://127.0.0.1:28641"],
  paths: { directory: "d", chain: "d/chain", cookie: "d/.cookie", nodeKey: "d/k", wallet: "d/w", log: "d/debug.log" },
} as const;

function bannerAt(columns: number | undefined): readonly string[] {
  const lines: string[] = [];
  tellStart(HANDLE, { host: "0.0.0.0", port: 28641 }, (line) => void lines.push(line), columns);
  return lines;
}

it("gives the addresses for others in one line, or each its own where they don't fit", () => {
  const inOne = "  Peers     ws://192.168.1.5:28641  ws://127.0.0.1:28641  (listening on 0.0.0.0:28641)";
  expect(bannerAt(undefined)).toContain(inOne);
  expect(bannerAt(100)).toContain(inOne);
  expect(bannerAt(80).slice(3, 6)).toEqual([
    "  Peers     ws://192.168.1.5:28641",
    "            ws://127.0.0.1:28641",
    "            (listening on 0.0.0.0:28641)",
  ]);
});
