/** Hashes a CPU second of one thread, by our kernels and by what else there is; and of one and two nonce threads. */
import { createHash, hash as hashAtOnce, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { nobleSha256 } from "@triad/crypto";
import { createNonceWorkers } from "@triad/host-nodejs";
import { NONCE_KERNELS, searchNoncesWith } from "@triad/mining";

/** Turns that each measure takes; the best counts, since others use the machine too and only make it slower. */
const TURNS = 5;
const HEADER_BYTES = 80;
const NONCE_AT = 76;
const NONCES_PER_SEARCH = 20_000;
/** Of the slower ways, between two looks at the clock. */
const NONCES_PER_LOOK = 500;
const IMPOSSIBLE = new Uint8Array(32);
/** Of a turn of the threads: three reports and some time. */
const REPORTS_MS = 3_500;

export interface Rate {
  readonly name: string;
  readonly perCpuSecond: number;
}

interface Way {
  readonly name: string;
  readonly nonces: number;
  readonly run: () => unknown;
}

export function measureKernels(ms: number): readonly Rate[] {
  const ways = [...NONCE_KERNELS.map(kernelWay), ...otherWays()];
  const best = new Map<string, number>();
  for (let turn = 0; turn < TURNS; turn++) {
    for (const { name, nonces, run } of ways) {
      const rate = nonces * callsPerCpuSecond(run, ms);
      best.set(name, Math.max(best.get(name) ?? 0, rate));
    }
  }
  return [...best].map(([name, perCpuSecond]) => ({ name, perCpuSecond }));
}

/** Hashes a second of so many nonce threads, in real time: the best of some turns. */
export async function measureThreads(threads: number, ms: number): Promise<number> {
  let reports: { readonly hashes: number; readonly atMs: number }[] = [];
  const workers = createNonceWorkers({
    threads,
    found: () => {},
    exhausted: () => {},
    hashesDone: (_, hashes) => void reports.push({ hashes, atMs: performance.now() }),
    died: (reason) => {
      throw new Error(reason);
    },
  });
  let best = 0;
  for (let turn = 0; turn <= TURNS; turn++) {
    workers.search(2 * turn + 1, new Uint8Array(randomBytes(HEADER_BYTES)), IMPOSSIBLE);
    while (workers.busyThreads() < threads) await sleep(1);
    reports = [];
    // threads are asked once a second how far they are
    await sleep(Math.max(REPORTS_MS, ms));
    // the first turn compiles the kernel
    if (turn > 0) best = Math.max(best, rateBetween(reports));
    workers.cancel(2 * turn + 1);
  }
  await workers.stop();
  return best;
}

/** Hashes a second between the first report and the last one. */
function rateBetween(reports: readonly { readonly hashes: number; readonly atMs: number }[]): number {
  const [first, last] = [reports[0], reports.at(-1)];
  if (first === undefined || last === undefined || first === last) return 0;
  const hashes = reports.slice(1).reduce((sum, report) => sum + report.hashes, 0);
  return (hashes * 1000) / (last.atMs - first.atMs);
}

function kernelWay({ name, start }: (typeof NONCE_KERNELS)[number]): Way {
  const kernel = start();
  const search = { header: new Uint8Array(randomBytes(HEADER_BYTES)), target: IMPOSSIBLE, from: 0 };
  const names: Readonly<Record<string, string>> = { simd: "WebAssembly, SIMD", scalar: "WebAssembly, scalar" };
  return {
    name: names[name] ?? `${name}, ours`,
    nonces: NONCES_PER_SEARCH,
    run: () => searchNoncesWith(kernel, { ...search, count: NONCES_PER_SEARCH }),
  };
}

function otherWays(): readonly Way[] {
  const hashAll = (name: string, sha256: (data: Uint8Array) => Uint8Array): Way => {
    const header = new Uint8Array(randomBytes(HEADER_BYTES));
    const view = new DataView(header.buffer);
    let nonce = 0;
    const run = (): void => {
      for (let each = 0; each < NONCES_PER_LOOK; each++) {
        view.setUint32(NONCE_AT, nonce++, true);
        sha256(sha256(header));
      }
    };
    return { name, nonces: NONCES_PER_LOOK, run };
  };
  return [
    hashAll("node:crypto, createHash", (data) => createHash("sha256").update(data).digest()),
    hashAll("node:crypto, hash", (data) => hashAtOnce("sha256", data, "buffer")),
    hashAll("@noble/hashes", (data) => nobleSha256.hash(data, false)),
  ];
}

/** Of computing time, so that what else the machine does counts little. */
function callsPerCpuSecond(call: () => unknown, ms: number): number {
  const end = performance.now() + ms;
  const before = process.cpuUsage();
  let calls = 0;
  do {
    call();
    calls += 1;
  } while (performance.now() < end);
  const { user, system } = process.cpuUsage(before);
  return (calls * 1e6) / (user + system);
}
