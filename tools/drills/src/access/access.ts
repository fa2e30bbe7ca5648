/**
 * Who gets the complete chain of a full node on `--access ask`, with real processes: newcomers wait, one is granted and
 * synchronises, one is denied and told so, kills and restarts of the full node keep requests and decisions, and both can
 * be turned round. A light node gets the chain and writes it to a file, from which a fresh full node comes to the same
 * tip. Miner and light node have no complete chain to give, and say so.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { makeNetwork } from "@triad/chain";
import { BlockTree } from "@triad/chain/testing";
import { hashToDisplay } from "@triad/crypto";
import { chainFileChunks, writeWholeFile } from "@triad/host-nodejs";
import type { Member } from "@triad/testnet";
import { type DrillNetwork, makeDrillNetwork, type Seat, stopSeats } from "../drill-network.ts";
import type { DrillRun, Verdict } from "../run-drill.ts";
import { waitUntil } from "../wait-until.ts";
import { accessOf, chainOf, decide, nodeOf, peersOf, requestAccess } from "./access-client.ts";
import { runSubcommand } from "./run-subcommand.ts";

/** A thousand blocks more than everybody gets without asking. */
const HEIGHT = 2_440;
/** Blocks cost two hashes: this drill is not about work. */
const EASY_BITS = 0x207fffff;
const SPACING_SECONDS = 2;
const SOON_MS = 30_000;
/** Some hundred blocks a second come on a busy machine, and processes take seconds to start. */
const SYNCED_MS = 90_000;

interface Cast {
  readonly server: Seat;
  readonly welcome: Seat;
  readonly refused: Seat;
  readonly miner: Seat;
  readonly light: Seat;
}

interface Scene {
  readonly cast: Cast;
  readonly drill: DrillNetwork;
  readonly tipHash: string;
  readonly keys: Readonly<Record<keyof Cast, string>>;
  readonly problems: string[];
  /** What was seen, at once. */
  readonly tell: (text: string) => void;
}

export async function drillAccess(run: DrillRun): Promise<Verdict> {
  const scene = await prepare(run);
  const { problems } = scene;
  await everybodyWaits(scene);
  await requestsSurviveAKill(scene);
  await oneIsGrantedOneDenied(scene);
  await decisionsSurviveARestart(scene);
  await decisionsAreTurnedRound(scene);
  await othersHaveNoneToGive(scene);
  await lightNodeWritesTheChain(scene);
  problems.push(...(await stopSeats(scene.drill.seats.filter(({ isUp }) => isUp))));
  return { numbers: [`all of it with ${HEIGHT} blocks and five processes`], problems };
}

async function prepare(run: DrillRun): Promise<Scene> {
  const members: readonly Member[] = [
    { name: "server", role: "full-node" },
    { name: "welcome", role: "full-node" },
    { name: "refused", role: "full-node" },
    { name: "miner", role: "miner" },
    { name: "light", role: "light-node" },
  ];
  const genesisTime = Math.floor(Date.now() / 1_000) - (HEIGHT + 1) * SPACING_SECONDS;
  const changes = { genesisTime, genesisBits: EASY_BITS, spacing: SPACING_SECONDS };
  const drill = await makeDrillNetwork(members, changes);
  run.directory = drill.directory;
  const [server, welcome, refused, miner, light] = drill.seats as [Seat, Seat, Seat, Seat, Seat];
  server.place = { ...server.place, dials: [], options: ["--access", "ask"] };
  // newcomers that found one another would give each other what the server grants to one of them
  for (const seat of [welcome, refused, miner, light]) {
    const options = ["--connect", server.peerAddress, ...(seat === miner ? ["--mine", "off"] : [])];
    seat.place = { ...seat.place, dials: [], options };
  }
  const tipHash = await importChain(drill, server);
  const tell = (text: string): void => run.report.event("seen", text);
  tell(`a full node on --access ask with ${HEIGHT} blocks, and four newcomers, in ${drill.directory}`);
  for (const seat of drill.seats) await seat.start();
  const keysOf = await Promise.all(drill.seats.map(async (seat) => (await nodeOf(seat)).nodeKey));
  const [s = "", w = "", r = "", m = "", l = ""] = keysOf;
  const keys = { server: s, welcome: w, refused: r, miner: m, light: l };
  return { cast: { server, welcome, refused, miner, light }, drill, tipHash, keys, problems: [], tell };
}

