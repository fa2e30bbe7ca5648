/**
 * Writes the parts of docs/spec that follow from code: reject codes, message limits, disconnect codes, the built-in
 * networks and the worked examples. A part stands between `<!-- generated: NAME -->` and `<!-- end -->`; the rest of a page is written by hand.
 * It stands in roles because no lower package knows all of the tables.
 *
 *   tsx scripts/generate-spec-tables.mjs           writes the pages
 *   tsx scripts/generate-spec-tables.mjs --check   writes nothing; exits 1 when a page is not current
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { BUILT_IN_NETWORKS, COIN, makeNetwork, rejectTable } from "@triad/chain";
import { bytesToHex, hashToDisplay } from "@triad/crypto";
import { CONSEQUENCES, DISCONNECT_CODES, MESSAGE_RATES, OPEN_QUESTIONS } from "@triad/gossip";
import { policyRejectTable } from "@triad/mempool";
import { LIMITS } from "@triad/protocol";
import { BLAME } from "../src/blame.ts";
import { placesOf } from "./reject-places.mjs";
import {
  exampleAddresses,
  exampleBlocks,
  exampleDifficulty,
  exampleNetwork,
  exampleTargets,
  table,
} from "./spec-examples.mjs";

const SPEC = new URL("../../../docs/spec/", import.meta.url);

const TABLES = {
  "consensus-rejects": () =>
    table(
      ["Code", "Class", "Meaning"],
      rejectTable().map((row) => [code(row.code), row.class, row.meaning]),
    ),
  "reject-places": () =>
    table(
      ["Code", "Specified in", "Told by", "Tested in"],
      rejectTable().map((row) => {
        const { spec, enforced, tested } = placesOf(row.code);
        return [code(row.code), spec, enforced, tested];
      }),
    ),
  "policy-rejects": () =>
    table(
      ["Code", "Lasts", "Meaning"],
      policyRejectTable().map((row) => [code(row.code), row.lasts, row.meaning]),
    ),
  "message-limits": () =>
    table(
      ["Kind", "Frame, bytes at most", "Elements at most"],
      Object.entries(LIMITS).map(([kind, limit]) => [code(kind), limit.frameBytesMax, limit.elementsMax ?? "–"]),
    ),
  "message-rates": () =>
    table(
      ["Kind", "Counted", "At once", "A second", "Beyond", "What an honest node sends"],
      Object.entries(MESSAGE_RATES).map(([kind, rate]) => [
        code(kind),
        rate.unit,
        rate.burst,
        rate.perSecond,
        rate.beyond === "flood" ? code("flood") : rate.beyond,
        rate.why,
      ]),
    ),
  "open-questions": () =>
    table(
      ["Kind", "Counted", "Open at most", "Beyond", "What an honest node has open"],
      Object.entries(OPEN_QUESTIONS).map(([kind, open]) => [
        code(kind),
        open.unit,
        open.max,
        open.beyond === "flood" ? code("flood") : open.beyond,
        open.why,
      ]),
    ),
  "disconnect-codes": () =>
    table(
      ["Code", "WebSocket code", "Meaning", "The dialler then", "For the next connection"],
      DISCONNECT_CODES.map((row) => [code(row.code), row.webSocketCode, row.meaning, row.care, CONSEQUENCES[row.code]]),
    ),
  "reject-consequences": () => {
    const objects = Object.entries(BLAME);
    const classes = Object.keys(objects[0][1].classes);
    return table(
      ["Class", ...objects.map(([what]) => `of a ${what}`)],
      [
        ...classes.map((name) => [
          code(name),
          ...objects.map(([, { classes: of, ends }]) => (of[name] === "sender" ? `ends, ${code(ends)}` : "ignored")),
        ]),
        ["but ignored", ...objects.map(([, { excused }]) => excused.map(code).join(", "))],
      ],
    );
  },
  "built-in-networks": () => builtInNetworks(),
  "example-network": exampleNetwork,
  "example-blocks": exampleBlocks,
  "example-targets": exampleTargets,
  "example-difficulty": exampleDifficulty,
  "example-addresses": exampleAddresses,
};

function builtInNetworks() {
  const networks = Object.values(BUILT_IN_NETWORKS).map(makeNetwork);
  const row = (name, cellOf) => [name, ...networks.map((network) => cellOf(network))];
  const consensus = (name, field, format = String) => row(name, ({ params }) => format(params.consensus[field]));
  return table(
    ["", ...networks.map(({ params }) => code(params.name))],
    [
      consensus("spacing, s", "spacing"),
      consensus("half-life, s", "halfLife", (value) => (value === 0 ? "0 (fixed difficulty)" : String(value))),
      consensus("easiest bits", "easiestBits", bits),
      consensus("subsidy, base units", "subsidy", (value) => `${value} (${value / COIN} coins)`),
      consensus("halving interval, blocks", "halvingInterval"),
      consensus("coinbase maturity, blocks", "coinbaseMaturity"),
      consensus("largest block, bytes", "maxBlockBytes"),
      row("future limit, s", (network) => network.maxFutureSeconds),
      consensus("genesis time", "genesisTime"),
      consensus("genesis bits", "genesisBits", bits),
      row("genesis nonce", ({ params }) => params.genesisNonce),
      consensus("genesis message", "genesisMessage"),
      consensus("premine outputs", "premine", (value) => String(value.length)),
      row("address prefix", ({ params }) => code(params.addressPrefix)),
      row("ports of a full node, peers and API", ({ params }) => ports(params, "full-node")),
      row("ports of a miner", ({ params }) => ports(params, "miner")),
      row("ports of a light node", ({ params }) => ports(params, "light-node")),
      row("params hash (internal order)", ({ genesis }) => code(bytesToHex(genesis.header.prev))),
      row("genesis header", ({ genesis }) => code(bytesToHex(genesis.headerBytes))),
      row("genesis hash (as shown)", ({ genesis }) => code(hashToDisplay(genesis.hash))),
      row("chain id (internal order)", ({ chainId }) => code(bytesToHex(chainId))),
    ],
  );
}

function ports(params, role) {
  const { peers, api } = params.ports[role];
  return `${peers}, ${api}`;
}

function bits(value) {
  return code(value.toString(16).padStart(8, "0"));
}

function code(text) {
  return `\`${text}\``;
}

function fillIn(page, text) {
  return text.replace(/(<!-- generated: ([a-z-]+) -->\n)[\s\S]*?(<!-- end -->)/g, (_, open, name, close) => {
    const make = TABLES[name];
    if (make === undefined) throw new Error(`${page} asks for a table ${name} that nothing makes`);
    return `${open}\n${make()}\n\n${close}`;
  });
}

const PAGES = ["rejects.md", "network.md", "networks.md", "examples.md"];
const wanted = new Set(Object.keys(TABLES));
for (const page of PAGES) {
  const path = new URL(page, SPEC);
  const present = readFileSync(path, "utf8");
  for (const [, name] of present.matchAll(/<!-- generated: ([a-z-]+) -->/g)) wanted.delete(name);
  const current = fillIn(page, present);
  if (current === present) continue;
  if (process.argv.includes("--check")) {
    console.error(`${fileURLToPath(path)} is not current: run \`npx nx run roles:generate\``);
    process.exitCode = 1;
  } else writeFileSync(path, current);
}
if (wanted.size > 0) throw new Error(`no page has a place for ${[...wanted].join(", ")}`);
