/** What a role prints when it starts: who it is, where it is found, where its data are. */
import type { NetAddress } from "@triad/roles";
import { formatNetAddress } from "./net-address.ts";
import type { NodeHandle } from "./node-handle.ts";

export function printStart(handle: NodeHandle, bound: NetAddress | undefined): void {
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
