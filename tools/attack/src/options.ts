/** What `npm run attack` is told. */
import { parseArgs } from "node:util";
import type { Attack } from "./attack.ts";
import { type PeerTarget, readTarget } from "./target.ts";

export interface AttackOptions {
  readonly task: "help" | "list" | "play";
  readonly attacks: readonly Attack[];
  /** Undefined: the kit starts a node of its own. */
  readonly against: PeerTarget | undefined;
  readonly json: boolean;
  readonly keep: boolean;
  readonly scale: number;
}

export const USAGE = `Usage: npm run attack -- [options]

Starts a full node and ten honest peers on this machine, plays one attack after the other on the node, and prints what
it cost. The exit code is 0 only if every bound held.

  --list                 name the attacks, and the rows of docs/security.md that they play
  --only NAME            only this one; may be given more than once
  --against ws://H:P     a node that runs already, at a loopback address; it is not measured, only how it ends
                         connections is told
  --scale N              how much is sent, of what is stated: from 0.001 to 1 (1)
  --json                 results as JSON, a line for each attack
  --keep                 keep the node's data and log
`;

/** @throws Error whose message says what is wrong */
export function readAttackOptions(argv: readonly string[], known: readonly Attack[]): AttackOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      list: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      against: { type: "string" },
      scale: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const unknown = values.only.find((name) => !known.some((attack) => attack.name === name));
  if (unknown !== undefined) throw new Error(`there is no attack "${unknown}"; --list names them`);
  const scale = Number(values.scale);
  if (!(scale >= 0.001 && scale <= 1)) throw new Error(`--scale is from 0.001 to 1, not "${values.scale}"`);
  return {
    task: values.help ? "help" : values.list ? "list" : "play",
    attacks: values.only.length === 0 ? known : known.filter(({ name }) => values.only.includes(name)),
    against: values.against === undefined ? undefined : readTarget(values.against),
    json: values.json,
    keep: values.keep,
    scale,
  };
}
