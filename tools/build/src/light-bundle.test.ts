/** The light node's core for a browser: what is in the bundle, and that it runs where there is nothing of Node.js. */
import { fileURLToPath } from "node:url";
import { createContext, Script } from "node:vm";
import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** What a page loads before it can do anything: a second of a line of 2 Mbit/s when compressed. */
const BYTES_MAX = 450_000;
const COMPRESSED_BYTES_MAX = 180_000;

/** What the code may use beside the language. */
const OF_EVERY_PAGE = ["WebAssembly", "TextEncoder", "TextDecoder"];

/** Where coins are kept and blocks are connected, and whatever a light node has no use for. */
const NOT_FOR_LIGHT_NODES = [
  /chain\/src\/blocks\/(block-chain|block-bodies|block-intake|chain-\w+|coin-layers|connect-block|pruning|undo)\.ts$/,
  /chain\/src\/blocks\/(transaction-in-context|subsidy)\.ts$/,
  /chain\/src\/store\/(coin-cache|store-overlay)\.ts$/,
  /chain\/src\/testing\//,
  /roles\/src\/(validating-node|full-node|miner|pool-desk|mining-desk|block-desk|compact-desk|wallet-desk)\.ts$/,
  /packages\/(host-nodejs|store-lmdb|api|console)\//,
];

describe("the light node's core, bundled for a browser", () => {
  let text = "";
  let metafile: Metafile = { inputs: {}, outputs: {} };

  beforeAll(async () => {
    const result = await build({
      absWorkingDir: ROOT,
      stdin: {
        contents: [
          'export { createLightNode } from "./packages/roles/src/light-node.ts";',
          'export { BUILT_IN_NETWORKS, makeNetwork } from "./packages/chain/src/index.ts";',
          'export { verifyTransactionProof } from "./packages/chain/src/headers/index.ts";',
          'export { nobleSchnorr } from "./packages/crypto/src/index.ts";',
        ].join("\n"),
        resolveDir: ROOT,
        loader: "ts",
      },
      outdir: "out",
      write: false,
      bundle: true,
      // a Node.js built-in is an error there
      platform: "browser",
      format: "iife",
      globalName: "triad",
      target: "es2023",
      minify: true,
      metafile: true,
      logLevel: "error",
    });
    text = result.outputFiles[0]?.text ?? "";
    ({ metafile } = result);
  });

  it("asks for nothing from outside", () => {
    const outputs = Object.values(metafile.outputs);
    expect(outputs).toHaveLength(1);
    expect(outputs[0]?.imports).toEqual([]);
  });

  it("has no code of coins, of connecting blocks, or of a host", () => {
    const [output] = Object.values(metafile.outputs);
    const files = Object.entries(output?.inputs ?? {}).flatMap(([file, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [file] : [],
    );
    expect(files.length).toBeGreaterThan(50);
    expect(files).toContain("packages/roles/src/light-wallet.ts");
    expect(files.filter((file) => NOT_FOR_LIGHT_NODES.some((pattern) => pattern.test(file)))).toEqual([]);
  });

  it("is small enough for a page", () => {
    const [bytes, compressed] = [Buffer.byteLength(text), gzipSync(text).length];
    console.log(`light node for a browser: ${bytes} bytes, ${compressed} compressed`);
    expect(bytes).toBeLessThan(BYTES_MAX);
    expect(compressed).toBeLessThan(COMPRESSED_BYTES_MAX);
  });

  it("runs with nothing but the language, WebAssembly, TextEncoder and TextDecoder", () => {
    const script = `
      ${text}
      const network = triad.makeNetwork(triad.BUILT_IN_NETWORKS.local);
      const store = { coinsTip: undefined, prunedHeight: 0, headers: () => [], record: () => undefined, records: () => [] };
      const node = triad.createLightNode({
        network,
        store,
        randomness: { bytes: (count) => new Uint8Array(count).fill(7), integer: () => 0 },
        schnorr: triad.nobleSchnorr,
        nodeSecretKey: new Uint8Array(32).fill(1),
        walletSeed: new Uint8Array(64).fill(2),
        userAgent: "page",
        listen: undefined,
        connectOnly: [{ host: "node.example", port: 38640 }],
        peers: [],
        maxInbound: 0,
        maxOutbound: 8,
      });
      const now = { monotonicMs: 0, unixMs: 1_800_000_000_000 };
      const dialled = node.start(now).filter(({ type }) => type === "dial").map(({ address }) => address.host);
      const [{ result }] = node.handle({ type: "operator-command", reply: 1, command: { name: "wallet" } }, now)
        .filter(({ type }) => type === "reply");
      JSON.stringify({ dialled, isProven: result.value.wallet.isProven });
    `;
    const context = createContext(
      Object.fromEntries(OF_EVERY_PAGE.map((name) => [name, Reflect.get(globalThis, name)])),
    );
    const said = JSON.parse(String(new Script(script).runInContext(context, { timeout: 60_000 })));
    expect(said).toEqual({ dialled: ["node.example"], isProven: false });
  });
});
