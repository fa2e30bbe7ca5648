/** `signatures`: checks of each backend in one thread, all in one run, so that their ratios hold on any machine. */
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { nobleSchnorr, type SchnorrBackend, wasmSchnorr } from "@triad/crypto";
import { nativeSchnorr } from "@triad/host-nodejs";
import { type Bench, UsageError } from "./bench.ts";

/** Turns that each measure takes; the best counts, since others use the machine too and only make it slower. */
const TURNS = 5;
const BATCH_SIZES = [1, 8, 32, 64, 128, 256, 512];
const ITEMS = 512;
const KEYS = 64;

interface Item {
  readonly message: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
}

/** One way to check signatures. */
interface Way {
  readonly name: string;
  /** Signatures in one call. */
  readonly size: number;
  check(items: readonly Item[]): boolean;
}

interface Measured {
  readonly name: string;
  readonly perCpuSecond: number;
}

export const signaturesBench: Bench = {
  name: "signatures",
  summary:
    "Signature checks per CPU second in one thread: JavaScript, WebAssembly, machine code, one by one and in batches.",
  options: ["--ms N  how long each measure runs, in each of five turns; default: 200"],
  async run(args, tell) {
    const { values } = parseArgs({ args: [...args], options: { ms: { type: "string", default: "200" } } });
    const ms = Number(values.ms);
    if (!(ms >= 1 && ms <= 60_000)) throw new UsageError(`--ms must be from 1 to 60000, not "${values.ms}"`);
    const { ways, notes } = waysOfThisMachine();
    const measured = measureWays(ways, makeItems(), ms, tell);
    const wasm = measured.find(({ name }) => name === "wasm")?.perCpuSecond ?? Number.NaN;
    return {
      tables: [
        {
          title: "Signature checks in one thread",
          columns: ["backend", "checks per CPU second", "times wasm"],
          rows: measured.map(({ name, perCpuSecond }) => [name, Math.round(perCpuSecond), perCpuSecond / wasm]),
          notes: [`best of ${TURNS} turns, ${ms} ms each; ${ITEMS} signatures by ${KEYS} keys`, ...notes],
        },
      ],
      data: { checksPerCpuSecond: Object.fromEntries(measured.map(({ name, perCpuSecond }) => [name, perCpuSecond])) },
    };
  },
};

function waysOfThisMachine(): { readonly ways: readonly Way[]; readonly notes: readonly string[] } {
  const backends = [nobleSchnorr, wasmSchnorr()];
  const native = nativeSchnorr();
  if ("unavailable" in native) {
    return { ways: backends.map(oneByOne), notes: [`no native backend: ${native.unavailable}`] };
  }
  return {
    ways: [...[...backends, native].map(oneByOne), ...batchesOf("libsecp256k1"), ...batchesOf("libtorsion")],
    notes: [
      "libsecp256k1 batch: bcrypto as it is built, which checks the items of a batch one by one",
      "libtorsion batch: bcrypto's other implementation, which multiplies all points of a batch together",
    ],
  };
}

function oneByOne(backend: SchnorrBackend): Way {
  return {
    name: backend.name,
    size: 1,
    check: ([item]) => item !== undefined && backend.verify(item.signature, item.message, item.publicKey),
  };
}

type Batch = readonly (readonly [message: Buffer, signature: Buffer, publicKey: Buffer])[];

/** Neither is used by a node: this is where the decision against them can be checked (docs/adr/0011). */
function batchesOf(library: "libsecp256k1" | "libtorsion"): Way[] {
  // The package is a dependency of the host, which keeps it from everybody else.
  const load: (name: string) => unknown = createRequire(
    fileURLToPath(new URL("../../../packages/host-nodejs/src/native-schnorr.ts", import.meta.url)),
  );
  const file = library === "libtorsion" ? "schnorr-torsion" : "schnorr-libsecp256k1";
  const { verifyBatch } = load(`bcrypto/lib/native/${file}.js`) as { verifyBatch(batch: Batch): boolean };
  const owner = load(`bcrypto/lib/native/${file}.js`);
  return BATCH_SIZES.map((size) => ({
    name: `${library} batch of ${size}`,
    size,
    check: (items) =>
      verifyBatch.call(
        owner,
        items.map(({ message, signature, publicKey }) => [
          Buffer.from(message),
          Buffer.from(signature),
          Buffer.from(publicKey),
        ]),
      ),
  }));
}

function makeItems(): readonly Item[] {
  const backend = wasmSchnorr();
  const keys = Array.from({ length: KEYS }, (_, index) => {
    const secretKey = new Uint8Array(32).fill(1 + index);
    return { secretKey, publicKey: backend.publicKey(secretKey) };
  });
  return Array.from({ length: ITEMS }, (_, index) => {
    const key = keys[index % KEYS];
    if (key === undefined) throw new RangeError("there are no keys");
    const message = new Uint8Array(randomBytes(32));
    return {
      message,
      publicKey: key.publicKey,
      signature: backend.sign(message, key.secretKey, new Uint8Array(32)),
    };
  });
}

/** In turns rather than one after the other, so that a busy minute of the machine hits all alike. */
function measureWays(
  ways: readonly Way[],
  items: readonly Item[],
  ms: number,
  tell: (line: string) => void,
): readonly Measured[] {
  const best = new Map<string, number>();
  for (let turn = 1; turn <= TURNS; turn++) {
    tell(`turn ${turn} of ${TURNS}`);
    for (const way of ways) best.set(way.name, Math.max(best.get(way.name) ?? 0, measure(way, items, ms)));
  }
  return [...best].map(([name, perCpuSecond]) => ({ name, perCpuSecond }));
}

/** Checks a second of computing time, so that what else the machine does counts little. */
function measure({ name, size, check }: Way, items: readonly Item[], ms: number): number {
  const end = performance.now() + ms;
  const before = process.cpuUsage();
  let checks = 0;
  while (performance.now() < end) {
    const from = checks % (items.length - size + 1);
    if (!check(items.slice(from, from + size))) throw new Error(`${name} calls a good signature bad`);
    checks += size;
  }
  const { user, system } = process.cpuUsage(before);
  return (checks / (user + system)) * 1e6;
}
