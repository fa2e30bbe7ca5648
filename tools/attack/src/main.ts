/** `npm run attack`: exit code 0 only if every attack was borne within its bounds, 2 where it can't be played. */
import { ALL_ATTACKS } from "./all-attacks.ts";
import { openArena } from "./arena.ts";
import type { Attack } from "./attack.ts";
import { type AttackResult, measureAttack, PAUSES } from "./measure-attack.ts";
import { type AttackOptions, readAttackOptions, USAGE } from "./options.ts";
import { reportTable } from "./report-table.ts";
import { Tally } from "./tally.ts";
import type { PeerTarget } from "./target.ts";

const HONEST_PEERS = 10;
const BLOCK_EVERY_MS = 500;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function main(): Promise<number> {
  let options: AttackOptions;
  try {
    options = readAttackOptions(process.argv.slice(2), ALL_ATTACKS);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  // the node and its peers end with this process, at its exit
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));
  switch (options.task) {
    case "help":
      process.stdout.write(USAGE);
      return 0;
    case "list":
      for (const attack of options.attacks) print(describe(attack));
      return 0;
    case "play":
      if (options.against !== undefined) return await playAgainst(options.against, options);
      return await playInArena(options);
    default:
      return options.task satisfies never;
  }
}

function describe({ name, sends, claim, rows }: Attack): string {
  return `${name} (rows ${rows.join(", ")})\n  sends ${sends}\n  holds: ${claim}`;
}

async function playInArena({ attacks, json, keep, scale }: AttackOptions): Promise<number> {
  const tell = (text: string): void => void process.stderr.write(`${text}\n`);
  tell(`A full node and ${HONEST_PEERS} honest peers start.`);
  const arena = await openArena(HONEST_PEERS, BLOCK_EVERY_MS);
  const results: AttackResult[] = [];
  for (const attack of attacks) {
    tell(`${attack.name}: ${attack.sends}`);
    const result = await measureAttack(arena, attack, scale, PAUSES);
    results.push(result);
    if (json) print(JSON.stringify(result));
    tell(result.problems.length === 0 ? "  ok" : `  FAILED: ${result.problems.join("; ")}`);
    if (arena.victim.node.hasExited) break;
  }
  const isWell = results.length === attacks.length && results.every(({ problems }) => problems.length === 0);
  const kept = await arena.stop(keep || arena.victim.node.hasExited);
  if (kept !== undefined) tell(`Data and log of the node are in ${kept}`);
  if (!json) print(reportTable(results));
  return isWell ? 0 : 1;
}

/** Somebody else's node, though on this machine: how it ends connections is all that can be seen. */
async function playAgainst(peers: PeerTarget, { attacks, json, scale }: AttackOptions): Promise<number> {
  let isWell = true;
  for (const attack of attacks) {
    if (attack.needsOwnNode) {
      print(`${attack.name}: left out, it needs the node that the kit starts itself`);
      continue;
    }
    const tally = new Tally();
    await attack.play({ peers, chain: undefined, tally, scale });
    const missing = (attack.endsWith ?? []).filter((code) => !tally.hasSeen(code));
    isWell &&= missing.length === 0;
    const { connections, frames, bytes, ends } = tally;
    if (json) print(JSON.stringify({ attack: attack.name, connections, frames, bytes, ends, missing }));
    else {
      print(`${attack.name}: ${connections} connections, ${frames} frames, ${bytes} bytes`);
      for (const [code, count] of ends) print(`  ${code}: ${count}`);
      for (const code of missing) print(`  FAILED: no connection ended with ${code}`);
    }
  }
  return isWell ? 0 : 1;
}

// at once: after a failure attacks may still be under way
process.exit(await main());
