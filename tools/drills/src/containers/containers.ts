/**
 * The network of docker-compose.yml as its operator has it: built, brought up from nothing, every container killed in
 * two ways, more miners, taken down and brought up again. It needs a container engine; elsewhere it is skipped.
 */
import type { DrillRun, Verdict } from "../run-drill.ts";
import { worst } from "../wait-until.ts";
import { ComposeNetwork, type Container, docker } from "./compose-network.ts";
import { BASE_IMAGE, type ContainerEngine, fetchBaseImage, findEngine, run } from "./container-engine.ts";

type Tell = (line: string) => void;

const NODES = 5;
const MINERS = 2;
const MORE_MINERS = 4;
const BLOCKS = 10;
/** Blocks of the network local come every two seconds, and rarer on a machine that has much else to do. */
const AGREED_MS = 180_000;
/** By a signal that can't be caught: 128 + 9. */
const KILLED = 137;

export async function drillContainers({ report }: DrillRun): Promise<Verdict> {
  const engine = findEngine();
  if ("missing" in engine) return { numbers: [], problems: [], skipped: engine.missing };
  const noImage = await fetchBaseImage();
  if (noImage !== undefined) return { numbers: [], problems: [], skipped: noImage };
  const tell: Tell = (text) => report.event("progress", text);
  return await runContainers(engine, tell);
}

/** Leaves nothing behind but the images. @throws Error that says what did not happen. */
export async function runContainers(engine: ContainerEngine, tell: Tell): Promise<Verdict> {
  const network = new ComposeNetwork(engine, `triad-drill-${process.pid}`);
  const problems: string[] = [];
  const numbers = [`${engine.versions}, on ${BASE_IMAGE}`];
  const note: Tell = (line) => {
    numbers.push(line);
    tell(line);
  };
  try {
    const building = stopwatch();
    await network.build();
    note(`images built in ${building()} s (${await imageSizes()})`);

    const starting = stopwatch();
    await network.up(MINERS);
    const upSeconds = starting();
    await network.agree(NODES, BLOCKS, AGREED_MS);
    note(`from nothing to ${BLOCKS} blocks on all ${NODES} nodes: ${starting()} s (all started after ${upSeconds} s)`);

    await killInside(network, tell, note, problems);
    await killFromOutside(network, tell, note, problems);
    await refuseSecond(network, problems);

    const scaling = stopwatch();
    await network.up(MORE_MINERS);
    const more = NODES - MINERS + MORE_MINERS;
    await network.agree(more, BLOCKS, AGREED_MS);
    const keys = await minerKeys(network);
    note(`--scale miner=${MORE_MINERS}: ${more} nodes on one chain after ${scaling()} s, ${keys.size} miners' keys`);
    if (keys.size !== MORE_MINERS) problems.push(`${MORE_MINERS} miners have ${keys.size} node keys`);

    await downAndUp(network, more, note, problems);
  } catch (error) {
    problems.push((error as Error).message);
    tell(await lastLines(network));
  } finally {
    await network.compose(["down", "--volumes", "--remove-orphans"]);
  }
  return { numbers, problems };
}

/** The process dies, as by a fault of its own: Docker starts it again. */
async function killInside(network: ComposeNetwork, tell: Tell, note: Tell, problems: string[]): Promise<void> {
  const seconds: number[] = [];
  for (const container of await network.containers()) {
    const { height } = await network.agree(NODES, 0, AGREED_MS);
    const coming = stopwatch();
    await run(["docker", "exec", container.id, "sh", "-c", "kill -9 -1"]);
    await network.agree(NODES, height + 1, AGREED_MS);
    seconds.push(Number(coming()));
    tell(`${container.name}: killed inside, back after ${seconds.at(-1)} s`);
    const restarts = await docker(["inspect", "--format", "{{.RestartCount}}", container.id]);
    if (Number(restarts) < 1) problems.push(`${container.name} was not started again by Docker`);
  }
  note(`each node killed inside its container had the others' next block after ${spread(seconds)}`);
}

