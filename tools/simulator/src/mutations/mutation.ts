/** A bug that somebody might have made, as text replaced in a copy of a package, and where to look for it. */

export type MutatedPackage = "chain" | "mempool" | "gossip" | "mining" | "roles" | "wallet";

/** `search` stands in the file exactly once. */
export type Edit = readonly [search: string, replace: string];

export interface Mutation {
  readonly name: string;
  /** What would come of it, in one sentence. */
  readonly why: string;
  readonly package: MutatedPackage;
  /** Below the package's src. */
  readonly file: string;
  readonly edits: readonly Edit[];
  /** Tried in this order, with one seed after another. */
  readonly scenarios: readonly string[];
  /** Simulated, of each run: some faults of a scenario come late. Short ones first unless given. */
  readonly hours?: number;
  /** Why no run of the simulator can find it, and which test does. */
  readonly unseen?: string;
}

/** The text with the bug in it. @throws Error when a part of it does not stand there exactly once. */
export function planted({ name, file, edits }: Mutation, text: string): string {
  return edits.reduce((before, [search, replace]) => {
    const parts = before.split(search);
    if (parts.length !== 2)
      throw new Error(`"${name}" fits ${file} ${parts.length - 1} times, not once: renew its row`);
    return parts.join(replace);
  }, text);
}
