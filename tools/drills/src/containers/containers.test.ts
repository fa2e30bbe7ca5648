/** Runs wherever a container engine answers and the base image can be had; `docker info` is asked once, and briefly. */
import { expect, it } from "vitest";
import { fetchBaseImage, findEngine } from "./container-engine.ts";
import { runContainers } from "./containers.ts";

/** Building may fetch all packages anew; then some fifteen starts of a node. */
const TIMEOUT_MS = 1_500_000;

const engine = findEngine();
const missing = "missing" in engine ? engine.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: the network in containers, since ${missing}`);

it.skipIf(missing !== undefined)(
  `the network in containers comes up, comes back after kills, grows, and keeps its state${missing ? ` (${missing})` : ""}`,
  { timeout: TIMEOUT_MS },
  async (context) => {
    if ("missing" in engine) return;
    const noImage = await fetchBaseImage();
    if (noImage !== undefined) {
      console.warn(`SKIPPED: the network in containers, since ${noImage}`);
      return context.skip(noImage);
    }
    const { problems } = await runContainers(engine, (line) => console.log(line));
    expect(problems).toEqual([]);
  },
);
