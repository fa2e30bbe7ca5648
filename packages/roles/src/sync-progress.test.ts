import type { HeaderEntry } from "@triad/chain/headers";
import { wasmSchnorr } from "@triad/crypto";
import type { PresyncProgress } from "@triad/gossip";
import { expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createMiner } from "./miner.ts";
import type { ProgressView } from "./operator.ts";
import { describeProgress, SyncProgress, type SyncProgressPorts } from "./sync-progress.ts";
import { EASY_NETWORK } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const { spacing } = EASY_NETWORK.params.consensus;
const START_UNIX = 2_000_000_000;

/** A node of which only what the operator is told is there. `behind`: blocks of the schedule since its best header. */
function makeProgress(behind: number) {
  const told: string[] = [];
  const node = {
    heights: [1_000],
    areHeadersComing: true,
    presync: undefined as PresyncProgress | undefined,
    best: { height: 0, header: { time: START_UNIX - behind * spacing } },
    tip: 0,
    isSynchronising: true,
    scanned: undefined as number | undefined,
  };
  const ports: SyncProgressPorts = {
    network: EASY_NETWORK,
    effects: { notify: (_level, _area, _code, text) => void told.push(text) },
    toldHeights: () => node.heights,
    areHeadersComing: () => node.areHeadersComing,
    presync: () => node.presync,
    best: () => node.best as HeaderEntry,
    isSynchronising: () => node.isSynchronising,
    tip: () => ({ height: node.tip }) as HeaderEntry,
    walletScanned: () => node.scanned,
  };
  const progress = new SyncProgress(ports);
  const at = (ms: number) => ({ monotonicMs: ms, unixMs: START_UNIX * 1_000 });
  return { node, told, view: (ms: number) => progress.view(at(ms)), look: (ms: number) => progress.look(at(ms)) };
}

it("the number of headers is the lower of what peers tell and what the clock says, and never below what is here", () => {
  const { node, view } = makeProgress(400);
  expect(view(0)).toMatchObject({ phase: "headers", done: 0, total: 400, isTotalExact: false });
  node.heights = [100, 300];
  expect(view(0)?.total).toBe(300);
  node.best = { ...node.best, height: 350 };
  expect(view(0)?.total).toBe(350);
});

it("time that is left follows from the rate, and is unknown before there is ground for one", () => {
  const { node, view } = makeProgress(0);
  node.areHeadersComing = false;
  node.best = { ...node.best, height: 1_000 };
  expect(view(0)).toMatchObject({ phase: "bodies", done: 0, total: 1_000, isTotalExact: true, secondsLeft: null });
  node.tip = 40;
  expect(view(4_000)?.secondsLeft).toBeNull();
  node.tip = 100;
  expect(view(10_000)).toMatchObject({ perSecond: 10, secondsLeft: 90 });
  for (let second = 11; second <= 75; second++) view(second * 1_000);
  expect(view(76_000)).toMatchObject({ done: 100, perSecond: null, secondsLeft: null });
});

it("headers of a presync come twice, and so does their time", () => {
  const { node, view } = makeProgress(1_000);
  const schedule = (height: number) => START_UNIX - (1_000 - height) * spacing;
  node.presync = { isFirstPass: true, height: 0, time: schedule(0) };
  expect(view(0)).toMatchObject({ phase: "presync", done: 0, total: 1_000 });
  node.presync = { isFirstPass: true, height: 500, time: schedule(500) };
  expect(view(10_000)).toMatchObject({ phase: "presync", perSecond: 50, secondsLeft: 30 });
  node.presync = { isFirstPass: false, height: 100, time: schedule(100) };
  expect(view(11_000)).toMatchObject({ phase: "headers", done: 100, total: 1_000, secondsLeft: null });
});

it("without a peer nothing is estimated, and a wallet that reads goes before all else", () => {
  const { node, view } = makeProgress(10);
  node.heights = [];
  expect(view(0)).toMatchObject({ phase: "finding-peers", total: null, secondsLeft: null });
  node.scanned = 3;
  node.tip = 9;
  expect(view(0)).toMatchObject({ phase: "wallet-scan", done: 3, total: 10 });
  node.scanned = undefined;
  node.isSynchronising = false;
  expect(view(0)).toBeUndefined();
});

