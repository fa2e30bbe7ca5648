import type { Finding } from "./finding.ts";
import type { Workspace } from "./workspace.ts";

/** One thing that must hold in the whole repository. */
export interface Rule {
  readonly name: string;
  readonly check: (workspace: Workspace) => readonly Finding[];
}
