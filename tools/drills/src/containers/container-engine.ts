/** The container engine of this machine, if there is one: who answers, how Compose is called, whether images can be had. */
import { spawn, spawnSync } from "node:child_process";

export interface ContainerEngine {
  /** `docker compose` or `docker-compose`, as words. */
  readonly compose: readonly [string, ...string[]];
  /** What both say of themselves, for the report. */
  readonly versions: string;
}

/** Everything that calls for an engine on every run of the tests must not cost more than this where there is none. */
const PROBE_MS_MAX = 1_500;
/** Where there is an engine, its clients may take their time: one of them is a Python program. */
const CLIENT_MS_MAX = 30_000;
/** A slow line needs a minute for an image of 80 MB. */
const PULL_MS_MAX = 180_000;

export const BASE_IMAGE = process.env["TRIAD_NODE_IMAGE"] ?? "node:24-bookworm-slim";

/** The engine that DOCKER_HOST or the client's own settings name, or why containers can't be run here. */
export function findEngine(): ContainerEngine | { readonly missing: string } {
  const server = firstLine("docker", ["info", "--format", "{{.ServerVersion}}"], PROBE_MS_MAX);
  if (server === undefined || server === "") return { missing: "no container engine answers `docker info`" };
  for (const compose of [["docker", "compose"], ["docker-compose"]] as const) {
    const version = firstLine(compose[0], [...compose.slice(1), "version", "--short"]);
    if (version !== undefined) return { compose, versions: `Docker ${server}, ${compose.join(" ")} ${version}` };
  }
  return { missing: "neither `docker compose` nor `docker-compose` is installed" };
}

/** Undefined when the base image is here, perhaps only now; otherwise why it is not. */
export async function fetchBaseImage(): Promise<string | undefined> {
  if (firstLine("docker", ["image", "inspect", "--format", "{{.Id}}", BASE_IMAGE]) !== undefined) return undefined;
  const { code, output } = await run(["docker", "pull", "--quiet", BASE_IMAGE], {}, PULL_MS_MAX);
  const reason = output.trim().split("\n").at(-1) ?? "";
  return code === 0 ? undefined : `the image ${BASE_IMAGE} is not here and can't be pulled (${reason})`;
}

export interface CommandEnd {
  readonly code: number | null;
  /** Standard output and standard error, as they came. */
  readonly output: string;
  readonly stdout: string;
}

/** Runs to its end, or is killed after so long (code null). */
export async function run(
  [program, ...words]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
  withinMs = 120_000,
): Promise<CommandEnd> {
  return await new Promise((resolve) => {
    const child = spawn(program, words, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let [output, stdout] = ["", ""];
    child.stdout.on("data", (data) => {
      output += data;
      stdout += data;
    });
    child.stderr.on("data", (data) => {
      output += data;
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), withinMs);
    const end = (code: number | null, text: string): void => {
      clearTimeout(timer);
      resolve({ code, output: text, stdout });
    };
    child.on("error", (error) => end(null, error.message));
    child.on("close", (code) => end(code, output));
  });
}

function firstLine(program: string, words: readonly string[], timeout = CLIENT_MS_MAX): string | undefined {
  const { status, stdout } = spawnSync(program, words, { encoding: "utf8", timeout });
  return status === 0 ? stdout.trim().split("\n")[0] : undefined;
}
