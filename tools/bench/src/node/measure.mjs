/**
 * Loaded into a node with `--import` before its program: it measures the main thread's event loop delay from the first
 * SIGUSR2 to the second, takes a CPU profile meanwhile if asked, and then writes what it found.
 * BENCH_DELAYS: file for the delays; BENCH_PROFILE: file for the profile, absent: none.
 */
import { renameSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import { monitorEventLoopDelay } from "node:perf_hooks";

const { BENCH_DELAYS, BENCH_PROFILE } = process.env;
/** Sampling interval of the profile: fine enough for a run of seconds, and hardly felt. */
const PROFILE_INTERVAL_US = 500;

const delays = monitorEventLoopDelay({ resolution: 1 });
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
}

function end() {
  delays.disable();
  session?.post("Profiler.stop", (error, result) => {
    if (error === null) writeWhole(BENCH_PROFILE, JSON.stringify(result.profile));
  });
  const ms = (nanoseconds) => nanoseconds / 1e6;
  const { min, max, mean } = delays;
  const percentiles = { medianMs: ms(delays.percentile(50)), p99Ms: ms(delays.percentile(99)) };
  writeWhole(BENCH_DELAYS, JSON.stringify({ ...percentiles, worstMs: ms(max), meanMs: ms(mean), leastMs: ms(min) }));
}

/** Whoever waits for the file finds it whole. */
function writeWhole(path, text) {
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}

process.on("SIGUSR2", () => (begun ? end() : begin()));
