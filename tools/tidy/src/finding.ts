/** What a rule refuses, and where. */
export interface Finding {
  /** Path from the repository's root, with slashes. */
  readonly file: string;
  /** From 1; undefined when it concerns the file as a whole. */
  readonly line?: number | undefined;
  /** What is wrong and what would be right, in one sentence. */
  readonly message: string;
}

export function formatFinding(rule: string, { file, line, message }: Finding): string {
  return `${file}${line === undefined ? "" : `:${line}`} ${rule}: ${message}`;
}
