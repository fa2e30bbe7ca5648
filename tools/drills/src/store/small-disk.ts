/** A small file system in memory as a disk that can be filled and given space again. */
import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Also what the file system hands out at the least. */
export const PAGE_BYTES = 4096;

export class SmallDisk {
  readonly path: string;
  readonly #filler: string;
  readonly #atExit = (): void => this.unmount();
  #isMounted = true;

  private constructor(path: string) {
    this.path = path;
    this.#filler = join(path, "filler");
    process.on("exit", this.#atExit);
  }

  /** At `path`, which is made. Returns why not, where this user may not mount. */
  static mount(path: string, bytes: number): SmallDisk | { readonly refused: string } {
    mkdirSync(path, { recursive: true });
    const { status, stderr, error } = spawnSync(
      "mount",
      ["-t", "tmpfs", "-o", `size=${bytes},mode=700`, "triad-drill", path],
      { encoding: "utf8" },
    );
    if (status === 0) return new SmallDisk(path);
    return { refused: (error?.message ?? stderr).trim() };
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.path);
    return bavail * bsize;
  }

  /** Fills it until so many bytes are free, or gives space until then. */
  leave(freeBytes: number): void {
    rmSync(this.#filler, { force: true });
    const file = openSync(this.#filler, "w");
    try {
      let left = Math.floor((this.freeBytes - freeBytes) / PAGE_BYTES) * PAGE_BYTES;
      for (const chunk = new Uint8Array(64 * PAGE_BYTES); left > 0; ) {
        left -= writeSync(file, chunk, 0, Math.min(left, chunk.length));
      }
    } finally {
      closeSync(file);
    }
  }

  empty(): void {
    rmSync(this.#filler, { force: true });
  }

  /** May be called again. */
  unmount(): void {
    if (!this.#isMounted) return;
    this.#isMounted = false;
    process.off("exit", this.#atExit);
    // a process that was killed this moment may still hold it: then it goes as soon as that is gone
    if (spawnSync("umount", [this.path]).status !== 0) spawnSync("umount", ["--lazy", this.path]);
  }
}
