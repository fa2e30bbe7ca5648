/** Which nodes make up a test network of a given size. */
export type Role = "full-node" | "miner" | "light-node";

export interface Member {
  readonly name: string;
  readonly role: Role;
}

/** More miners than this share the cores of one machine without finding more blocks. */
const MINERS_MAX = 2;

/** The first is always a full node, which the others dial; a miner comes next, a light node from three on. */
export function lineUp(count: number): readonly Member[] {
  const miners = Math.min(MINERS_MAX, Math.floor(count / 2));
  const lightNodes = count < 3 ? 0 : Math.max(1, Math.floor(count / 5));
  const fullNodes = count - miners - lightNodes;
  return [...named("full-node", fullNodes), ...named("miner", miners), ...named("light-node", lightNodes)];
}

function named(role: Role, count: number): Member[] {
  return Array.from({ length: count }, (_, i) => ({ name: `${role}-${i + 1}`, role }));
}
