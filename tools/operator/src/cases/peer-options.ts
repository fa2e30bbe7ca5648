/** Options about who is connected, and who gets the chain. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { connect } from "node:tls";
import { placeOptions } from "../nodes/fleet.ts";
import { OperatedNode } from "../nodes/operated-node.ts";
import type { OptionPlace } from "../nodes/option-place.ts";
import { ROOT } from "../nodes/programs.ts";
import type { OptionGroup } from "./option-group.ts";

const CERTIFICATES = join(ROOT, "packages/host-nodejs/src/testing/certificates");
/** docs/spec/network.md. */
const SUBPROTOCOL = "triad.v1";
const PAGE_ORIGIN = "https://explorer.example";

const TLS_FILES = {
  "tls-cert": join(CERTIFICATES, "node.pem"),
  "tls-key": join(CERTIFICATES, "node.key"),
  "tls-ca": join(CERTIFICATES, "ca.pem"),
};

interface Peer {
  readonly nodeKey: string;
  readonly address: string;
  readonly direction: string;
  readonly toldBy: string | null;
  readonly access: string;
}

const keyOf = async (node: OperatedNode) => (await node.reads<{ nodeKey: string }>("/api/node")).nodeKey;
const peersOf = (node: OperatedNode, isWished: (peers: readonly Peer[]) => boolean) =>
  node.readsUntil<readonly Peer[]>("/api/peers", isWished);
const dial = async (from: OperatedNode, to: OperatedNode) =>
  await from.asks("POST", "/api/peers", { body: { address: await to.peerAddress() } });

