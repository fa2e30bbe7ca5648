/** What a running node shows to whoever operates it: the console, the HTTP API, tests. */
import type { Network } from "@triad/chain";
import type { Notice, OperatorCommand, OperatorReply } from "@triad/roles";
import type { RunningChain } from "./chain-commands/running-chain.ts";
import type { DataPaths } from "./data-directory.ts";
import type { ListenChoice } from "./listen-choice.ts";
import type { RoleName } from "./role-options.ts";
import type { WalletKeeper } from "./wallet-keeper.ts";

export interface NodeHandle {
  readonly role: RoleName;
  readonly network: Network;
  readonly version: string;
  /** `ws://IP:PORT` for each address of this machine; empty when the node does not listen. */
  readonly listening: readonly string[];
  readonly paths: DataPaths;
  /** The bearer token in `paths.cookie`: 64 hexadecimal digits. */
  readonly cookie: string;
  /** Where the HTTP API should listen; undefined after `--no-api`. Give it to `listenAtChoice`. */
  readonly api: ListenChoice | undefined;
  /** Whether the terminal belongs to the console; after `--no-console` the log is printed there instead. */
  readonly interactive: boolean;

  /** One question to the role. Never rejects; answers with code `stopping` once the node ends. */
  ask(command: OperatorCommand): Promise<OperatorReply>;
  /**
   * The complete chain as a chain file, as fast as it is read; what the node does not keep comes from full nodes that
   * granted it access. A refusal where it has no access.
   */
  exportChain(): Promise<RunningChain | Extract<OperatorReply, { ok: false }>>;
  /** The wallet's passphrase, words and backup. */
  readonly wallet: WalletKeeper;
  /** Calls `listener` for every notice from now on; returns the function that ends this. */
  subscribe(listener: (notice: Notice) => void): () => void;
  /** A line for the log that isn't a notice of the role, e.g. a failed request. */
  log(level: Notice["level"], area: Notice["area"] | "api" | "console", text: string): void;
  /** How much is logged: `info,peers=debug`. */
  logLevels(): string;
  /** The same grammar; areas alone change only themselves. What holds now, or a sentence about what is wrong. */
  changeLogLevels(text: string): string | { readonly wrong: string };
  /**
   * Ends the node: attachments, peers, the commit in flight, store, lock. May be called again. Resolves when all of
   * it is done, so an attachment's own `stop` must not wait for it.
   */
  stop(): Promise<void>;
}

/** Something that runs beside a node and ends with it. */
export interface Attachment {
  /** Where it can be found, printed at start; e.g. `API  http://127.0.0.1:8001`. */
  readonly banner?: readonly string[];
  stop(): Promise<void> | void;
}

/** Called once the node runs; in the order given. A throw ends the node with its message. */
export type Attach = (node: NodeHandle) => Attachment | Promise<Attachment>;
