/**
 * A role as a program: options, data directory, store, sockets, core, signals, and the way back through all of them.
 *
 * Steps of a start: options → network → data (lock, keys, wallet, store) → listen → core → loop → attachments.
 * Steps of a stop: attachments → peers → what is in memory is committed → loop and workers → store → lock.
 */
import type { Core, NetAddress } from "@triad/roles";
import { WalletRecordError } from "@triad/wallet";
import { type ExportFromPeers, exportFromPeers } from "./chain-commands/export-from-peers.ts";
import { tellProgress } from "./chain-commands/progress.ts";
import { openWorkLines } from "./chain-commands/progress-bar.ts";
import { readSubcommand } from "./chain-commands/read-subcommand.ts";
import { runSubcommand } from "./chain-commands/run-subcommand.ts";
import { openRunningChain } from "./chain-commands/running-chain.ts";
import { finishChain } from "./chain-commands/unfinished-chain.ts";
import { checkIndexOption, coinCacheBytes, coreOptions, keepBlocksOf, readPayTo, threadsOf } from "./core-options.ts";
import { createNode, type Node } from "./create-node.ts";
import { defaultDataDirectory } from "./data-directory.ts";
import { describeEvent } from "./describe-event.ts";
import { EXIT, FatalError } from "./fatal-error.ts";
import { helpText } from "./help-text.ts";
import type { LanSocket } from "./lan-socket.ts";
import { logLibraryOutput } from "./library-output.ts";
import { changeLogLevels, formatLogLevels } from "./log-levels.ts";
import { type Logger, openLogger } from "./logger.ts";
import { reachableUrls } from "./machine-addresses.ts";
import { readNetworkCommand } from "./network-commands/read-network-command.ts";
import { runNetworkCommand } from "./network-commands/run-network-command.ts";
import type { Attach, Attachment, NodeHandle } from "./node-handle.ts";
import { openData } from "./open-data.ts";
import type { NodeOptions } from "./option-table.ts";
import { type Environment, readOptions } from "./options.ts";
import { openPrompt } from "./prompt.ts";
import { systemRandomness } from "./randomness.ts";
import { startDiscovery } from "./role-discovery.ts";
import { announcedAddress, apiChoice, startListening } from "./role-listening.ts";
import { openNetwork } from "./role-network.ts";
import type { CreateCore, RoleName } from "./role-options.ts";
import type { RoleTls, Running } from "./running.ts";
import { tellStart } from "./start-banner.ts";
import { stopOnSignals } from "./stop-switch.ts";
import { checkIndexedChain, dropLostIndex } from "./stored-index.ts";
import { readTlsIdentity, readTrustedCertificates } from "./tls-files.ts";
import { VERSION, VERSION_WITH_COMMIT } from "./version.ts";
import { readWalletCommand } from "./wallet-commands/read-wallet-command.ts";
import { runWalletCommand } from "./wallet-commands/run-wallet-command.ts";
import { createWalletKeeper } from "./wallet-keeper.ts";
import { recordsText } from "./wallet-records-text.ts";
import { wrapFor } from "./wrap-words.ts";

export interface RunRoleHooks {
  /** The role's constructor: createFullNode, createMiner or createLightNode. */
  readonly createCore: CreateCore;
  /** Console, API and whatever else runs beside the node; started in this order, stopped in the opposite one. */
  readonly attachments?: readonly Attach[];
}

/** Any time will do. */
const ALIVE_MS = 3_600_000;
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
    const networkCommand = readNetworkCommand(argv);
    if (networkCommand === "help") return print(helpText(role, process.stdout.columns));
    if (networkCommand !== undefined) {
      return runNetworkCommand(networkCommand, Math.floor(Date.now() / 1000), (line) => void print(`${line}\n`));
    }
    const walletCommand = readWalletCommand(argv);
    const command = walletCommand === undefined ? readSubcommand(role, argv) : undefined;
    const options = readOptions(role, walletCommand?.options ?? command?.options ?? argv, env);
    if (options.help) return print(helpText(role, process.stdout.columns));
    if (options.version) return print(`triad ${role} ${VERSION_WITH_COMMIT}\n`);
    if (walletCommand !== undefined) {
      return await runWalletCommand(
        role,
        walletCommand,
        options,
        env["HOME"],
        openPrompt(process.stdin, process.stderr),
      );
    }
    if (command !== undefined && role === "light-node") {
      return await runForExport(role, command.file, options, env, hooks);
    }
    if (command !== undefined) return await runSubcommand(role, command, options, env["HOME"]);
    return await runNode(role, options, env, hooks);
  } catch (error) {
    if (error instanceof FatalError) {
      process.stderr.write(`${wrapFor(process.stderr, error.message)}\n`);
      return error.exitCode;
    }
    process.stderr.write(`A bug ends this node. ${textOf(error)}\n`);
    return EXIT.bug;
  } finally {
    clearInterval(alive);
  }
}

