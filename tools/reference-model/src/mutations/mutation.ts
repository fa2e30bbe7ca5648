/** A bug that somebody might have made, as a replacement in a copy of a package. */
export interface Mutation {
  /** What is wrong with the copy. */
  readonly bug: string;
  readonly package: "chain" | "protocol" | "crypto";
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly search: string;
  readonly replace: string;
}

/** A shorthand for the tables: [bug, file below the package's src, search, replace]. */
export type MutationRow = readonly [bug: string, file: string, search: string, replace: string];

export function mutationsOf(name: Mutation["package"], rows: readonly MutationRow[]): readonly Mutation[] {
  return rows.map(([bug, file, search, replace]) => ({ bug, package: name, file, search, replace }));
}
