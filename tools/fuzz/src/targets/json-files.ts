/** Files of JSON: a network's parameters, and the addresses that a node remembers. */
import { isDeepStrictEqual } from "node:util";
import { BUILT_IN_NETWORKS, makeNetwork, ParamsError, readNetworkFile, writeNetworkFile } from "@triad/chain";
import { testNetwork } from "@triad/chain/testing";
import { nobleSchnorr } from "@triad/crypto";
import { Connections } from "@triad/gossip";
import { textOf, utf8 } from "../generate/bytes.ts";
import { hostileJson } from "../generate/json-shapes.ts";
import { expectThat, type Target } from "../target.ts";

const NOW = { monotonicMs: 1_000, unixMs: 1_800_000_000_000 };
/** As the book itself bounds it. */
const ADDRESSES_MAX = 4096;

export function openNetworkFiles(): Target {
  const files = [...Object.values(BUILT_IN_NETWORKS), testNetwork().params].map(writeNetworkFile);
  const documents = files.map((text) => JSON.parse(text));
  return {
    samples: files.map(utf8),
    dictionary: ['"__proto__":', "e999", "\\u", "0x", '"premine":[', "[[", "null", "-"].map(utf8),
    shape: (random) => utf8(hostileJson(random.pick(documents), random)),
    check(input, timed) {
      try {
        const params = timed(() => readNetworkFile(textOf(input)));
        const again = readNetworkFile(writeNetworkFile(params));
        expectThat(isDeepStrictEqual(again, params), "parameters are read as they are written");
        timed(() => makeNetwork(params));
        return "accepted";
      } catch (error) {
        if (!(error instanceof ParamsError)) throw error;
        // without what was in the file: only the reason tells how far the reader came
        return `refused ${error.message.replace(/(unknown field|not JSON).*/s, "$1").replace(/\d+/g, "N")}`;
      }
    },
  };
}

export function openAddressFiles(): Target {
  const known = { host: "192.0.2.1", port: 38640, role: "miner", lastReadyUnixMs: 1_700_000_000_000 };
  const address = { ...known, table: "new", place: 3, source: "4:198.51" };
  const hosts = ["192.0.2.2", "::1", "node.example", "[::1]", "::ffff:192.0.2.2"];
  const addresses = [known, address, ...hosts.map((host) => ({ ...address, host }))];
  const document = { version: 2, secret: "09".repeat(16), addresses };
  return {
    samples: [utf8(JSON.stringify(document)), utf8('{"version":1,"addresses":[]}')],
    dictionary: ['"addresses":', "[", "{", "null", "1e999", "\\ud800", '"__proto__":'].map(utf8),
    shape: (random) => utf8(hostileJson(document, random)),
    check(input, timed) {
      const connections = makeConnections();
      const taken = timed(() => connections.restoreAddresses(textOf(input), NOW));
      const { addresses } = connections.counts();
      expectThat(addresses <= ADDRESSES_MAX && addresses <= taken, "the book is bounded and holds what was taken");
      const text = connections.serialiseAddresses();
      const again = makeConnections();
      again.restoreAddresses(text, NOW);
      expectThat(again.counts().addresses === addresses, "a book is read as it is written");
      expectThat(isDeepStrictEqual(again.serialiseAddresses(), text), "a book is written as it was read");
      return `accepted ${Math.min(addresses, 8)}`;
    },
  };
}

const SECRET_KEY = new Uint8Array(32).fill(9);
const NODE_KEY = nobleSchnorr.publicKey(SECRET_KEY);

function makeConnections(): Connections {
  return new Connections(
    {
      outbox: { send() {}, disconnect() {}, dial() {} },
      random: { bytes: (count) => new Uint8Array(count), integer: () => 0 },
      // the key is known, and nothing is signed: making it again for each input would take most of the time
      schnorr: { ...nobleSchnorr, publicKey: () => NODE_KEY },
      tip: () => ({ height: 0, work: 0n }),
      onReady() {},
      onGone() {},
    },
    {
      chainId: NODE_KEY,
      role: "full-node",
      services: 1,
      userAgent: "fuzz",
      nodeSecretKey: SECRET_KEY,
      listen: undefined,
      maxInbound: 8,
      maxOutbound: 8,
      peers: [],
      connectOnly: [],
      seeds: [],
    },
  );
}
