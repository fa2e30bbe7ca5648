/**
 * One node of a line as a process of its own, without data on disk. Told by its parent what to do, it tells in turn when
 * its tip changed and what crossed its connections.
 */
import { chooseSchnorr, createNode, systemRandomness } from "@triad/host-nodejs";
import { createFullNode } from "@triad/roles/full-node";
import { CommittingMemoryStore, lineParameters } from "../line-network.ts";
import type { FromLineProcess, LineProcessOptions, ToLineProcess } from "./line-process.ts";
import { SentBytes } from "./sent-bytes.ts";

const PEERS_MAX = 8;

const { index, port, nextPort } = JSON.parse(process.argv[2] ?? "") as LineProcessOptions;
const tell = (message: FromLineProcess): void => {
  process.send?.(message);
};
const store = new CommittingMemoryStore();
const sent = new SentBytes();
const schnorr = chooseSchnorr("auto");
const core = createFullNode({
  network: lineParameters(),
  store,
  randomness: systemRandomness,
  schnorr: schnorr.backend,
  nodeSecretKey: new Uint8Array(32).fill(index + 1),
  walletSeed: new Uint8Array(64).fill(index + 1),
  userAgent: `line/${index}`,
  listen: { host: "127.0.0.1", port },
  connectOnly: nextPort === undefined ? [] : [{ host: "127.0.0.1", port: nextPort }],
  peers: [],
  maxInbound: PEERS_MAX,
  // the last one would dial what it hears of
  maxOutbound: nextPort === undefined ? 0 : 1,
});
const node = createNode({
  core,
  store,
  nonceThreads: 0,
  signatureThreads: 1,
  signatureBackend: schnorr.name,
  onFrame: (_peer, direction, frame) => {
    if (direction === "sent") sent.add(frame);
  },
});
node.subscribe(({ code, facts }) => {
  const atMs = performance.timeOrigin + performance.now();
  if (code === "tip-changed") tell({ type: "tip", height: Number(facts.height), atMs });
});

process.on("message", (message: ToLineProcess) => {
  switch (message.type) {
    case "ask":
      void node.ask(message.command).then((reply) => tell({ type: "answer", ask: message.ask, reply }));
      return;
    case "take-sent":
      tell({ type: "answer", ask: message.ask, sent: sent.take() });
      return;
    default:
      message satisfies never;
  }
});
// whoever started it is gone
process.on("disconnect", () => process.exit(0));
await node.listen({ host: "127.0.0.1", port }, { socketsMax: PEERS_MAX });
node.start();
tell({ type: "started" });