/** The hash of its tip. */
async function importChain({ directory, network }: DrillNetwork, server: Seat): Promise<string> {
  const tree = new BlockTree(makeNetwork(network.params));
  const blocks: Uint8Array[] = [];
  let tip = tree.genesis;
  while (tip.height < HEIGHT) {
    const block = tree.extend(tip);
    blocks.push(block.bytes);
    tip = block.entry;
  }
  const file = join(directory, "made.triad");
  await writeWholeFile(file, chainFileChunks(network, blocks));
  const tipHash = hashToDisplay(tip.hash);
  await importFile(file, server.place.networkFile, server.place.directory, tipHash);
  return tipHash;
}

async function importFile(file: string, network: string, directory: string, tipHash: string): Promise<void> {
  const args = ["import-chain", file, "--network", network, "--datadir", directory];
  const { code, text } = await runSubcommand("full-node", args);
  if (code !== 0 || !text.includes(`ends at block ${HEIGHT}, ${tipHash}`)) {
    throw new Error(`import-chain did not come to the tip ${tipHash}: ${text}`);
  }
}

async function everybodyWaits({ cast, keys, tell, problems }: Scene): Promise<void> {
  const { server, welcome, refused, miner, light } = cast;
  await waitUntil(async () => (await peersOf(light)).length === 1, {
    withinMs: SOON_MS,
    what: "the light node connected",
  });
  await requestAccess(light);
  for (const seat of [welcome, refused, miner]) {
    await waitUntil(async () => (await nodeOf(seat)).progress?.phase === "permission", {
      withinMs: SYNCED_MS,
      what: `${seat.name} has the headers and waits for permission`,
    });
    const { height, permission } = await nodeOf(seat);
    tell(`${seat.name}: block ${height}, waiting for permission from ${permission?.waitingFor.join(", ")}`);
    if (height !== 0) problems.push(`${seat.name} has block ${height} without permission`);
  }
  await expectDecisions(server, { welcome: "pending", refused: "pending", miner: "pending", light: "pending" }, keys);
  const answer = await chainOf(light);
  if (answer instanceof Uint8Array) problems.push("the light node got the chain without permission");
  else tell(`light, asked for the chain: HTTP ${answer.status} ${answer.code}: ${answer.message}`);
}

async function requestsSurviveAKill({ cast, keys, tell }: Scene): Promise<void> {
  const { server, ...others } = cast;
  // nobody is there to ask again: what is listed afterwards was kept
  for (const seat of Object.values(others)) await seat.node.stop();
  await server.kill();
  await server.start();
  await expectDecisions(server, { welcome: "pending", refused: "pending", miner: "pending", light: "pending" }, keys);
  tell("server, killed and started again while the others are down: four requests still wait");
}

async function oneIsGrantedOneDenied(scene: Scene): Promise<void> {
  const { cast, keys, tell, tipHash } = scene;
  const { server, welcome, refused, light } = cast;
  // one decision comes while its node is away, the others while they wait
  await decide(server, keys.miner, "grant");
  for (const seat of [welcome, refused, cast.miner, light]) await seat.start();
  await untilWaiting(welcome);
  await decide(server, keys.welcome.slice(0, 12), "grant");
  tell(`welcome, granted: ${HEIGHT} blocks after ${await untilSynced(welcome, tipHash)} ms`);
  tell(`miner, granted while it was away: at the tip ${await untilSynced(cast.miner, tipHash)} ms later`);
  await decide(server, keys.refused, "deny");
  const toldMs = await untilDenied(refused);
  const { height, permission } = await nodeOf(refused);
  tell(`refused, told after ${toldMs} ms: denied by ${permission?.deniedBy.join(", ")}; block ${height}`);
  if (height !== 0) scene.problems.push(`refused has block ${height}`);
}

async function decisionsSurviveARestart(scene: Scene): Promise<void> {
  const { cast, keys, tell } = scene;
  const { server, welcome, refused } = cast;
  for (const seat of [welcome, refused, server]) await seat.node.stop();
  for (const seat of [server, welcome, refused]) await seat.start();
  await expectDecisions(server, { welcome: "granted", refused: "denied", miner: "granted", light: "pending" }, keys);
  await untilDenied(refused);
  await waitUntil(async () => ((await nodeOf(welcome)).permission?.grantedBy.length ?? 0) === 1, {
    withinMs: SOON_MS,
    what: "welcome is granted again after the restart",
  });
  const { height } = await nodeOf(refused);
  if (height !== 0) scene.problems.push(`refused has block ${height} after the restart`);
  tell("all three started again: welcome is granted, refused is denied, as before");
}

