/**
 * What the API needs of a running node. The host's handle has this shape; it is repeated here because this package
 * and the host stand on one line of the architecture and don't import each other.
 */
import type { NetAddress, Notice, OperatorCommand, OperatorReply } from "@triad/roles";

export interface ApiNode {
  readonly version: string;
  /** The bearer token: whoever can read it may do everything. */
  readonly cookie: string;
  /** Where the token's file is, for the message of a refused caller. */
  readonly paths: { readonly cookie: string };
  /** Never rejects; answers with code `stopping` once the node ends. */
  ask(command: OperatorCommand): Promise<OperatorReply>;
  /** The complete chain as a chain file, as fast as it is read. */
  exportChain(): Promise<ExportedChain | Extract<OperatorReply, { ok: false }>>;
  /** The wallet's passphrase: what is decrypted with it never passes through here. */
  readonly wallet: {
    unlock(passphrase: string, seconds: number): Promise<OperatorReply>;
    lock(): Promise<OperatorReply>;
    changePassphrase(change: {
      readonly old: string | undefined;
      readonly next: string | undefined;
    }): Promise<OperatorReply>;
  };
  /** Returns the function that ends the subscription. */
  subscribe(listener: (notice: Notice) => void): () => void;
  log(level: Notice["level"], area: "api", text: string): void;
  /** How much is logged: `info,peers=debug`. */
  logLevels(): string;
  /** What holds then, or a sentence about what is wrong with the text. */
  changeLogLevels(text: string): string | { readonly wrong: string };
  /** Ends the node, and with it this API. */
  stop(): Promise<void>;
}

export interface ExportedChain {
  readonly ok: true;
  readonly tipHeight: number;
  readonly tipHash: string;
  /** Throws where the node has no more. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** A node whose operator chose where the API listens; `Choice` is the host's own type. */
export interface AttachableNode<Choice> extends ApiNode {
  /** Undefined: no API was wanted. */
  readonly api: Choice | undefined;
}

/** The host's rule for a taken port: move on from a default one, refuse one that was asked for. */
export type ListenAtChoice<Choice> = <Server>(
  choice: Choice,
  listen: (address: NetAddress) => Promise<Server>,
) => Promise<{ readonly server: Server; readonly moved: boolean }>;
