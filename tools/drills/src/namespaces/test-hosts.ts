/** Hosts of a drill on this machine, with what connects them. Nothing of it outlives the drill's process. */
import { mkdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  addressCommands,
  cutCommand,
  type HostPlan,
  hostCommands,
  hostsFile,
  type Line,
  type LineKind,
  namespaceName,
  netemProbe,
  relayCommands,
  type Side,
  switchCommands,
} from "./host-plan.ts";
import { type HostProcess, spawnOnHost } from "./host-process.ts";
import { attempt, runAll, type SystemCommand } from "./system-command.ts";

/** `ip netns exec` shows a host the files of its folder in place of those in /etc. */
const FILES_OF_HOSTS = "/etc/netns";
/** Without it a name that the hosts file lacks would be asked of the machine's own name server. */
const NO_NAME_SERVER = "# a drill's host has its hosts file only\n";

export interface HostWish {
  readonly name: string;
  readonly side: Side;
  /** Undefined: a cable. All slow lines of a drill are alike. */
  readonly line?: Line | undefined;
}

export class TestHosts {
  readonly lineKind: LineKind;
  readonly #switch: string;
  readonly #hosts = new Map<string, HostPlan>();
  /** In the order in which they were made. */
  readonly #namespaces: string[] = [];
  readonly #atExit = (): void => this.remove();
  #relay: HostProcess | undefined;
  #lastAddress = 10;

  private constructor() {
    this.#switch = namespaceName(process.pid, "switch");
    process.on("exit", this.#atExit);
    this.#namespaces.push(this.#switch);
    runAll(switchCommands(this.#switch));
    this.lineKind = attempt(netemProbe(this.#switch)) === undefined ? "netem" : "relay";
  }

  /** Returns what is missing, where this machine or this user can't have hosts. */
  static make(): TestHosts | { readonly refused: string } {
    const refused = whatIsMissing();
    return refused === undefined ? new TestHosts() : { refused };
  }

  add(wishes: readonly HostWish[]): void {
    for (const { name, side, line } of wishes) {
      const index = this.#hosts.size;
      const host = {
        ...{ namespace: namespaceName(process.pid, name), port: `port-${index}` },
        ...{ address: this.#freeAddress(), side, line },
      };
      if (line !== undefined && this.lineKind === "relay") this.#startRelay(line);
      this.#hosts.set(name, host);
      this.#namespaces.push(host.namespace);
      runAll(hostCommands(this.#switch, host, index, this.lineKind));
    }
    this.#writeFiles();
  }

  /** What stands before a command that runs on the host. */
  inside(name: string): SystemCommand {
    return ["ip", "netns", "exec", this.namespaceOf(name)];
  }

  namespaceOf(name: string): string {
    return this.#host(name).namespace;
  }

  addressOf(name: string): string {
    return this.#host(name).address;
  }

  cut(): void {
    runAll([cutCommand(this.#switch, true)]);
  }

  join(): void {
    runAll([cutCommand(this.#switch, false)]);
  }

  /** To an address that no host had before; its name follows it. */
  move(name: string): void {
    this.#setAddress(name, this.#freeAddress());
    this.#writeFiles();
  }

  /** Each gets the other's address. */
  swap(one: string, other: string): void {
    const address = this.addressOf(one);
    this.#setAddress(one, this.addressOf(other));
    this.#setAddress(other, address);
    this.#writeFiles();
  }

  /** May be called again. What runs on the hosts has to be ended before. */
  remove(): void {
    process.off("exit", this.#atExit);
    this.#relay?.end();
    this.#relay = undefined;
    for (const namespace of this.#namespaces.splice(0)) {
      attempt(["ip", "netns", "del", namespace]);
      rmSync(`${FILES_OF_HOSTS}/${namespace}`, { recursive: true, force: true });
    }
    try {
      rmdirSync(FILES_OF_HOSTS);
    } catch {
      // it was never made, or somebody else's files are in it
    }
  }

  #setAddress(name: string, address: string): void {
    const host = { ...this.#host(name), address };
    this.#hosts.set(name, host);
    runAll(addressCommands(host));
  }

  #host(name: string): HostPlan {
    const host = this.#hosts.get(name);
    if (host === undefined) throw new Error(`there is no host ${name}`);
    return host;
  }

  #freeAddress(): string {
    this.#lastAddress += 1;
    return `10.77.0.${this.#lastAddress}`;
  }

  #startRelay({ delayMs, lossPercent }: Line): void {
    if (this.#relay !== undefined) return;
    const namespace = namespaceName(process.pid, "relay");
    this.#namespaces.push(namespace);
    runAll(relayCommands(this.#switch, namespace));
    const main = fileURLToPath(new URL("./line-relay-main.ts", import.meta.url));
    this.#relay = spawnOnHost(namespace, main, [String(delayMs), String(lossPercent)]);
  }

  /** In place: a running process sees its host's file, not a new one of the same name. */
  #writeFiles(): void {
    const hosts = hostsFile(new Map([...this.#hosts].map(([name, { address }]) => [name, address])));
    for (const { namespace } of this.#hosts.values()) {
      const folder = `${FILES_OF_HOSTS}/${namespace}`;
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${folder}/hosts`, hosts);
      writeFileSync(`${folder}/resolv.conf`, NO_NAME_SERVER);
    }
  }
}

/** Tried with namespaces of their own, since rights and kernels differ more than their version tells. */
function whatIsMissing(): string | undefined {
  const noProgram = attempt(["ip", "-V"]);
  if (noProgram !== undefined) return `the program ip (package iproute2): ${noProgram}`;
  const probe = namespaceName(process.pid, "probe");
  try {
    const made = attempt(["ip", "netns", "add", probe]);
    if (made !== undefined) return `the right to make network namespaces: ${made}`;
    for (const kind of ["bridge", "veth", "vxlan"]) {
      const details = kind === "vxlan" ? ["id", "1", "dstport", "4789", "remote", "10.77.1.2"] : [];
      const failure = attempt(["ip", "-n", probe, "link", "add", "probe", "type", kind, ...details]);
      if (failure !== undefined) return `devices of the kind ${kind}: ${failure}`;
      attempt(["ip", "-n", probe, "link", "del", "probe"]);
    }
    return undefined;
  } finally {
    attempt(["ip", "netns", "del", probe]);
  }
}
