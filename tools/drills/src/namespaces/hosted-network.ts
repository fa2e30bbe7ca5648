/** The nodes of a drill on hosts of their own: the real programs as bundles, each in a network namespace. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeNetwork, type NetworkParams, readNetworkFile } from "@triad/chain";
import { freePorts, type Member, type NodeState, testParameters } from "@triad/testnet";
import { type DrillNetwork, Seat } from "../drill-network.ts";
import type { DrillRun, Verdict } from "../run-drill.ts";
import { buildProgram } from "../store/program-bundle.ts";
import { ApiDoor } from "./api-door.ts";
import { type HostWish, TestHosts } from "./test-hosts.ts";

/** The same on every host. */
const PEER_PORT = 38_640;
/** About 2^16 hashes: blocks come as fast as the drill asks for them. */
const QUICK_BITS = 0x1f00ffff;
/** Long, so that the difficulty stays about the same whatever the drill's pace. */
const HALF_LIFE_SECONDS = 3_600;

export interface HostedMember extends Member, HostWish {
  /** Names of the hosts that it is told to dial. */
  readonly dials: readonly string[];
  readonly options?: readonly string[];
}

export interface HostedNetwork extends DrillNetwork {
  readonly hosts: TestHosts;
}

/** As a seed is written: the name of a host, and where nodes listen. */
export function peerName(host: string): string {
  return `${host}:${PEER_PORT}`;
}

/** Runs `drill` on hosts that are gone afterwards; nothing is started yet. Says what is missing where there can be none. */
export async function withHostedNetwork(
  run: DrillRun,
  members: readonly HostedMember[],
  changes: Partial<NetworkParams["consensus"]>,
  drill: (network: HostedNetwork) => Promise<Verdict>,
): Promise<Verdict> {
  const hosts = TestHosts.make();
  if ("refused" in hosts) {
    return { numbers: [], problems: [], skipped: `hosts of its own can't be had here; missing is ${hosts.refused}` };
  }
  const doors: ApiDoor[] = [];
  let network: HostedNetwork | undefined;
  try {
    const directory = await mkdtemp(join(tmpdir(), "triad-drill-"));
    run.directory = directory;
    hosts.add(members);
    network = await seatMembers(directory, members, hosts, changes);
    for (const { name, place } of network.seats) {
      doors.push(await ApiDoor.open(hosts.namespaceOf(name), join(directory, `${name}.api`), place.apiPort));
    }
    run.report.event("hosts", `${members.length} hosts with a node each; data and logs are in ${directory}`);
    return await drill(network);
  } finally {
    for (const seat of network?.seats ?? []) if (seat.isUp) await seat.kill();
    for (const door of doors) door.close();
    hosts.remove();
  }
}

export function seatOf({ seats }: DrillNetwork, name: string): Seat {
  const seat = seats.find((candidate) => candidate.name === name);
  if (seat === undefined) throw new Error(`there is no node ${name}`);
  return seat;
}

export function statesOf({ seats }: Pick<DrillNetwork, "seats">): Promise<readonly NodeState[]> {
  return Promise.all(seats.filter(({ isUp }) => isUp).map(({ node }) => node.client.state()));
}

async function seatMembers(
  directory: string,
  members: readonly HostedMember[],
  hosts: TestHosts,
  changes: Partial<NetworkParams["consensus"]>,
): Promise<HostedNetwork> {
  const networkFile = join(directory, "network.json");
  const consensus = { genesisBits: QUICK_BITS, halfLife: HALF_LIFE_SECONDS, ...changes };
  const text = testParameters(Math.floor(Date.now() / 1000), consensus);
  await writeFile(networkFile, text);
  const programs = new Map<Member["role"], string>();
  for (const { role } of members) if (!programs.has(role)) programs.set(role, buildProgram(role, directory));
  const apiPorts = await freePorts(members.length);
  const seats = members.map(({ name, role, dials, options = [] }, i) => {
    const mining = role === "miner" ? ["--mine", "off"] : [];
    return new Seat(
      { name, role },
      {
        directory: join(directory, name),
        networkFile,
        peerPort: PEER_PORT,
        apiPort: apiPorts[i] as number,
        dials: dials.map(peerName),
        options: [...mining, ...options],
        program: [...hosts.inside(name), process.execPath, programs.get(role) ?? ""],
        listenHost: "0.0.0.0",
      },
    );
  });
  return { directory, network: makeNetwork(readNetworkFile(text)), seats, hosts };
}