/** The light node for as long as it takes to get the complete chain; neither console nor API, and no line but of that. */
async function runForExport(
  role: RoleName,
  file: string,
  options: NodeOptions,
  env: Environment,
  { createCore }: RunRoleHooks,
): Promise<number> {
  const lines = openWorkLines(process.stderr, env);
  let begun: ExportFromPeers | undefined;
  const attach: Attach = (node) => {
    begun = exportFromPeers(node, file, lines);
    return begun;
  };
  const quiet = { ...options, console: true, api: false } as const;
  const exitCode = await runNode(role, quiet, env, { createCore, attachments: [attach] }, () => undefined);
  const failure = begun?.failure();
  if (failure !== undefined) throw failure;
  return exitCode;
}

async function runNode(
  role: RoleName,
  options: NodeOptions,
  env: Environment,
  hooks: RunRoleHooks,
  quietly?: Running["tell"],
): Promise<number> {
  const { HOME: home } = env;
  const network = openNetwork(options.network);
  const payTo = readPayTo(options.address, network);
  checkIndexOption(role, options);
  const tls = readTls(options);
  const directory = options.dataDirectory ?? defaultDataDirectory(role, network.params.name, home);
  const data = await openData(directory, network, options.signatures);
  let logger: Logger | undefined;
  let releaseOutput: (() => void) | undefined;
  try {
    logger = openLog(options, data.paths.log);
    releaseOutput = logLibraryOutput(logger);
    const tell = quietly ?? tellerOf(options, logger);
    if (data.walletWarning !== undefined) {
      logger.log("warn", "wallet", data.walletWarning);
      // without a console the log's lines are on the terminal
      if (options.console) tell(wrapFor(process.stdout, data.walletWarning));
    }
    const progress = tellProgress("Connected", tell);
    const { store } = data;
    const { signatures } = options;
    await finishChain({ network, store, progress, signatures, coinCacheBytes: coinCacheBytes(options), tell });
    checkIndexedChain(options.index !== undefined, store);
    await dropLostIndex(keepBlocksOf(role, options) !== undefined, store, tell);
    return await serve({ role, options, network, data, tls, logger, tell, payTo, hooks });
  } finally {
    // After a start that failed half-way it is still open; closing it again does nothing.
    await data.store.close();
    data.releaseLock();
    releaseOutput?.();
    logger?.close();
  }
}

function readTls({ tlsCert: cert, tlsKey: key, tlsCa: ca }: NodeOptions): RoleTls {
  return { identity: readTlsIdentity({ cert, key }, Date.now()), trusted: readTrustedCertificates(ca) };
}

function openLog(options: NodeOptions, path: string): Logger {
  try {
    return openLogger({
      path,
      levels: options.logLevels,
      format: options.logFormat,
      terminal: options.console ? undefined : (line) => process.stdout.write(line),
    });
  } catch (error) {
    throw new FatalError(`Can't write the log ${path}: ${String(error)}. Check the file's owner.`);
  }
}

/** A wrong text changes nothing. */
function setLevels(logger: Logger, text: string): string | { readonly wrong: string } {
  const levels = changeLogLevels(logger.levels, text);
  if ("wrong" in levels) return levels;
  const shown = formatLogLevels(levels);
  // Before the change, so that a log that becomes silent says why.
  logger.log("info", "node", `From here on the log's levels are ${shown}.`);
  logger.setLevels(levels);
  return shown;
}

