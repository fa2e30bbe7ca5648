/** The network of docker-compose.yml under a project name of its own, so that one that runs here already is left alone. */
import { fileURLToPath } from "node:url";
import { waitUntil } from "../wait-until.ts";
import { type CommandEnd, type ContainerEngine, run } from "./container-engine.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

export interface Container {
  readonly id: string;
  /** `miner 2` */
  readonly name: string;
  readonly service: string;
}

/** One node's own view, asked inside its container. */
export interface NodeView {
  readonly container: Container;
  readonly height: number;
  readonly nodeKey: string;
  /** Of its block at the height that was asked for; what it says instead where it has none there. */
  readonly hash: unknown;
}

export interface Agreement {
  readonly hash: string;
  readonly height: number;
}

export interface WalletView {
  readonly nodeKey: string;
  /** Base units, what can't be spent yet included. */
  readonly total: number;
}

/** Asks the node for each path that it is given, with the token; prints one JSON array. What follows a path is posted. */
const ASK = `
const base = "http://127.0.0.1:" + process.env.TRIAD_API.split(":").at(-1);
const headers = { authorization: "Bearer " + process.env.TOKEN, "content-type": "application/json" };
const ask = async (question) => {
  const [, path, body] = /^(\\S+) ?(.*)$/.exec(question);
  const answer = await fetch(base + path, body === "" ? { headers } : { headers, method: "POST", body });
  if (body !== "" && !answer.ok) throw new Error(path + " answered " + answer.status);
  const text = await answer.text();
  return answer.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
};
console.log(JSON.stringify(await Promise.all(process.argv.slice(1).map(ask))));
`;

/** Each look starts a process in every container, which two cores feel. */
const POLL_MS = 500;
const BUILD_MS_MAX = 900_000;
const UP_MS_MAX = 180_000;

export class ComposeNetwork {
  readonly #engine: ContainerEngine;
  readonly #project: string;

  constructor(engine: ContainerEngine, project: string) {
    this.#engine = engine;
    this.#project = project;
  }

