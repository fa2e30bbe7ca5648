/** What a role tells when it starts: who it is, where it is found, where its data are. */
import type { NetAddress } from "@triad/roles";
import { formatNetAddress } from "./net-address.ts";
import type { NodeHandle } from "./node-handle.ts";

const NAME_WIDTH = 9;

/** `columns`: of a terminal; undefined: a line for each fact, however long, since programs read them. */
export function tellStart(
  handle: Pick<NodeHandle, "network" | "role" | "version" | "paths" | "listening">,
  bound: NetAddress | undefined,
  tell: (line: string) => void,
  columns?: number,
): void {
  const { network, role, version, paths, listening } = handle;
  const where = bound === undefined ? [] : [`(listening on ${formatNetAddress(bound)})`];
  const peers = [...(listening.length > 0 ? listening : ["does not listen"]), ...where];
  tell(`Triad ${role} ${version}`);
  const row = (name: string, value: string) => tell(`  ${name.padEnd(NAME_WIDTH)} ${value}`);
  row("Network", network.params.name);
  row("Chain id", Buffer.from(network.chainId).reverse().toString("hex"));
  // each address whole, in a line of its own where they don't fit into one
  const room = (columns ?? Number.POSITIVE_INFINITY) - NAME_WIDTH - 4;
  const inOneLine = peers.join("  ");
  const lines = inOneLine.length <= room ? [inOneLine] : peers;
  for (const [index, line] of lines.entries()) row(index === 0 ? "Peers" : "", line);
  row("Data", paths.directory);
  row("Log", paths.log);
}