/** Where the terminal shows JSON lines, a program reads them: there these lines are JSON too. */
function tellerOf(options: NodeOptions, logger: Logger): Running["tell"] {
  return options.console || options.logFormat === "pretty"
    ? (line) => void process.stdout.write(`${line}\n`)
    : (line) => logger.log("info", "node", line.trim().replace(/ {2,}/g, " "));
}

async function serve(running: Running): Promise<number> {
  const { role, options, data, logger, tell, hooks } = running;
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
    signatureBackend: data.schnorr.name,
    trustedCertificates: running.tls.trusted,
    onBug(error, event) {
      exitCode = EXIT.bug;
      logger.log("error", "node", `A bug ends this node: ${textOf(error)}`, { event: describeEvent(event) });
      process.stderr.write(`A bug ends this node; ${data.paths.log} has the details. ${String(error)}\n`);
      void handle.stop();
    },
    onGiveUp(reason) {
      exitCode = EXIT.failure;
      process.stderr.write(`${wrapFor(process.stderr, reason)}\n`);
      void handle.stop();
    },
    onWorkerDied(kind, reason, restartMs) {
      const text = `A ${kind} worker died; another is started in ${restartMs / 1000} s.`;
      logger.log("error", "node", text, { reason });
    },
  });
  node.subscribe(logger.notice);
  const attached: Attachment[] = [];
  const ended = makeGate();
  let listening: readonly string[] = [];
  let discovery: LanSocket | undefined;
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
    api: apiChoice(running),
    interactive: options.console,
    ask: node.ask,
    exportChain: () => openRunningChain(node.ask, running.network),
    wallet: createWalletKeeper({ path: data.paths.wallet, ask: node.ask, randomness: systemRandomness }),
    subscribe: node.subscribe,
    log: logger.log,
    logLevels: () => formatLogLevels(logger.levels),
    changeLogLevels: (text) => setLevels(logger, text),
    stop() {
      stopping ??= stopAll(attached, discovery, node, logger).then(ended.open, ended.fail);
      return stopping;
    },
  };
  const release = stopOnSignals(
    () => {
      tell("Stopping; once more stops at once.");
      void handle.stop();
    },
    () => process.exit(EXIT.interrupted),
  );
  try {
    const bound = await startListening(node, running);
    const announced = bound && announcedAddress(bound, running);
    listening = announced === undefined ? [] : reachableUrls(announced);
    // Ctrl-C while starting: the store may be closed already, so no core may look into it.
    if (stopping !== undefined) return await ended.opened.then(() => exitCode);
    core = createCore(running, announced, nonceThreads);
    // its keys are the role's now, which forgets them where a passphrase is set
    if (data.walletSeed instanceof Uint8Array) data.walletSeed.fill(0);
    node.start();
    discovery = startDiscovery(node, bound, running);
    tellStart(handle, bound, tell, options.console && process.stdout.isTTY ? process.stdout.columns : undefined);
    logger.log("info", "node", `Started ${role} ${VERSION_WITH_COMMIT} on the network ${running.network.params.name}.`);
    logger.log("info", "node", data.schnorr.sentence);
    if (role !== "light-node")
      logger.log("info", "node", `Unspent coins take up to ${options.coinCache} MB of memory.`);
    for (const attach of hooks.attachments ?? []) {
      if (stopping !== undefined) break;
      const attachment = await attach(handle);
      attached.push(attachment);
      for (const line of attachment.banner ?? []) tell(`  ${line}`);
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

/** @throws FatalError when the wallet and its records in the store do not belong together, or when these are damaged. */
function createCore(running: Running, announced: NetAddress | undefined, nonceThreads: number): Core {
  try {
    return running.hooks.createCore(coreOptions(running, announced, nonceThreads));
  } catch (error) {
    throw error instanceof WalletRecordError ? new FatalError(recordsText(error, running.data.paths.wallet)) : error;
  }
}

/** The core is made after listening, since it is told where that succeeded; no event reaches it before `start`. */
function theCore(core: Core | undefined): Core {
  if (core === undefined) throw new Error("the core was used before it was made");
  return core;
}

async function stopAll(
  attached: Attachment[],
  discovery: LanSocket | undefined,
  node: Node,
  logger: Logger,
): Promise<void> {
  discovery?.stop();
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
