/** Options about where a node is: its network, its files, its ports, its log. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { freePorts } from "@triad/testnet";
import type { OptionGroup } from "./option-group.ts";

export const PLACE_OPTIONS: readonly OptionGroup[] = [
  {
    about: "where it is",
    role: "light-node",
    async given() {
      const [peers = 0, api = 0] = await freePorts(2);
      return {
        listen: `127.0.0.1:${peers}`,
        api: `127.0.0.1:${api}`,
        "log-level": "info,peers=debug",
        "log-format": "json",
        console: false,
      };
    },
    looks: [
      {
        option: "network",
        claim: "the parameters of a file",
        run: async ({ node }) => assert.equal((await node.reads<{ network: string }>("/api/node")).network, "testnet"),
      },
      {
        option: "datadir",
        claim: "everything is kept there",
        async run({ node, given }) {
          await node.apiUrl();
          for (const file of ["node-key", "wallet", ".cookie", "debug.log", "chain"]) {
            assert.ok(existsSync(join(String(given["datadir"]), file)), file);
          }
        },
      },
      {
        option: "listen",
        claim: "peers connect there",
        async run({ node, given }) {
          assert.equal(await node.peerAddress(), given["listen"]);
          await connects(String(given["listen"]));
        },
      },
      {
        option: "api",
        claim: "the API answers there",
        async run({ given }) {
          assert.equal((await fetch(`http://${given["api"]}/healthy`)).status, 200);
        },
      },
      {
        option: "log-level",
        claim: "is what is logged from",
        run: async ({ node }) => assert.deepEqual(await node.reads("/api/log"), { levels: "info,peers=debug" }),
      },
      {
        option: "log-format",
        claim: "one JSON object a line, in the file and on the terminal",
        async run({ node }) {
          const lines = `${await node.log()}${node.output}`.trim().split("\n");
          for (const line of lines) assert.equal(typeof JSON.parse(line), "object");
        },
      },
      {
        option: "console",
        claim: "without it the log is printed",
        run: ({ node }) => node.prints(/Started light-node/),
      },
    ],
  },
  {
    about: "closed",
    role: "full-node",
    given: async () => ({ listen: false, api: false, "log-format": "pretty" }),
    looks: [
      {
        option: "listen",
        claim: "denied, nobody can connect",
        run: ({ node }) => node.types("node", /^Listening +does not listen$/m),
      },
      {
        option: "api",
        claim: "denied, there is none",
        async run({ node }) {
          await node.types("node", /^Listening /m);
          assert.doesNotMatch(node.output, /API/);
        },
      },
      {
        option: "log-format",
        claim: "lines for people in the file",
        run: async ({ node }) => assert.match(await node.log(), /^\S+ .*Started full-node/m),
      },
    ],
  },
];

async function connects(address: string): Promise<void> {
  const [host = "", port] = address.split(":");
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host, port: Number(port) }, () => {
      socket.destroy();
      resolve();
    });
    socket.once("error", reject);
  });
}
