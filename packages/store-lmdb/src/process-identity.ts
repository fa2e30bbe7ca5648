import { readFileSync } from "node:fs";

/**
 * Names one run of one process on this machine. A process id alone is given again to other processes: after a reboot,
 * and in a container, where each start is process 1.
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** Linux: of the kernel's current run; null where unknown. */
  readonly bootId: string | null;
  /** Linux: the process's start in clock ticks after boot; null where unknown. */
  readonly startTicks: string | null;
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, bootId: bootId(), startTicks: processState(process.pid)?.startTicks ?? null };
}

/** False only when that run has surely ended; when in doubt the process counts as running. */
export function isRunning(identity: ProcessIdentity): boolean {
  const currentBoot = bootId();
  if (identity.bootId !== null && currentBoot !== null && identity.bootId !== currentBoot) return false;
  if (!processExists(identity.pid)) return false;
  const state = processState(identity.pid);
  if (!state) return true;
  if (state.isDead) return false;
  return identity.startTicks === null || identity.startTicks === state.startTicks;
}

function bootId(): string | null {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
  } catch {
    return null;
  }
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** proc(5): after the name in brackets, which may hold anything, come the state (field 3) and the start (field 22). */
function processState(pid: number): { startTicks: string; isDead: boolean } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, startTicks] = [fields[0], fields[19]];
    return startTicks === undefined ? undefined : { startTicks, isDead: state === "Z" || state === "X" };
  } catch {
    return undefined;
  }
}
