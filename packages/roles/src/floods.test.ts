import { BUILT_IN_NETWORKS, makeNetwork } from "@triad/chain";
import { wasmSchnorr } from "@triad/crypto";
import { MESSAGE_RATES, OPEN_QUESTIONS, type PeerOutbox } from "@triad/gossip";
import type { Message } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { Effects } from "./effects.ts";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { ServingDesk } from "./serving-desk.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const network = makeNetwork(BUILT_IN_NETWORKS.local);
const PING: Message = { kind: "ping", nonce: new Uint8Array(8) };
const NOTICE: Message = { kind: "notice", code: "hello", text: "Hello, operator." };

describe.each([
  ["a full node", createFullNode],
  ["a light node", createLightNode],
])("%s", (_, create) => {
  function start() {
    const net = new RoleNetwork(network, wasmSchnorr());
    const node = net.add(create);
    const loud = net.addScripted({});
    const quiet = net.addScripted({});
    net.connect(loud.index, node);
    net.connect(quiet.index, node);
    net.run(500);
    return { net, node, loud, quiet };
  }

  function say(times: number, message: Message, run: ReturnType<typeof start>): void {
    for (let count = 0; count < times; count++) run.loud.say(message);
    run.net.run(500);
  }

  it("flood: ends the connection of who says more of a kind than any node would, and no other", () => {
    const run = start();
    // it has sent one by itself, at the end of its greeting
    say(MESSAGE_RATES.ping.burst - 1, PING, run);
    expect(run.loud.peer.closed).toEqual([]);
    say(2, PING, run);
    expect(run.loud.peer.closed).toEqual(["flood"]);
    expect(run.quiet.peer.closed).toEqual([]);
    const reply = run.net.ask(run.node, { name: "peers" });
    expect(reply.ok && reply.value.of === "peers" && reply.value.peers.length).toBe(1);
  });

  it("shows its operator no more notices of a peer than anybody reads, and holds it against nobody", () => {
    const run = start();
    const { burst } = MESSAGE_RATES.notice;
    say(burst + 50, NOTICE, run);
    const shown = run.net.nodes[run.node]?.notices.filter(({ code }) => code === "peer-notice");
    expect(shown?.length).toBe(burst);
    expect(run.loud.peer.closed).toEqual([]);
  });

  it("answers questions that come at once one after the other", () => {
    const run = start();
    const before = run.loud.peer.received.length;
    const question: Message = { kind: "get-headers", locator: [network.genesis.hash], stop: undefined };
    say(OPEN_QUESTIONS["get-headers"].max * 4, question, run);
    const answers = run.loud.peer.received.slice(before).filter(({ kind }) => kind === "headers");
    expect(answers.length).toBe(OPEN_QUESTIONS["get-headers"].max * 4);
    expect(run.loud.peer.closed).toEqual([]);
  });
});

it("flood: who leaves answers unread and asks on has to go", () => {
  const effects = new Effects();
  const ended: string[] = [];
  const outbox: PeerOutbox = {
    send: (peer, message) => effects.send(peer, message),
    disconnect: (peer, code) => void ended.push(`${peer}:${code}`),
  };
  const block = new Uint8Array(4_000_001);
  const desk = new ServingDesk<never>({
    outbox,
    effects,
    answer: (peer) => {
      outbox.send(peer, { kind: "block-reply", block });
      return undefined;
    },
  });
  const now = { monotonicMs: 0, unixMs: 0 };
  const ask = () => desk.asked(1, { kind: "get-blocks", hashes: [new Uint8Array(32)] }, now);
  ask();
  expect(desk.queue.serve(now)).toBe(false);
  for (let waiting = 0; waiting < OPEN_QUESTIONS["get-blocks"].max; waiting++) ask();
  expect(desk.queue.serve(now)).toBe(false);
  expect(effects.take().length).toBe(1);
  expect(ended).toEqual([]);
  ask();
  expect(ended).toEqual(["1:flood"]);
});
