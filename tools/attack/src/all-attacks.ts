/** Every attack, in the order in which they are played. */
import type { Attack } from "./attack.ts";
import { connectionsLeft } from "./attacks/connections-left.ts";

export const ALL_ATTACKS: readonly Attack[] = [connectionsLeft];