export const PEER_OPTIONS: readonly OptionGroup[] = [
  {
    about: "whom it dials and lets in",
    role: "full-node",
    given: async ({ hub, asker }) => ({
      peer: [await hub.peerAddress()],
      access: "allow",
      allow: [await keyOf(asker)],
      index: "address",
      "page-origin": [PAGE_ORIGIN],
    }),
    looks: [
      {
        option: "peer",
        claim: "is dialled",
        run: ({ node }) => peersOf(node, ([peer]) => peer?.toldBy === "operator" && peer.direction === "outbound"),
      },
      {
        option: "access",
        claim: "is the policy",
        run: async ({ node }) => assert.equal((await node.reads<{ policy: string }>("/api/access")).policy, "allow"),
      },
      {
        option: "allow",
        claim: "gets the chain without being asked about",
        async run({ node, place: { asker } }) {
          await dial(asker, node);
          const nodeKey = await keyOf(node);
          await peersOf(asker, (peers) => peers.some((peer) => peer.nodeKey === nodeKey));
          await asker.asks("POST", "/api/access/request", { body: {} });
          await peersOf(asker, (peers) => peers.some((peer) => peer.nodeKey === nodeKey && peer.access === "granted"));
        },
      },
      {
        option: "index",
        claim: "an address can be looked up",
        async run({ node }) {
          const { address } = await node.reads<{ address: string }>("/api/wallet");
          const found = await node.reads<{ address: string }>(`/api/address/${address}`);
          assert.equal(found.address, address);
        },
      },
      {
        option: "page-origin",
        claim: "pages of it may connect, others may not",
        async run({ node }) {
          assert.equal(await upgradeFrom(await node.peerAddress(), PAGE_ORIGIN), 101);
          assert.equal(await upgradeFrom(await node.peerAddress(), "https://other.example"), 403);
        },
      },
    ],
  },
  {
    about: "how many",
    role: "full-node",
    given: async (place) => ({
      network: await networkWithSeed(place),
      "max-inbound": 0,
      "max-outbound": 0,
      prune: 3000,
      "log-level": "debug",
    }),
    looks: [
      {
        option: "max-inbound",
        claim: "who is one too many is turned away",
        async run({ node, place: { asker } }) {
          await dial(asker, node);
          await node.logs(/full: 0 inbound connections are the limit/);
          await asker.prints(new RegExp(`Connection to ${await node.peerAddress()} ended \\(full`));
        },
      },
      {
        option: "max-outbound",
        claim: "a seed is not dialled, but whom the operator names",
        async run({ node, place: { hub } }) {
          assert.deepEqual(await node.reads("/api/peers"), []);
          await dial(node, hub);
          await peersOf(node, (peers) => peers.length === 1 && peers[0]?.toldBy === "operator");
        },
      },
      {
        option: "prune",
        claim: "it is no node any more that has the complete chain to give",
        async run({ node, place: { hub } }) {
          await dial(node, hub);
          const nodeKey = await keyOf(node);
          await peersOf(hub, (peers) => peers.some((peer) => peer.nodeKey === nodeKey));
          await hub.asks("POST", "/api/access/request", { body: {} });
          await peersOf(hub, (peers) => {
            return peers.some((peer) => peer.nodeKey === nodeKey && peer.access === "not-a-full-node");
          });
        },
      },
    ],
  },
  {
    about: "only these",
    role: "light-node",
    given: async (place) => ({ network: await networkWithSeed(place), connect: [await place.asker.peerAddress()] }),
    looks: [
      {
        option: "connect",
        claim: "is dialled, and the network's seed is not",
        run: ({ node }) => peersOf(node, (peers) => peers.length === 1 && peers[0]?.toldBy === "operator"),
      },
    ],
  },
  {
    about: "on the local network",
    role: "light-node",
    given: async () => ({ "discover-lan": true }),
    looks: [
      {
        option: "discover-lan",
        claim: "finds another one, and is found",
        async run({ node, place }) {
          const options = [...placeOptions(place, "neighbour"), "--discover-lan"];
          const neighbour = new OperatedNode("full-node", { options });
          try {
            await Promise.race([node, neighbour].map((one) => peersOf(one, (peers) => peers[0]?.toldBy === "lan")));
          } catch (error) {
            // A container without multicast can't do it, and the node says so.
            if (!/may not be found/.test(await node.log())) throw error;
            console.warn("discover-lan: this machine passes on no multicast, so nobody was found");
          } finally {
            await neighbour.stop();
          }
        },
      },
    ],
  },
  {
    about: "TLS",
    role: "full-node",
    given: async () => TLS_FILES,
    looks: [
      {
        option: "tls-cert",
        claim: "peers find it by wss",
        async run({ node }) {
          await node.apiUrl();
          assert.match(node.output, /Peers +wss:\/\/\S+/);
        },
      },
      {
        option: "tls-key",
        claim: "it proves to be who the certificate names",
        async run({ node }) {
          const { hostname: host, port } = new URL(await node.peerAddress());
          const ca = readFileSync(join(CERTIFICATES, "ca.pem"));
          await new Promise<void>((resolve, reject) => {
            const socket = connect({ host, port: Number(port), ca }, () => {
              socket.destroy();
              resolve();
            });
            socket.once("error", reject);
          });
        },
      },
      {
        option: "tls-ca",
        claim: "whom it vouches for is believed",
        async run({ node, place }) {
          const options = [...placeOptions(place, "secure"), ...secureOptions("tls-cert", "tls-key")];
          const secure = new OperatedNode("light-node", { options });
          try {
            await dial(node, secure);
            await peersOf(node, (peers) => peers.some(({ address }) => address.startsWith("wss://")));
          } finally {
            await secure.stop();
          }
        },
      },
    ],
  },
];

function secureOptions(...names: readonly (keyof typeof TLS_FILES)[]): readonly string[] {
  return names.flatMap((name) => [`--${name}`, TLS_FILES[name]]);
}

/** The same network, with the hub as a seed of it: seeds are no part of what makes a chain. */
async function networkWithSeed({ directory, networkFile, hub }: OptionPlace): Promise<string> {
  const file = join(directory, "with-seed.json");
  const network = JSON.parse(readFileSync(networkFile, "utf8")) as object;
  writeFileSync(file, JSON.stringify({ ...network, seeds: [await hub.peerAddress()] }));
  return file;
}

/** HTTP status of a WebSocket that a page of this origin asks for. */
async function upgradeFrom(address: string, origin: string): Promise<number> {
  return await new Promise((resolve, reject) => {
    const headers = {
      connection: "Upgrade",
      upgrade: "websocket",
      origin,
      "sec-websocket-protocol": SUBPROTOCOL,
      "sec-websocket-version": "13",
      "sec-websocket-key": Buffer.alloc(16).toString("base64"),
    };
    const asked = request(`http://${address}/`, { headers });
    asked.once("upgrade", (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    asked.once("response", ({ statusCode = 0 }) => resolve(statusCode));
    asked.once("error", reject);
    asked.end();
  });
}