async function decisionsAreTurnedRound({ cast, keys, tell, tipHash }: Scene): Promise<void> {
  const { server, welcome, refused } = cast;
  await decide(server, keys.welcome, "deny");
  await untilDenied(welcome);
  await decide(server, keys.refused, "grant");
  tell(`refused, granted after all: ${HEIGHT} blocks after ${await untilSynced(refused, tipHash)} ms`);
  await decide(server, keys.welcome, "forget");
  await expectDecisions(server, { welcome: "pending", refused: "granted", miner: "granted", light: "pending" }, keys);
  tell("welcome, denied and then forgotten: waits again, as the policy says");
}

async function othersHaveNoneToGive({ cast, keys, tell }: Scene): Promise<void> {
  const { light, miner } = cast;
  await light.node.client.connect(miner.peerAddress);
  const link = async (seat: Seat, key: string) => (await peersOf(seat)).find(({ nodeKey }) => nodeKey === key);
  for (const [asking, asked, key] of [
    [light, miner, keys.miner],
    [miner, light, keys.light],
  ] as const) {
    await waitUntil(async () => (await link(asking, key)) !== undefined, {
      withinMs: SOON_MS,
      what: "they are connected",
    });
    await requestAccess(asking, (await link(asking, key))?.peer);
    await waitUntil(async () => (await link(asking, key))?.access === "not-a-full-node", {
      withinMs: SOON_MS,
      what: `${asked.name} answers not-a-full-node`,
    });
    tell(`${asked.name}, asked for its chain by ${asking.name}: not-a-full-node`);
  }
}

async function lightNodeWritesTheChain({ cast, drill, keys, tell, problems, tipHash }: Scene): Promise<void> {
  const { server, light } = cast;
  await decide(server, keys.light, "grant");
  await waitUntil(async () => ((await nodeOf(light)).permission?.grantedBy.length ?? 0) > 0, {
    withinMs: SOON_MS,
    what: "the light node is granted",
  });
  const begin = Date.now();
  const byApi = await chainOf(light);
  if (!(byApi instanceof Uint8Array)) throw new Error(`the light node's API: ${byApi.code}: ${byApi.message}`);
  tell(`light, GET /api/chain: ${byApi.length} bytes in ${Date.now() - begin} ms`);
  await light.node.stop();
  const file = join(drill.directory, "light.triad");
  const { networkFile, directory } = light.place;
  const options = ["--network", networkFile, "--datadir", directory, "--connect", server.peerAddress, "--no-listen"];
  const { code, text } = await runSubcommand("light-node", ["export-chain", file, ...options]);
  if (code !== 0) throw new Error(`export-chain of the light node: ${text}`);
  const made = await readFile(join(drill.directory, "made.triad"));
  const byFile = await readFile(file);
  tell(`light, export-chain: ${byFile.length} bytes; ${text.trim().split("\n").at(-1)}`);
  if (!made.equals(byFile))
    problems.push("export-chain of the light node wrote another file than the chain was made of");
  if (!made.equals(byApi)) problems.push("the light node's API gave another file than the chain was made of");
  await importFile(file, networkFile, join(drill.directory, "fresh"), tipHash);
  tell(`a fresh full node, import-chain of that file: block ${HEIGHT}, ${tipHash}`);
}

async function expectDecisions(
  server: Seat,
  expected: Readonly<Partial<Record<keyof Cast, string>>>,
  keys: Scene["keys"],
): Promise<void> {
  const decisionsNow = async () => {
    const { requests } = await accessOf(server);
    const found = Object.keys(expected).map((name) => {
      const request = requests.find(({ nodeKey }) => nodeKey === keys[name as keyof Cast]);
      return `${name} ${request?.decision}`;
    });
    return found.join(", ");
  };
  const wanted = Object.entries(expected)
    .map(([name, decision]) => `${name} ${decision}`)
    .join(", ");
  await waitUntil(async () => (await decisionsNow()) === wanted, {
    withinMs: SOON_MS,
    what: `the server lists ${wanted}`,
  });
}

async function untilWaiting(seat: Seat): Promise<void> {
  await waitUntil(async () => ((await nodeOf(seat)).permission?.waitingFor.length ?? 0) > 0, {
    withinMs: SOON_MS,
    what: `${seat.name} waits for permission`,
  });
}

function untilDenied(seat: Seat): Promise<number> {
  return waitUntil(async () => ((await nodeOf(seat)).permission?.deniedBy.length ?? 0) > 0, {
    withinMs: SOON_MS,
    what: `${seat.name} is told that it is denied`,
  });
}

function untilSynced(seat: Seat, tipHash: string): Promise<number> {
  return waitUntil(async () => (await nodeOf(seat)).tipHash === tipHash, {
    withinMs: SYNCED_MS,
    what: `${seat.name} has the server's tip`,
  });
}
