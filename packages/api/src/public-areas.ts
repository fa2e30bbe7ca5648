import type { Notice } from "@triad/roles";

/** What anybody may hear of who may see the chain. The others tell of the wallet, and of files of this machine. */
export const PUBLIC_AREAS: ReadonlySet<Notice["area"]> = new Set(["chain", "peers", "sync", "pool", "mining"]);
