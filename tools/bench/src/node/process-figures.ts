/** What Linux knows of a process: CPU time of all its threads and of the main one alone, and memory. */
import { readFileSync } from "node:fs";

export interface ProcessFigures {
  /** User and system time of all threads, also of those that have ended. */
  readonly cpuSeconds: number;
  /** Of the thread that runs the program's own loop. */
  readonly mainThreadSeconds: number;
  readonly residentMb: number;
  readonly peakResidentMb: number;
}

/** USER_HZ: 100 on every Linux that Node.js runs on. */
const TICKS_PER_SECOND = 100;
/** After the command's name in brackets: fields 14 and 15 of proc(5), user and system time. */
const USER_TIME = 11;
const SYSTEM_TIME = 12;

/** @throws Error where there is no /proc, or no such process */
export function processFigures(pid: number): ProcessFigures {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return {
    cpuSeconds: cpuSecondsOf(`/proc/${pid}/stat`),
    mainThreadSeconds: cpuSecondsOf(`/proc/${pid}/task/${pid}/stat`),
    residentMb: megabytesOf(status, "VmRSS"),
    peakResidentMb: megabytesOf(status, "VmHWM"),
  };
}

function cpuSecondsOf(path: string): number {
  const stat = readFileSync(path, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
}

/** The file counts in KiB; a megabyte here is 10^6 bytes. */
function megabytesOf(status: string, name: string): number {
  const kib = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1];
  if (kib === undefined) throw new Error("a process that has ended has no memory");
  return (Number(kib) * 1024) / 1e6;
}