  /** @throws Error with what Compose said */
  async compose(words: readonly string[], withinMs = UP_MS_MAX): Promise<string> {
    // Port 0: any that is free, as another network may have the usual ones.
    const env = { TRIAD_FULL_NODE_API_PORT: "0", TRIAD_LIGHT_NODE_API_PORT: "0" };
    const [program, ...first] = this.#engine.compose;
    const file = ["--project-name", this.#project, "--file", `${ROOT}docker-compose.yml`];
    const end = await run([program, ...first, ...file, ...words], env, withinMs);
    return wentWell(`compose ${words.join(" ")}`, end);
  }

  async build(): Promise<void> {
    await this.compose(["build"], BUILD_MS_MAX);
  }

  async up(miners: number): Promise<void> {
    await this.compose(["up", "--detach", "--no-build", "--scale", `miner=${miners}`]);
  }

  /** All that it has, stopped ones too. */
  async containers(): Promise<readonly Container[]> {
    const label = (name: string): string => `{{.Label "com.docker.compose.${name}"}}`;
    const format = `{{.ID}} ${label("service")} ${label("container-number")}`;
    const filter = `label=com.docker.compose.project=${this.#project}`;
    const text = await docker(["ps", "--all", "--filter", filter, "--format", format]);
    const lines = text.split("\n").filter((line) => line !== "");
    return lines
      .map((line) => {
        const [id = "", service = "", number = ""] = line.split(" ");
        return { id, service, name: `${service} ${number}` };
      })
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  volume(name: string): string {
    return `${this.#project}_${name}`;
  }

  /** What each says of itself and of the block at this height; undefined while one doesn't answer. */
  async views(at = 0): Promise<readonly NodeView[] | undefined> {
    const containers = await this.containers();
    const answers = await Promise.all(containers.map(({ id }) => ask(id, ["/api/node", `/api/block-height/${at}`])));
    const views = answers.flatMap((answer, index) => {
      const container = containers[index];
      if (answer === undefined || container === undefined) return [];
      const [{ height, nodeKey }, hash] = answer as [NodeView, unknown];
      return [{ container, height, nodeKey, hash }];
    });
    return views.length === containers.length ? views : undefined;
  }

  /**
   * Waits until that many nodes have the same block at this height. Their tips are not compared: miners find blocks
   * faster than all can be asked. @returns the block's hash, and the least height of a node.
   */
  async agree(nodes: number, height: number, withinMs: number): Promise<Agreement> {
    let agreement: Agreement | undefined;
    const what = `${nodes} nodes with the same block ${height}`;
    const isReached = async (): Promise<boolean> => {
      const views = (await this.views(height)) ?? [];
      const hash = views[0]?.hash;
      const isCommon = views.every((view) => view.height >= height && view.hash === hash);
      if (views.length !== nodes || !isCommon || typeof hash !== "string") return false;
      agreement = { hash, height: Math.min(...views.map((view) => view.height)) };
      return true;
    };
    await waitUntil(isReached, { withinMs, pollMs: POLL_MS, what });
    if (agreement === undefined) throw new Error(`agreed on nothing: ${what}`);
    return agreement;
  }

  /** While no miner searches: waits until all have one tip. */
  async settle(nodes: number, withinMs: number): Promise<Agreement> {
    let height = 0;
    const isSettled = async (): Promise<boolean> => {
      const views = (await this.views(height)) ?? [];
      height = Math.max(height, ...views.map((view) => view.height));
      const hash = views[0]?.hash;
      return views.length === nodes && views.every((view) => view.height === height && view.hash === hash);
    };
    await waitUntil(isSettled, { withinMs, pollMs: POLL_MS, what: `${nodes} resting nodes with one tip` });
    return await this.agree(nodes, height, withinMs);
  }

  /** No miner searches from here on, until its next start; what they found last is decided by one block more. */
  async restMiners(): Promise<void> {
    const miners = (await this.containers()).filter(({ service }) => service === "miner");
    const order = async (container: Container | undefined, order: object): Promise<void> => {
      const answer = container && (await ask(container.id, [`/api/mining ${JSON.stringify(order)}`]));
      if (answer === undefined) throw new Error(`${container?.name} did not take the order ${JSON.stringify(order)}`);
    };
    for (const miner of miners) await order(miner, { action: "stop" });
    await order(miners[0], { action: "generate", blocks: 1 });
  }

  async wallets(): Promise<readonly WalletView[]> {
    const answers = await Promise.all(
      (await this.containers()).map(async ({ id, name }) => {
        const answer = await ask(id, ["/api/node", "/api/wallet"]);
        if (answer === undefined) throw new Error(`the wallet of ${name} doesn't answer`);
        const [node, wallet] = answer as [NodeView, { confirmed: number; immature: number }];
        return { nodeKey: node.nodeKey, total: wallet.confirmed + wallet.immature };
      }),
    );
    return answers.toSorted((a, b) => a.nodeKey.localeCompare(b.nodeKey));
  }
}

/** What the node in the container answers to GET of each path; undefined when it doesn't. */
async function ask(id: string, paths: readonly string[]): Promise<readonly unknown[] | undefined> {
  const script = 'TOKEN=$(triad-token) exec node --input-type=module -e "$0" -- "$@"';
  const { code, stdout } = await run(["docker", "exec", id, "sh", "-c", script, ASK, ...paths]);
  return code === 0 ? (JSON.parse(stdout) as unknown[]) : undefined;
}

/** @throws Error with what Docker said */
export async function docker(words: readonly string[]): Promise<string> {
  return wentWell(`docker ${words[0]}`, await run(["docker", ...words]));
}

function wentWell(what: string, { code, output, stdout }: CommandEnd): string {
  if (code === 0) return stdout;
  throw new Error(`${what} ended with ${code}: ${output.trim().split("\n").slice(-15).join("\n")}`);
}