/** The container is killed, which Docker takes for the operator's wish: `up` brings it back. */
async function killFromOutside(network: ComposeNetwork, tell: Tell, note: Tell, problems: string[]): Promise<void> {
  const seconds: number[] = [];
  for (const container of await network.containers()) {
    const { height } = await network.agree(NODES, 0, AGREED_MS);
    await docker(["kill", container.id]);
    const code = await exitCode(container);
    if (code !== KILLED) problems.push(`${container.name} ended with ${code} when it was killed`);
    const coming = stopwatch();
    await network.up(MINERS);
    await network.agree(NODES, height + 1, AGREED_MS);
    seconds.push(Number(coming()));
    tell(`${container.name}: killed from outside, back ${seconds.at(-1)} s after up`);
  }
  note(`each container killed by \`docker kill\` had the others' next block ${spread(seconds)} after \`up\``);
}

/** Two containers on one volume would write over each other. */
async function refuseSecond(network: ComposeNetwork, problems: string[]): Promise<void> {
  const volume = `${network.volume("full-node")}:/data`;
  const { code, output } = await run(["docker", "run", "--rm", "--volume", volume, "triad-full-node"], {}, 20_000);
  if (code !== 1 || !output.includes("in use by another container")) {
    problems.push(`a second container on a volume ended with ${code}: ${output.trim()}`);
  }
}

async function downAndUp(network: ComposeNetwork, nodes: number, note: Tell, problems: string[]): Promise<void> {
  // A block that was found a moment ago may still lose against another, and its reward with it.
  await network.restMiners();
  const old = await network.settle(nodes, AGREED_MS);
  const before = await network.wallets();
  const stopping = stopwatch();
  await network.compose(["stop"]);
  const stopSeconds = stopping();
  for (const container of await network.containers()) {
    const code = await exitCode(container);
    if (code !== 0) problems.push(`${container.name} ended with ${code} when it was stopped`);
  }
  await network.compose(["down"]);
  const starting = stopwatch();
  await network.up(MORE_MINERS);
  const { hash } = await network.agree(nodes, old.height, AGREED_MS);
  if (hash !== old.hash) problems.push(`block ${old.height} is another one after down and up: ${hash}`);
  const later = await network.agree(nodes, old.height + 1, AGREED_MS);
  const upSeconds = starting();
  const after = await network.wallets();
  const keysOf = (wallets: typeof before): string => wallets.map(({ nodeKey }) => nodeKey).join(" ");
  if (keysOf(after) !== keysOf(before)) problems.push("node keys are others after down and up");
  if (before.every(({ total }) => total === 0)) problems.push("no wallet had anything before down and up");
  for (const [index, { total, nodeKey }] of before.entries()) {
    const now = after[index]?.total ?? 0;
    if (now < total) problems.push(`the wallet of ${nodeKey} had ${total} before down and up, and ${now} after`);
  }
  note(`stop: all ${nodes} ended with 0 in ${stopSeconds} s`);
  note(
    `down and up: from height ${old.height} to ${later.height} on all nodes in ${upSeconds} s, keys and wallets kept`,
  );
}

async function minerKeys(network: ComposeNetwork): Promise<ReadonlySet<string>> {
  const views = (await network.views()) ?? [];
  return new Set(views.filter(({ container }) => container.service === "miner").map(({ nodeKey }) => nodeKey));
}

async function exitCode({ id }: Container): Promise<number> {
  return Number(await docker(["inspect", "--format", "{{.State.ExitCode}}", id]));
}

async function imageSizes(): Promise<string> {
  const sizeOf = async (image: string): Promise<number> =>
    Number(await docker(["image", "inspect", "--format", "{{.Size}}", image])) / 1e6;
  const base = await sizeOf(BASE_IMAGE);
  const sizes = await Promise.all(["full-node", "miner", "light-node"].map((role) => sizeOf(`triad-${role}`)));
  return `${worst(sizes).toFixed(1)} MB, ${(worst(sizes) - base).toFixed(1)} of them above the base image`;
}

async function lastLines(network: ComposeNetwork): Promise<string> {
  return await network.compose(["logs", "--tail", "15"]).catch((error: Error) => error.message);
}

/** Seconds since it was made, with one digit. */
function stopwatch(): () => string {
  const begin = performance.now();
  return () => ((performance.now() - begin) / 1000).toFixed(1);
}

function spread(seconds: readonly number[]): string {
  return `${Math.min(...seconds).toFixed(1)} to ${worst(seconds).toFixed(1)} s`;
}
