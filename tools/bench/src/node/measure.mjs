/**
 * Loaded into a node with `--import` before its program: it measures the main thread's event loop delay and what its
 * memory consists of, from the first SIGUSR2 to the second, takes a CPU profile meanwhile if asked, and then writes
 * what it found. BENCH_MEASURES: file for that; BENCH_PROFILE: file for the profile, absent: none.
 */
import { renameSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import { monitorEventLoopDelay } from "node:perf_hooks";

const { BENCH_MEASURES, BENCH_PROFILE } = process.env;
/** Sampling interval of the profile: fine enough for a run of seconds, and hardly felt. */
const PROFILE_INTERVAL_US = 500;

/** Seldom enough to cost nothing that counts. */
const MEMORY_EVERY_MS = 250;

const delays = monitorEventLoopDelay({ resolution: 1 });
const most = { heapMb: 0, buffersMb: 0 };
let looks;
let session;
let begun = false;

function begin() {
  begun = true;
  if (BENCH_PROFILE !== undefined) {
    session = new Session();
    session.connect();
    session.post("Profiler.enable");
    session.post("Profiler.setSamplingInterval", { interval: PROFILE_INTERVAL_US });
    session.post("Profiler.start");
  }
  delays.enable();
  looks = setInterval(lookAtMemory, MEMORY_EVERY_MS).unref();
}

/** JavaScript's objects of the main thread, and the bytes that they refer to outside of its heap; each at its most. */
function lookAtMemory() {
  const { heapUsed, external } = process.memoryUsage();
  most.heapMb = Math.max(most.heapMb, heapUsed / 1e6);
  most.buffersMb = Math.max(most.buffersMb, external / 1e6);
}

function end() {
  delays.disable();
  clearInterval(looks);
  session?.post("Profiler.stop", (error, result) => {
    if (error === null) writeWhole(BENCH_PROFILE, JSON.stringify(result.profile));
  });
  const ms = (nanoseconds) => nanoseconds / 1e6;
  const { min, max, mean } = delays;
  const percentiles = { medianMs: ms(delays.percentile(50)), p99Ms: ms(delays.percentile(99)) };
  const loop = { ...percentiles, worstMs: ms(max), meanMs: ms(mean), leastMs: ms(min) };
  writeWhole(BENCH_MEASURES, JSON.stringify({ delays: loop, memory: most }));
}

/** Whoever waits for the file finds it whole. */
function writeWhole(path, text) {
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}

process.on("SIGUSR2", () => (begun ? end() : begin()));
