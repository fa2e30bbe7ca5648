/** What a role needs to run, once its options are read and its data directory is open. */
import type { Network } from "@triad/chain";
import type { Logger } from "./logger.ts";
import type { NodeData } from "./open-data.ts";
import type { NodeOptions } from "./option-table.ts";
import type { RoleName } from "./role-options.ts";
import type { RunRoleHooks } from "./run-role.ts";
import type { TlsIdentity } from "./tls-files.ts";

/** What the files of `--tls-cert`, `--tls-key` and `--tls-ca` hold. */
export interface RoleTls {
  /** Undefined: peers connect by plain ws. */
  readonly identity: TlsIdentity | undefined;
  readonly trusted: readonly string[];
}

export interface Running {
  readonly role: RoleName;
  readonly options: NodeOptions;
  readonly network: Network;
  readonly data: NodeData;
  readonly tls: RoleTls;
  readonly logger: Logger;
  /** A line for whoever looks on, without its end. */
  readonly tell: (line: string) => void;
  readonly payTo: Uint8Array | undefined;
  readonly hooks: RunRoleHooks;
}