it("the log hears of it after six seconds and then every twenty, and no more when it is over", () => {
  const { node, told, look } = makeProgress(0);
  node.areHeadersComing = false;
  node.best = { ...node.best, height: 1_000 };
  for (let ms = 0; ms < 60_000; ms += 100) {
    node.tip = Math.floor(ms / 100);
    look(ms);
  }
  expect(told).toEqual([
    "Blocks: 60 of 1000 (6 %), about 94 s left.",
    "Blocks: 260 of 1000 (26 %), about 74 s left.",
    "Blocks: 460 of 1000 (46 %), about 54 s left.",
  ]);
  node.isSynchronising = false;
  for (let ms = 60_000; ms < 200_000; ms += 100) look(ms);
  expect(told).toHaveLength(3);
});

it("sentences say what is an estimate and what is unknown", () => {
  const view: ProgressView = {
    phase: "headers",
    done: 50,
    total: 200,
    isTotalExact: false,
    perSecond: null,
    secondsLeft: null,
  };
  expect(describeProgress(view)).toBe("Headers: 50 of about 200 (25 %), the time left is unknown.");
  expect(describeProgress({ ...view, secondsLeft: 3_600 })).toBe("Headers: 50 of about 200 (25 %), about 60 min left.");
  expect(describeProgress({ ...view, secondsLeft: 86_400 })).toBe("Headers: 50 of about 200 (25 %), about 24 h left.");
  expect(describeProgress({ ...view, phase: "finding-peers", total: null })).toMatch(/^No peer is connected/);
});

it("a full node that synchronises tells its phase, and nothing once it has the chain", () => {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr());
  const server = net.add(createMiner, { mining: { mode: "off", threads: 1, payTo: undefined, text: "test" } });
  net.runUntil(() => progressOf(net, server) === null, 10_000, "it is the first on its network");
  net.ask(server, { name: "generate", blocks: 300 });
  net.runUntil(() => net.height(server) === 300, 60_000, "blocks are made");
  const late = net.add(createFullNode);
  expect(progressOf(net, late)).toMatchObject({ phase: "finding-peers", total: null });
  net.connect(server, late);
  const phases = new Set<string>();
  const look = () => {
    const progress = progressOf(net, late);
    if (progress !== null) phases.add(progress.phase);
    return progress === null;
  };
  net.runUntil(look, 60_000, "the late one has all blocks");
  expect(net.height(late)).toBe(300);
  expect([...phases]).toContain("bodies");
});

it("a node that finds its first peer late tells its phase too, and not every block", () => {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr());
  const server = net.add(createMiner, { mining: { mode: "off", threads: 1, payTo: undefined, text: "test" } });
  const late = net.add(createFullNode);
  net.runUntil(() => progressOf(net, late) === null, 10_000, "both are the first on their networks");
  net.ask(server, { name: "generate", blocks: 300 });
  net.runUntil(() => net.height(server) === 300, 60_000, "blocks are made");
  net.connect(server, late);
  net.runUntil(() => progressOf(net, late)?.phase === "bodies", 60_000, "it knows that it is far behind");
  net.runUntil(() => progressOf(net, late) === null, 60_000, "it has all blocks");
  expect(net.height(late)).toBe(300);
  net.run(1_000);
  const notices = net.nodes[late]?.notices ?? [];
  expect(notices.filter(({ code, level }) => code === "tip-changed" && level === "info").length).toBeLessThan(50);
  expect(notices.filter(({ code }) => code === "synchronised").map(({ facts }) => facts["height"])).toEqual([0, 300]);
});

function progressOf(net: RoleNetwork, index: number): ProgressView | null {
  const reply = net.ask(index, { name: "node" });
  if (!reply.ok || reply.value.of !== "node") throw new Error("a node describes itself");
  return reply.value.node.progress;
}
