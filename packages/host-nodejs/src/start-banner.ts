/** What a role tells when it starts: who it is, where it is found, where its data are. */
import type { NetAddress } from "@triad/roles";
import { formatNetAddress } from "./net-address.ts";
import type { NodeHandle } from "./node-handle.ts";

export function tellStart(handle: NodeHandle, bound: NetAddress | undefined, tell: (line: string) => void): void {
  const { network, role, version, paths } = handle;
  const where = handle.listening.length > 0 ? handle.listening.join("  ") : "does not listen";
  const rows = [
    ["Network", network.params.name],
    ["Chain id", Buffer.from(network.chainId).reverse().toString("hex")],
    ["Peers", bound === undefined ? where : `${where}  (listening on ${formatNetAddress(bound)})`],
    ["Data", paths.directory],
    ["Log", paths.log],
  ];
  tell(`Triad ${role} ${version}`);
  for (const [name = "", value] of rows) tell(`  ${name.padEnd(9)} ${value}`);
}
