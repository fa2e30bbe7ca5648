import { afterEach, beforeEach, expect, it } from "vitest";
import { ROUTES } from "./routes.ts";
import { type ApiServer, createServer } from "./server.ts";
import { type FakeNode, makeFakeNode } from "./testing/fake-node.ts";
import * as sample from "./testing/sample-views.ts";

let node: FakeNode;
let server: ApiServer;

beforeEach(() => {
  node = makeFakeNode();
  server = createServer(node, "127.0.0.1", ROUTES);
});
afterEach(() => server.app.close());

async function lines(): Promise<readonly string[]> {
  const response = await server.app.inject({ method: "GET", url: "/metrics" });
  expect(response.statusCode).toBe(200);
  expect(response.headers["content-type"]).toContain("text/plain; version=0.0.4");
  return response.body.split("\n");
}

it("tells the node's figures in Prometheus' format", async () => {
  const told = await lines();
  expect(told).toContain('triad_info{role="miner",network="local",version="1.2.3"} 1');
  expect(told).toContain(`triad_blocks ${sample.TIP_HEIGHT}`);
  expect(told).toContain("triad_chain_work_hashes 24");
  expect(told).toContain('triad_peers{direction="outbound",role="full-node"} 1');
  expect(told).toContain('triad_peers{direction="inbound",role="miner"} 0');
  expect(told).toContain("triad_peers_received_bytes 20");
  expect(told).toContain("triad_mempool_bytes 250");
  expect(told).toContain("triad_mining_hashes_per_second 1000");
});

it("tells the process's figures under their usual names", async () => {
  const told = await lines();
  for (const name of [
    "process_resident_memory_bytes",
    "process_cpu_seconds_total",
    "nodejs_eventloop_lag_p99_seconds",
  ]) {
    expect(told.find((line) => line.startsWith(`${name} `))).toMatch(/ \d/);
  }
});

it("counts notices, but those that would tell of the wallet", async () => {
  node.notify(sample.TIP_CHANGED);
  node.notify(sample.TIP_CHANGED);
  node.notify(sample.PAYMENT_SENT);
  const told = (await lines()).filter((line) => line.startsWith("triad_notices_total"));
  expect(told).toEqual(['triad_notices_total{level="info",area="chain",code="tip-changed"} 2']);
});

it("shows what there is when a role has no pool and no miner", async () => {
  node.refuseWith = { code: "not-a-full-node", message: "A light node has none." };
  expect((await lines()).find((line) => line.startsWith("triad_blocks "))).toBe("triad_blocks 0");
});

it("stops counting with the API", async () => {
  await server.app.close();
  expect(node.listeners).toBe(0);
});
