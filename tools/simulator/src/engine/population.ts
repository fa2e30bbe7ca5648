/** Who lives in a run: roles, addresses, who only dials out, who lies. All of it drawn from the seed. */
import type { Network } from "@triad/chain";
import { formatNetAddress, type NetAddress, type RoleName, type RoleOptions } from "@triad/roles";
import { createFullNode } from "@triad/roles/full-node";
import { createLightNode } from "@triad/roles/light-node";
import { createMiner } from "@triad/roles/miner";
import { easyNetwork } from "./easy-consensus.ts";
import { LyingCore } from "./lying-core.ts";
import { type NodePorts, SimNode } from "./sim-node.ts";
import type { World, WorldOptions } from "./world.ts";

/** Begins a minute before the first node starts, so that the first block's time is no special case. */
const MINUTE_MS = 60_000;
/** So many connections that the network holds together, so few that a run is quick. */
export const OUTBOUND_MAX = 4;
export const INBOUND_MAX = 24;
/** Addresses that a node without any knows of. */
const SEEDS = 3;
/** Of each twelve: four miners, six full nodes, two light ones. */
const ROLES: readonly RoleName[] = [
  "miner",
  "full-node",
  "full-node",
  "miner",
  "light-node",
  "full-node",
  "miner",
  "full-node",
  "full-node",
  "miner",
  "light-node",
  "full-node",
];
const CREATE = { "full-node": createFullNode, miner: createMiner, "light-node": createLightNode } as const;

export function populate(
  options: WorldOptions,
  world: World,
  portsOf: (index: number) => NodePorts,
): { readonly consensus: Network; readonly nodes: readonly SimNode[] } {
  const random = world.random.fork("population");
  const indexes = Array.from({ length: options.nodes }, (_, index) => index);
  const liars = drawLiars(options, random.shuffle(indexes.slice(1)));
  const dialOnly = new Set(indexes.filter((index) => index >= SEEDS && random.chance(world.conditions.dialOnlyShare)));
  const seeds = indexes.slice(0, SEEDS).map(addressOf);
  const consensus = easyNetwork(seeds.map(formatNetAddress));
  const epochUnixMs = consensus.genesis.header.time * 1000 + MINUTE_MS;
  // whoever is surrounded by liars alone has no chance: each honest node knows one honest address
  const reachable = indexes.filter((index) => !liars.has(index) && !dialOnly.has(index));
  const nodes = indexes.map((index) => {
    const role = ROLES[index % ROLES.length] ?? "full-node";
    const ports = portsOf(index);
    const friend = random.pick(reachable.filter((other) => other !== index));
    const adversary = options.adversaries[[...liars].indexOf(index) % Math.max(1, options.adversaries.length)];
    const address = addressOf(index);
    const roleOptions: Omit<RoleOptions, "store"> = {
      network: consensus,
      randomness: ports.random.fork("program"),
      schnorr: options.signatures,
      nodeSecretKey: new Uint8Array(32)
        .fill(1 + (index % 250))
        .map((byte, i) => (i === 1 ? Math.floor(index / 250) : byte)),
      walletSeed: new Uint8Array(64)
        .fill(1 + (index % 250))
        .map((byte, i) => (i === 1 ? Math.floor(index / 250) : byte)),
      userAgent: `simulated/${index}`,
      listen: dialOnly.has(index) ? undefined : address,
      connectOnly: undefined,
      peers: friend === undefined || options.scenario.knowsOnlySeeds === true ? [] : [addressOf(friend)],
      keepBlocks: role === "miner" && index > 0 ? options.scenario.minersKeepBlocks : undefined,
      maxInbound: options.scenario.places?.inbound ?? INBOUND_MAX,
      maxOutbound: options.scenario.places?.outbound ?? OUTBOUND_MAX,
    };
    const isHonest = !liars.has(index);
    const indexes = ports.random.fork("address index");
    const drawsIndex = (): boolean => role === "full-node" && indexes.chance(options.scenario.indexedShare ?? 0);
    const isDialOnly = dialOnly.has(index);
    const node: SimNode = new SimNode(
      {
        index,
        role,
        isHonest,
        address,
        isDialOnly,
        epochUnixMs,
        keepBlocks: roleOptions.keepBlocks,
        create: (store) => {
          const core = CREATE[role]({ ...roleOptions, store, isIndexed: drawsIndex() });
          if (isHonest || adversary === undefined) return core;
          return new LyingCore(core, world.stage.strategyOf(node, adversary));
        },
      },
      ports,
    );
    if (!isHonest && adversary?.readsBytesPerMs !== undefined) node.readsBytesPerMs = adversary.readsBytesPerMs;
    const { clockErrorMs } = world.conditions;
    node.clock.jump(Math.floor(random.between(-clockErrorMs, clockErrorMs)));
    return node;
  });
  return { consensus, nodes };
}

/** At most half of the nodes, never the first, which is the miner that every run has. */
function drawLiars(options: WorldOptions, drawn: readonly number[]): ReadonlySet<number> {
  const { nodes, liarShare, adversaries, scenario } = options;
  if (adversaries.length === 0) return new Set();
  if (scenario.liars?.areLast === true) {
    return new Set(Array.from({ length: Math.floor(nodes * liarShare) }, (_, i) => nodes - 1 - i));
  }
  const role = scenario.liars?.role;
  const able = drawn.filter((index) => role === undefined || role === ROLES[index % ROLES.length]);
  return new Set(able.slice(0, Math.floor(nodes * Math.min(0.5, liarShare))));
}

/** Each in a network of its own, as far as addresses tell. */
function addressOf(index: number): NetAddress {
  return { host: `${20 + (index % 200)}.${1 + (Math.floor(index / 200) % 250)}.7.1`, port: 18_640 };
}
