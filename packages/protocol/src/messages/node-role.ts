/** Roles and ports as hello and addresses carry them. */
import type { NodeRole } from "../messages.ts";

/** By number on the wire. 0 is protobuf's "not set", which no peer may send. */
const ROLES: readonly (NodeRole | undefined)[] = [undefined, "full-node", "miner", "light-node"];

export const PORT_MAX = 65_535;

export function roleFromWire(value: number): NodeRole | undefined {
  return ROLES[value];
}

/** 0, which peers refuse, for anything that is not a role. */
export function roleToWire(role: NodeRole): number {
  return Math.max(0, ROLES.indexOf(role));
}

export function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= PORT_MAX;
}
