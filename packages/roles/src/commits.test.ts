import { COIN, EMPTY_BATCH } from "@triad/chain";
import { bytesToHex, wasmSchnorr } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { Commits } from "./commits.ts";
import { Effects } from "./effects.ts";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { createMiner } from "./miner.ts";
import type { Notice } from "./seam.ts";
import { contentOf, EASY_NETWORK, MINING_OFF } from "./testing/easy-network.ts";
import { RoleNetwork, type RoleNode, validatingNode } from "./testing/role-network.ts";

const FULL = "The disk is full. Free some space; writing goes on then.";
const BROKEN = "Writing failed: input/output error. Check the disk, then start again; what was written before is safe.";
const at = (seconds: number) => ({ monotonicMs: seconds * 1000, unixMs: 0 });

/** One commit is in flight. */
function flying() {
  const effects = new Effects();
  let isTaken = false;
  const source = {
    takeCommit: () => {
      const batch = isTaken ? undefined : EMPTY_BATCH;
      isTaken = true;
      return batch;
    },
    committed: () => undefined,
    needsFlush: false,
  };
  const commits = new Commits(effects, source);
  const take = () => {
    const taken = effects.take();
    const notices: Notice[] = [];
    const sent: number[] = [];
    const givenUp: string[] = [];
    for (const effect of taken) {
      if (effect.type === "notify") notices.push(effect.notice);
      if (effect.type === "commit") sent.push(effect.commit);
      if (effect.type === "give-up") givenUp.push(effect.reason);
    }
    return { notices, sent, givenUp };
  };
  commits.flush(true, at(0));
  const [first = 0] = take().sent;
  return { commits, take, first };
}

describe("a commit that fails", () => {
  it("is told at once and then every minute, is tried again every 5 s, and its success is told", () => {
    const { commits, take, first } = flying();
    let id = first;
    const toldAt: number[] = [];
    for (let seconds = 0; seconds <= 120; seconds += 5) {
      commits.failed(id, "disk-full", FULL, at(seconds));
      const { notices } = take();
      if (notices.length > 0) toldAt.push(seconds);
      for (const { code, text } of notices) {
        expect(code).toBe("commit-failed");
        expect(text).toBe(`${FULL} Until then the node takes in no further blocks; it tries again every 5 s.`);
      }
      commits.wake({ monotonicMs: seconds * 1000 + 4_999, unixMs: 0 });
      expect(take().sent).toEqual([]);
      commits.wake(at(seconds + 5));
      [id = 0] = take().sent;
      expect(id).toBeGreaterThan(first);
    }
    expect(toldAt).toEqual([0, 60, 120]);
    expect(commits.hasFailed).toBe(true);
    commits.committed(id, at(125));
    expect(commits.hasFailed).toBe(false);
    expect(take().notices.map(({ code }) => code)).toEqual(["commit-resumed"]);
  });

  it("is tried once more by a stop, and the operator is told what is lost", () => {
    const { commits, take, first } = flying();
    commits.failed(first, "disk-full", FULL, at(0));
    take();
    commits.stop();
    commits.stop();
    const { sent } = take();
    expect(sent).toHaveLength(1);
    commits.failed(sent[0] ?? 0, "disk-full", FULL, at(1));
    const { notices } = take();
    expect(notices[0]?.text).toContain("The node ends without writing its newest blocks");
    expect(commits.nextWake()).toBeUndefined();
  });

  it("for an I/O error is not tried again: the node ends, and says what happened and what to do", () => {
    const { commits, take, first } = flying();
    commits.failed(first, "io-error", BROKEN, at(0));
    const { notices, givenUp, sent } = take();
    const text = `${BROKEN} The node ends: what it has not written is fetched again by the next start.`;
    expect(notices.map(({ level, code, text }) => ({ level, code, text }))).toEqual([
      { level: "error", code: "commit-failed", text },
    ]);
    expect(givenUp).toEqual([text]);
    expect(sent).toEqual([]);
    expect(commits.hasFailed).toBe(true);
    expect(commits.nextWake()).toBeUndefined();
    commits.wake(at(3600));
    commits.stop();
    commits.flush(true, at(3600));
    expect(take()).toEqual({ notices: [], sent: [], givenUp: [] });
  });

  it("for an I/O error while the node stops makes its end a failure", () => {
    const { commits, take, first } = flying();
    commits.stop();
    commits.failed(first, "io-error", BROKEN, at(0));
    expect(take().givenUp).toHaveLength(1);
  });
});

describe("a role whose disk breaks", () => {
  it.each([
    ["full node", createFullNode],
    ["light node", createLightNode],
  ])("gives up once: a %s", (_, create) => {
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 6);
    const miner = net.add(createMiner, { mining: MINING_OFF });
    const broken = net.add(create);
    net.connect(broken, miner);
    net.run(5_000);
    const node = net.nodes[broken] as RoleNode;
    node.failingCommits = Number.POSITIVE_INFINITY;
    node.commitFailure = "io-error";
    net.ask(miner, { name: "generate", blocks: 1 });
    net.runUntil(() => node.isDown, 60_000, "it gives up");
    expect(node.notices.filter(({ code }) => code === "commit-failed")).toHaveLength(1);
  });

  it("keeps what it has promised: a payment that was answered is there after the next start", () => {
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 6);
    const miner = net.add(createMiner, { mining: MINING_OFF });
    net.ask(miner, { name: "generate", blocks: 10 });
    net.run(5_000);
    const to = contentOf(net.ask(miner, { name: "wallet" }), "wallet").wallet.address;
    expect(net.ask(miner, { name: "send", to, amount: COIN }).ok).toBe(true);
    const own = () =>
      validatingNode(net, miner)
        .wallet.wallet.unconfirmed()
        .map(({ wtxid }) => bytesToHex(wtxid));
    const promised = own();
    const node = net.nodes[miner] as RoleNode;
    node.failingCommits = Number.POSITIVE_INFINITY;
    node.commitFailure = "io-error";
    // this one is never answered
    expect(() => net.ask(miner, { name: "send", to, amount: COIN })).toThrow("no answer to send");
    expect(node.isDown).toBe(true);
    node.failingCommits = 0;
    net.restart(miner);
    net.run(1_000);
    expect(promised).toHaveLength(1);
    expect(own()).toEqual(promised);
  });
});
