/**
 * A role as a program: options, data directory, store, sockets, core, signals, and the way back through all of them.
 *
 * Steps of a start: options → network → data (lock, keys, wallet, store) → listen → core → loop → attachments.
 * Steps of a stop: attachments → loop → peers and workers → commit in flight → store → lock.
 */
import { availableParallelism } from "node:os";
import { keyOfAddress, type Network } from "@triad/chain";
import type { Core, NetAddress } from "@triad/roles";
import { createNode, type Node } from "./create-node.ts";
import { defaultDataDirectory } from "./data-directory.ts";
import { describeEvent } from "./describe-event.ts";
import { EXIT, FatalError } from "./fatal-error.ts";
import { helpText } from "./help-text.ts";
import { type ListenChoice, listenAtChoice } from "./listen-choice.ts";
import { type Logger, openLogger } from "./logger.ts";
import { reachableUrls } from "./machine-addresses.ts";
import { formatNetAddress } from "./net-address.ts";
import type { Attach, Attachment, NodeHandle } from "./node-handle.ts";
import { type NodeData, openData } from "./open-data.ts";
import type { NodeOptions } from "./option-table.ts";
import { type Environment, readOptions } from "./options.ts";
import { systemRandomness } from "./randomness.ts";
import { openNetwork } from "./role-network.ts";
import type { CreateCore, RoleName, RoleOptions } from "./role-options.ts";
import { createStopSwitch } from "./stop-switch.ts";
import { VERSION } from "./version.ts";

export interface RunRoleHooks {
  /** The role's constructor: createFullNode, createMiner or createLightNode. */
  readonly createCore: CreateCore;
  /** Console, API and whatever else runs beside the node; started in this order, stopped in the opposite one. */
  readonly attachments?: readonly Attach[];
}

/** Any time will do. */
const ALIVE_MS = 3_600_000;
/** Beside the peers themselves: sockets that are still in the handshake, or wait for an eviction. */
const SPARE_SOCKETS = 16;
/** An attachment that doesn't end by then is left behind: it must not hold up the disk. */
const ATTACHMENT_MS_MAX = 2000;

/** Runs until the node is stopped. Resolves with the exit code; the caller ends the process with it. */
export async function runRole(
  role: RoleName,
  argv: readonly string[],
  env: Environment,
  hooks: RunRoleHooks,
): Promise<number> {
  // A closed terminal or pipe is no reason to end: the log file goes on.
  process.stdout.on("error", () => undefined);
  // Neither workers nor a store keep a process alive, and a node may have no socket at times.
  const alive = setInterval(() => undefined, ALIVE_MS);
  try {
    const options = readOptions(role, argv, env);
    if (options.help) return print(helpText(role));
    if (options.version) return print(`triad ${role} ${VERSION}\n`);
    return await runNode(role, options, env, hooks);
  } catch (error) {
    if (error instanceof FatalError) {
      process.stderr.write(`${error.message}\n`);
      return error.exitCode;
    }
    process.stderr.write(`A bug ends this node. ${textOf(error)}\n`);
    return EXIT.bug;
  } finally {
    clearInterval(alive);
  }
}

async function runNode(role: RoleName, options: NodeOptions, env: Environment, hooks: RunRoleHooks): Promise<number> {
  const { HOME: home } = env;
  const network = openNetwork(options.network);
  const payTo = readPayTo(options.address, network);
  const directory = options.dataDirectory ?? defaultDataDirectory(role, network.params.name, home);
  const data = openData(directory, network);
  let logger: Logger | undefined;
  try {
    logger = openLog(options, data.paths.log);
    return await serve({ role, options, network, data, logger, payTo, hooks });
  } finally {
    // After a start that failed half-way it is still open; closing it again does nothing.
    await data.store.close();
    data.releaseLock();
    logger?.close();
  }
}

function openLog(options: NodeOptions, path: string): Logger {
  try {
    return openLogger({
      path,
      level: options.logLevel,
      format: options.logFormat,
      terminal: options.console ? undefined : (line) => process.stdout.write(line),
    });
  } catch (error) {
    throw new FatalError(`Can't write the log ${path}: ${String(error)}. Check the file's owner.`);
  }
}

interface Running {
  readonly role: RoleName;
  readonly options: NodeOptions;
  readonly network: Network;
  readonly data: NodeData;
  readonly logger: Logger;
  readonly payTo: Uint8Array | undefined;
  readonly hooks: RunRoleHooks;
}

async function serve(running: Running): Promise<number> {
  const { role, options, data, logger, hooks } = running;
  const nonceThreads = role === "miner" ? threadsOf(options) : 0;
  let exitCode: number = EXIT.ok;
  let core: Core | undefined;
  const node = createNode({
    core: {
      start: (now) => theCore(core).start(now),
      handle: (event, now) => theCore(core).handle(event, now),
    },
    store: data.store,
    nonceThreads,
    onBug(error, event) {
      exitCode = EXIT.bug;
      logger.log("error", "node", `A bug ends this node: ${textOf(error)}`, { event: describeEvent(event) });
      process.stderr.write(`A bug ends this node; ${data.paths.log} has the details. ${String(error)}\n`);
      void handle.stop();
    },
    onWorkerDied: (kind, reason) => logger.log("error", "node", `A ${kind} worker died and is replaced.`, { reason }),
  });
  node.subscribe(logger.notice);
  const attached: Attachment[] = [];
  const ended = makeGate();
  let listening: readonly string[] = [];
  let stopping: Promise<void> | undefined;

  const handle: NodeHandle = {
    role,
    network: running.network,
    version: VERSION,
    get listening() {
      return listening;
    },
    paths: data.paths,
    cookie: data.cookie,
    api: apiChoice(options, running.network, role),
    interactive: options.console,
    ask: node.ask,
    subscribe: node.subscribe,
    log: logger.log,
    stop() {
      stopping ??= stopAll(attached, node, logger).then(ended.open, ended.fail);
      return stopping;
    },
  };
  const release = stopOnSignals(handle, () => process.exit(EXIT.interrupted));
  try {
    const bound = await startListening(node, running);
    listening = bound === undefined ? [] : reachableUrls(bound);
    // Ctrl-C while starting: the store may be closed already, so no core may look into it.
    if (stopping !== undefined) return await ended.opened.then(() => exitCode);
    core = hooks.createCore(roleOptions(running, bound, nonceThreads));
    node.start();
    printStart(handle, bound);
    logger.log("info", "node", `Started ${role} ${VERSION} on the network ${running.network.params.name}.`);
    for (const attach of hooks.attachments ?? []) {
      if (stopping !== undefined) break;
      const attachment = await attach(handle);
      attached.push(attachment);
      for (const line of attachment.banner ?? []) process.stdout.write(`  ${line}\n`);
    }
    await ended.opened;
    return exitCode;
  } catch (error) {
    await handle.stop();
    throw error;
  } finally {
    release();
  }
}

