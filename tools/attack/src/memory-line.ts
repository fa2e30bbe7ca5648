/** What the attacked node's process tells of itself. */

/** Names the file that it appends to. */
export const MEMORY_FILE_VARIABLE = "TRIAD_ATTACK_MEMORY_FILE";

export interface MemoryLine {
  readonly pid: number;
  /** Of the main thread after a collection: heap, and buffers outside of it. */
  readonly keptBytes: number;
}
