/** The one command that runs a failing seed again. */
import type { Options } from "./command-line.ts";

export function replayCommand(options: Options, scenario: string, seed: string): string {
  const { nodes, hours, adversaries, share } = options;
  const liars = adversaries.length === 0 ? "" : ` --adversaries ${adversaries.join(",")}`;
  const part = share === undefined ? "" : ` --share ${share}`;
  return `npm run simulate -- --scenario ${scenario} --seed ${seed} --nodes ${nodes} --hours ${hours}${liars}${part}`;
}
