/** `hashes`: SHA-256 by each backend in one thread, all in one run, so that their ratios hold on any machine. */
import { createHash, hash as hashAtOnce, randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { nobleSha256, type Sha256Backend, wasmSha256 } from "@triad/crypto";
import { NONCE_KERNELS, searchNoncesWith } from "@triad/mining";
import { type Bench, UsageError } from "./bench.ts";

/** Turns that each measure takes; the best counts, since others use the machine too and only make it slower. */
const TURNS = 5;
const LEAVES = 5000;
const MESSAGES = 200;
/** Of a transaction with an input and two outputs, about. */
const TRANSACTION_BYTES = 250;
const HEADER_BYTES = 80;
/** Between two looks at the clock, at least so many bytes or so. */
const BYTES_PER_LOOK = 64_000;
/** Of a slice of the nonce search, about as in a miner's threads. */
const NONCES_PER_SEARCH = 20_000;

/** What is measured: one call, and the bytes that it hashes. */
interface Task {
  readonly name: string;
  readonly bytes: number;
  prepare(backend: Hashing): () => unknown;
}

const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
const randoms = (count: number, bytes: number) => Array.from({ length: count }, () => random(bytes));

function taskOnOne(name: string, bytes: number, twice: boolean): Task {
  const data = random(bytes);
  return { name, bytes, prepare: (backend) => () => backend.hash(data, twice) };
}

function makeTasks(): readonly Task[] {
  const messages = randoms(MESSAGES, TRANSACTION_BYTES);
  const leaves = randoms(LEAVES, 32);
  const [block, rest] = [random(64), random(96)];
  return [
    taskOnOne("sha256 of 64 bytes", 64, false),
    taskOnOne("sha256 of 250 bytes", TRANSACTION_BYTES, false),
    taskOnOne("sha256 of 1,000 bytes", 1000, false),
    taskOnOne("sha256d of a header, 80 bytes", HEADER_BYTES, true),
    {
      name: "tagged hash of 96 bytes",
      bytes: rest.length,
      prepare: (backend) => {
        const hashAfterTag = backend.startingWith(block);
        return () => hashAfterTag([rest]);
      },
    },
    {
      name: `sha256d of ${MESSAGES} messages of ${TRANSACTION_BYTES} bytes`,
      bytes: MESSAGES * TRANSACTION_BYTES,
      prepare: (backend) => () => backend.hashMany(messages, true),
    },
    {
      name: `Merkle root of ${LEAVES} leaves`,
      bytes: LEAVES * 64,
      prepare: (backend) => () => backend.merkleRoot(leaves),
    },
  ];
}

type Hashing = Omit<Sha256Backend, "name">;

/** One way to hash; node:crypto is here to compare with, since the core of a node can't use it. */
interface Way {
  readonly name: string;
  readonly backend: Hashing;
}

function waysOfThisMachine(): readonly Way[] {
  return [
    { name: "noble", backend: nobleSha256 },
    { name: "createHash", backend: nodeCrypto((data) => createHash("sha256").update(data).digest()) },
    { name: "crypto.hash", backend: nodeCrypto((data) => hashAtOnce("sha256", data, "buffer")) },
    { name: "scalar", backend: wasmSha256("scalar") },
    { name: "simd", backend: wasmSha256("simd") },
  ];
}

function nodeCrypto(sha256: (data: Uint8Array) => Uint8Array): Hashing {
  const hash = (data: Uint8Array, twice: boolean) => (twice ? sha256(sha256(data)) : sha256(data));
  const joinPair = (left: Uint8Array, right: Uint8Array) => hash(Buffer.concat([left, right]), true);
  return {
    hash,
    hashMany: (messages, twice) => messages.map((message) => hash(message, twice)),
    joinPair,
    merkleRoot: (leaves) => {
      let level = [...leaves];
      while (level.length > 1) {
        level = level.flatMap((node, index) => {
          const right = level[index + 1];
          if (index % 2 === 1) return [];
          return [right === undefined ? node : joinPair(node, right)];
        });
      }
      return level[0] as Uint8Array;
    },
    startingWith: (block) => {
      const state = createHash("sha256").update(block);
      return (parts) => {
        const own = state.copy();
        for (const part of parts) own.update(part);
        return own.digest();
      };
    },
  };
}

export const hashesBench: Bench = {
  name: "hashes",
  summary: "SHA-256 per CPU second in one thread: JavaScript, node:crypto, WebAssembly without and with SIMD.",
  options: ["--ms N  how long each measure runs, in each of five turns; default: 100"],
  async run(args, tell) {
    const { values } = parseArgs({ args: [...args], options: { ms: { type: "string", default: "100" } } });
    const ms = Number(values.ms);
    if (!(ms >= 1 && ms <= 60_000)) throw new UsageError(`--ms must be from 1 to 60000, not "${values.ms}"`);
    const ways = waysOfThisMachine();
    const tasks = makeTasks();
    const nonces = measureNonces(ms);
    const best = measureAll(tasks, ways, ms, tell);
    const columns = ["what", ...ways.map(({ name }) => name)];
    return {
      tables: [
        {
          title: "Calls per CPU second in one thread",
          columns,
          rows: tasks.map((task, row) => [task.name, ...(best[row] ?? []).map(Math.round)]),
          notes: [`best of ${TURNS} turns, ${ms} ms each`],
        },
        {
          title: "The same, times noble",
          columns,
          rows: tasks.map((task, row) => [task.name, ...(best[row] ?? []).map((rate) => rate / (best[row]?.[0] ?? 1))]),
        },
        {
          title: "Nonces per CPU second in one thread",
          columns: ["kernel", "nonces"],
          rows: nonces.map(({ name, perCpuSecond }) => [name, Math.round(perCpuSecond)]),
        },
      ],
      data: {
        noncesPerCpuSecond: Object.fromEntries(nonces.map(({ name, perCpuSecond }) => [name, perCpuSecond])),
        callsPerCpuSecond: Object.fromEntries(
          tasks.map((task, row) => [
            task.name,
            Object.fromEntries(ways.map(({ name }, at) => [name, best[row]?.[at]])),
          ]),
        ),
      },
    };
  },
};

/** Calls a CPU second, a row for each task. In turns, so that a busy minute of the machine hits all alike. */
function measureAll(
  tasks: readonly Task[],
  ways: readonly Way[],
  ms: number,
  tell: (line: string) => void,
): number[][] {
  const best = tasks.map(() => ways.map(() => 0));
  for (let turn = 1; turn <= TURNS; turn++) {
    tell(`turn ${turn} of ${TURNS}`);
    for (const [row, task] of tasks.entries()) {
      const rates = best[row] ?? [];
      for (const [at, { backend }] of ways.entries()) rates[at] = Math.max(rates[at] ?? 0, measure(task, backend, ms));
    }
  }
  return best;
}

/** A target that no hash meets, so that each search tries all its nonces. */
function measureNonces(ms: number): readonly { readonly name: string; readonly perCpuSecond: number }[] {
  const search = { header: random(HEADER_BYTES), target: new Uint8Array(32), from: 0, count: NONCES_PER_SEARCH };
  const kernels = NONCE_KERNELS.map(({ name, start }) => ({ name, kernel: start(), perCpuSecond: 0 }));
  for (let turn = 1; turn <= TURNS; turn++) {
    for (const each of kernels) {
      const searches = callsPerCpuSecond(() => searchNoncesWith(each.kernel, search), 1, ms);
      each.perCpuSecond = Math.max(each.perCpuSecond, searches * NONCES_PER_SEARCH);
    }
  }
  return kernels;
}

function measure(task: Task, backend: Hashing, ms: number): number {
  return callsPerCpuSecond(task.prepare(backend), Math.ceil(BYTES_PER_LOOK / task.bytes), ms);
}

/** Calls a second of computing time, so that what else the machine does counts little. */
function callsPerCpuSecond(call: () => unknown, callsPerLook: number, ms: number): number {
  const end = performance.now() + ms;
  const before = process.cpuUsage();
  let calls = 0;
  while (performance.now() < end) {
    for (let each = 0; each < callsPerLook; each++) call();
    calls += callsPerLook;
  }
  const { user, system } = process.cpuUsage(before);
  return (calls / (user + system)) * 1e6;
}
