/** The nodes of a drill: each with a place that outlives its process, so that it can be killed and started again. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeNetwork, type Network, type NetworkParams, readNetworkFile } from "@triad/chain";
import { dataPaths } from "@triad/host-nodejs";
import { freePorts, type Member, type NodePlace, NodeProcess, testParameters } from "@triad/testnet";

export class Seat {
  readonly member: Member;
  place: NodePlace;
  #process: NodeProcess | undefined;
  #hasAnswered = false;

  constructor(member: Member, place: NodePlace) {
    this.member = member;
    this.place = place;
  }

  get name(): string {
    return this.member.name;
  }

  get peerAddress(): string {
    return `127.0.0.1:${this.place.peerPort}`;
  }

  get chainDirectory(): string {
    return dataPaths(this.place.directory).chain;
  }

  get isUp(): boolean {
    return this.#process !== undefined && !this.#process.hasExited;
  }

  /** It was seen to answer since its last start. */
  get isReady(): boolean {
    return this.isUp && this.#hasAnswered;
  }

  get node(): NodeProcess {
    if (this.#process === undefined) throw new Error(`${this.name} has not been started`);
    return this.#process;
  }

  /** Begins to start; `untilReady` tells when it answers. */
  spawn(): void {
    this.#hasAnswered = false;
    this.#process = NodeProcess.spawn(this.member, this.place);
  }

  async start(): Promise<void> {
    this.spawn();
    await this.untilReady();
  }

  async untilReady(): Promise<void> {
    await this.node.untilReady();
    this.#hasAnswered = true;
  }

  async kill(): Promise<void> {
    this.node.kill();
    await this.node.untilExit();
  }
}

export interface DrillNetwork {
  readonly directory: string;
  readonly network: Network;
  readonly seats: readonly Seat[];
}

/** Nothing is started yet. Each node is told to dial all full nodes but itself. */
export async function makeDrillNetwork(
  members: readonly Member[],
  changes: Partial<NetworkParams["consensus"]>,
): Promise<DrillNetwork> {
  const directory = await mkdtemp(join(tmpdir(), "triad-drill-"));
  const networkFile = join(directory, "network.json");
  const text = testParameters(Math.floor(Date.now() / 1000), changes);
  await writeFile(networkFile, text);
  const ports = await freePorts(2 * members.length);
  const addressOf = (i: number): string => `127.0.0.1:${ports[2 * i]}`;
  const fullNodes = members.flatMap(({ role }, i) => (role === "full-node" ? [i] : []));
  const seats = members.map(
    (member, i) =>
      new Seat(member, {
        directory: join(directory, member.name),
        networkFile,
        peerPort: ports[2 * i] as number,
        apiPort: ports[2 * i + 1] as number,
        dials: fullNodes.filter((other) => other !== i).map(addressOf),
      }),
  );
  return { directory, network: makeNetwork(readNetworkFile(text)), seats };
}

/** Miners end first, so that no block is found while others leave. Names those that did not end by themselves. */
export async function stopSeats(seats: readonly Seat[]): Promise<readonly string[]> {
  const unclean: string[] = [];
  for (const group of [
    seats.filter(({ member }) => member.role === "miner"),
    seats.filter(({ member }) => member.role !== "miner"),
  ]) {
    await Promise.all(
      group.map(async (seat) => {
        if (!(await seat.node.stop())) unclean.push(`${seat.name} did not end by itself when told to stop`);
      }),
    );
  }
  return unclean;
}