/** The core is made after listening, since it is told where that succeeded; no event reaches it before `start`. */
function theCore(core: Core | undefined): Core {
  if (core === undefined) throw new Error("the core was used before it was made");
  return core;
}

async function startListening(node: Node, { role, options, network }: Running): Promise<NetAddress | undefined> {
  if (options.listen === false) return undefined;
  const choice: ListenChoice =
    options.listen === undefined
      ? { address: { host: "::", port: network.params.ports[role].peers }, asked: false, option: "--listen" }
      : { address: options.listen, asked: true, option: "--listen" };
  const socketsMax = options.maxInbound + SPARE_SOCKETS;
  const bound = await listenAtChoice(choice, (address) => node.listen(address, { socketsMax }));
  if (bound.moved) {
    process.stdout.write(`Port ${choice.address.port} is taken; peers find this node at port ${bound.server.port}.\n`);
  }
  return bound.server;
}

function apiChoice(options: NodeOptions, network: Network, role: RoleName): ListenChoice | undefined {
  if (options.api === false) return undefined;
  return options.api === undefined
    ? { address: { host: "127.0.0.1", port: network.params.ports[role].api }, asked: false, option: "--api" }
    : { address: options.api, asked: true, option: "--api" };
}

function roleOptions(running: Running, listen: NetAddress | undefined, threads: number): RoleOptions {
  const { role, options, network, data, payTo } = running;
  const common = {
    network,
    store: data.store,
    randomness: systemRandomness,
    schnorr: data.schnorr,
    nodeSecretKey: data.nodeSecretKey,
    walletSeed: data.walletSeed,
    userAgent: `triad-${role}/${VERSION}`,
    listen,
    connectOnly: options.connect,
    peers: options.peers,
    maxInbound: options.maxInbound,
    maxOutbound: options.maxOutbound,
  };
  return role === "miner" ? { ...common, mining: { mode: options.mine, threads, payTo, text: "" } } : common;
}

function threadsOf({ threads }: NodeOptions): number {
  return threads ?? Math.max(1, availableParallelism() - 1);
}

function readPayTo(address: string | undefined, network: Network): Uint8Array | undefined {
  if (address === undefined) return undefined;
  const key = keyOfAddress(address, network.params.addressPrefix);
  if (typeof key !== "string") return key;
  const { name, addressPrefix } = network.params;
  throw new FatalError(
    `--address ${address} can't be paid (${key}). Addresses of the network ${name} begin with ${addressPrefix}1.`,
    EXIT.usage,
  );
}

function printStart(handle: NodeHandle, bound: NetAddress | undefined): void {
  const { network, role, version, paths } = handle;
  const where = handle.listening.length > 0 ? handle.listening.join("  ") : "does not listen";
  const rows = [
    ["Network", network.params.name],
    ["Chain id", Buffer.from(network.chainId).reverse().toString("hex")],
    ["Peers", bound === undefined ? where : `${where}  (listening on ${formatNetAddress(bound)})`],
    ["Data", paths.directory],
    ["Log", paths.log],
  ];
  const lines = rows.map(([name = "", value]) => `  ${name.padEnd(9)} ${value}\n`);
  process.stdout.write(`Triad ${role} ${version}\n${lines.join("")}`);
}

function stopOnSignals(handle: NodeHandle, stopAtOnce: () => void): () => void {
  const { signal } = createStopSwitch({
    nowMs: () => performance.now(),
    stopCleanly: () => {
      process.stdout.write("Stopping; once more stops at once.\n");
      void handle.stop();
    },
    stopAtOnce,
  });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of signals) process.on(name, signal);
  return () => {
    for (const name of signals) process.off(name, signal);
  };
}

async function stopAll(attached: Attachment[], node: Node, logger: Logger): Promise<void> {
  for (const attachment of attached.toReversed()) {
    const timeout = makeGate();
    const timer = setTimeout(timeout.open, ATTACHMENT_MS_MAX);
    try {
      await Promise.race([attachment.stop(), timeout.opened]);
    } catch (error) {
      logger.log("warn", "node", `Something beside the node did not end well: ${String(error)}`);
    }
    clearTimeout(timer);
  }
  await node.stop();
  logger.log("info", "node", "Stopped.");
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function print(text: string): number {
  process.stdout.write(text);
  return EXIT.ok;
}

/** A promise that others settle (Promise.withResolvers is there from Node 22 on). */
function makeGate(): {
  readonly opened: Promise<void>;
  readonly open: () => void;
  readonly fail: (error: unknown) => void;
} {
  let open: () => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const opened = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { opened, open, fail };
}
