import { hashKey, outpointKey } from "@triad/chain";
import { MemoryStore } from "@triad/chain/testing";
import { encodeMessage, type Transaction } from "@triad/protocol";
import type { Effect } from "@triad/roles";
import { describe, expect, it } from "vitest";
import { differences } from "./checkers/any-order.ts";
import { storedCheaply } from "./checkers/cheap-headers.ts";
import { lostBy } from "./checkers/stopping-loses-nothing.ts";
import { lightPartsOf } from "./engine/light-view.ts";
import { partsOf } from "./engine/nodes-view.ts";
import { SignatureMemory } from "./engine/signature-memory.ts";
import type { SimNode } from "./engine/sim-node.ts";
import { MINUTE } from "./engine/timetable.ts";
import { Violation } from "./engine/violation.ts";
import { World } from "./engine/world.ts";
import { loadCheckers } from "./load-folder.ts";

const checkers = await loadCheckers();
const signatures = new SignatureMemory();

/** Two miners, three full nodes and a light one, to whom nothing happens but what the test does to them. */
function worldWatchedBy(name: string): World {
  const scenario = { name: "planted", about: "", network: { dialOnlyShare: 0 }, indexedShare: 1, play() {} };
  const watching = checkers.filter((checker) => checker.name === name);
  expect(watching).toHaveLength(1);
  return new World({
    seed: "1",
    nodes: 6,
    hours: 0.5,
    scenario,
    checkers: watching,
    adversaries: [],
    liarShare: 0,
    signatures,
  });
}

/** What the checker of this name says when this is done to the world at a time. */
function seenBy(name: string, ms: number, plant: (world: World, node: SimNode) => void): string {
  const world = worldWatchedBy(name);
  world.at(ms, () => plant(world, world.nodes[0] as SimNode));
  try {
    world.run();
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    expect(error.checker).toBe(name);
    return error.message;
  }
  return "nothing";
}

const parts = (node: SimNode | undefined) => partsOf(node?.core ?? expect.fail("the node is down"));
const notice = (code: string, facts = {}): Effect => ({
  type: "notify",
  notice: { level: "info", area: "chain", code, text: code, facts },
});
const anyPeer = (node: SimNode): number => [...node.connections.keys()][0] ?? expect.fail("nobody is connected");
/** Its reward is not mature yet, so that nobody spends it before the checker looks. */
const hideNewestCoins = (node: SimNode): void => {
  const { chain } = parts(node);
  const { height } = chain.tip;
  const coin = chain.coin.bind(chain);
  chain.coin = (key) => {
    const found = coin(key);
    return found?.height === height ? undefined : found;
  };
};
/** Two payments of one coin, the second by order in the place of the first, which paid somebody. */
const bump = ({ payments, nowMs }: World, payer: SimNode, isPaidAgain: boolean): readonly Transaction[] => {
  const pays = { amount: 5, key: new Uint8Array(32).fill(9) };
  const [old, fresh] = [spendOf(payer, 1), { ...spendOf(payer, 2), outputs: isPaidAgain ? [pays] : [] }];
  payments.promise(hashKey(old.txid), { tx: old, payer, pays, atMs: nowMs() });
  const replaces = hashKey(old.txid);
  payments.promise(hashKey(fresh.txid), { tx: fresh, payer, pays, replaces, atMs: nowMs() });
  return [old, fresh];
};
/** A transaction as far as checkers look: it spends a coin that is there. */
const spendOf = (node: SimNode, name: number): Transaction => {
  const coin = parts(node)
    .wallet.wallet.coins()
    .find(({ txid, index }) => parts(node).chain.coin(outpointKey(txid, index)) !== undefined);
  return { txid: new Uint8Array(32).fill(name), inputs: [coin], outputs: [] } as unknown as Transaction;
};

const EARLY = 8 * MINUTE;
const LAST = 30 * MINUTE - 1;

describe("a checker sees what is planted", () => {
  it.each<readonly [string, number, (world: World, node: SimNode) => void, RegExp]>([
    ["nothing at all", EARLY, () => {}, /^nothing$/],
    ["coins-replay", LAST, (_, node) => hideNewestCoins(node), /coin of block \d+ is missing/],
    [
      "reorganised-coins",
      EARLY,
      (_, node) => {
        hideNewestCoins(node);
        node.perform([notice("reorganised")]);
      },
      /coin of block \d+ is missing/,
    ],
    [
      "sizes-bounded",
      EARLY,
      (_, node) => Object.defineProperty(parts(node).pool, "orphanCount", { value: 101 }),
      /101 orphans; 100/,
    ],
    [
      "asks-to-be-woken",
      EARLY,
      (_, node) => node.perform([{ type: "wake-at", monotonicMs: undefined }]),
      /nothing will wake it/,
    ],
    [
      "mines-on-tip",
      EARLY,
      (_, node) =>
        node.perform([{ type: "search-nonce", job: -1, header: new Uint8Array(80), target: new Uint8Array(32) }]),
      /not its tip/,
    ],
    [
      "keeps-blocks",
      EARLY,
      (_, node) => Object.defineProperty(parts(node).chain, "prunedHeight", { value: 1 }),
      /is to keep all/,
    ],
    [
      "payments-on-disk-first",
      EARLY,
      (_, node) => {
        const tx = { ...spendOf(node, 1), wtxid: new Uint8Array(32).fill(1), bytes: new Uint8Array(1) };
        parts(node).wallet.wallet.unconfirmed = () => [tx];
        const frame = encodeMessage({ kind: "inventory", wtxids: [tx.wtxid] });
        node.perform([{ type: "send", peer: anyPeer(node), frame }]);
      },
      /which is not on its disk/,
    ],
    [
      "signatures-of-chain",
      LAST,
      ({ signatures }) => Object.defineProperty(signatures, "firstInvalid", { value: () => 0 }),
      /is not signed/,
    ],
    ["work-per-event", EARLY, (_, node) => node.perform(Array(501).fill(notice("many"))), /50\d effects of one event/],
    [
      "no-word-after-goodbye",
      EARLY,
      (_, node) => node.perform([{ type: "send", peer: 999, frame: new Uint8Array(1) }]),
      /peer 999, who is gone/,
    ],
    [
      "questions-answered",
      LAST - 10_000,
      ({ network }, node) => {
        const peer = anyPeer(node);
        const frame = encodeMessage({ kind: "get-blocks", hashes: [new Uint8Array(32)] });
        node.perform([{ type: "send", peer, frame }]);
        // or it would answer
        network.otherSide(node, peer)?.freeze();
      },
      /0 questions for headers and 1 for blocks open/,
    ],
    [
      "light-follows-full",
      EARLY,
      ({ nodes }) => nodes[4]?.perform([notice("tip-changed", { hash: "11".repeat(32), height: 9 })]),
      /nobody mined/,
    ],
    [
      "wallet-scan",
      LAST,
      (_, node) => {
        const { wallet } = parts(node).wallet;
        const coins = wallet.coins().filter(({ height }) => height !== null);
        wallet.coins = () => coins.slice(1);
      },
      /its coin of block \d+ over \d+ is missing/,
    ],
    [
      "index-scan",
      EARLY,
      ({ nodes: [, full] }) => {
        const { store } = full?.disk ?? expect.fail("there is no full node");
        const rows = store.indexRows.bind(store);
        store.indexRows = (range) => rows(range).slice(1);
      },
      /does not hold of the address index/,
    ],
    [
      "index-scan",
      LAST,
      ({ nodes: [, full] }) => {
        const { index } = parts(full);
        Object.defineProperty(index, "isReady", { value: false });
      },
      /the index is at block \d+, the chain at \d+/,
    ],
    [
      "light-wallet",
      LAST,
      ({ honestLight: [light] }) => {
        const { wallet } = lightPartsOf(light?.core ?? expect.fail("the light node is down")).wallet;
        const balance = wallet.balance.bind(wallet);
        // whether anybody has paid it by then is a matter of chance
        wallet.balance = (height) => ({ ...balance(height), confirmed: balance(height).confirmed + 1 });
      },
      /the balance is \d+ and 0 immature, a scan finds \d+/,
    ],
    [
      "wallet-signs-once",
      EARLY,
      ({ payments, nowMs }, payer) => {
        for (const name of [1, 2])
          payments.promise(`planted ${name}`, { tx: spendOf(payer, name), payer, pays: undefined, atMs: nowMs() });
      },
      /spends what 0101010101 spends/,
    ],
    [
      "wallet-signs-once",
      EARLY,
      (world, payer) => {
        bump(world, payer, false);
      },
      /spends what 0101010101 spends/,
    ],
    [
      "wallet-signs-once",
      EARLY,
      (world, payer) => {
        const [, fresh] = bump(world, payer, true);
        const third = { ...spendOf(payer, 3), outputs: fresh?.outputs ?? [] };
        world.payments.promise("planted 3", { tx: third, payer, pays: undefined, atMs: 0 });
      },
      /payment 0303030303 spends what 0202020202 spends/,
    ],
    [
      "honest-neighbour",
      LAST,
      ({ network, random }) => {
        while (network.breakOne(random));
      },
      /is surrounded by liars/,
    ],
    ["gives-up-only-pruned", EARLY, (_, node) => node.perform([{ type: "give-up", reason: "tired" }]), /tired/],
    [
      "store-after-end",
      EARLY,
      ({ stage }, node) => {
        node.disk.store = new MemoryStore();
        stage.stop(node, "process-killed");
      },
      /what 0 commits made/,
    ],
    [
      "no-blame",
      EARLY,
      (_, node) => node.perform([{ type: "disconnect", peer: anyPeer(node), code: "flood", text: "" }]),
      /flood/,
    ],
    ["honest-blocks", EARLY, (_, node) => node.perform([notice("own-block-refused")]), /own-block-refused/],
    [
      "once-per-connection",
      EARLY,
      (_, node) => {
        const frame = encodeMessage({ kind: "inventory", wtxids: [new Uint8Array(32)] });
        const send: Effect = { type: "send", peer: anyPeer(node), frame };
        node.perform([send, send]);
      },
      /announced to peer \d+, who knows it/,
    ],
    [
      "payments-arrive",
      LAST,
      ({ payments, nowMs }, payer) => {
        payments.promise("planted", { tx: spendOf(payer, 1), payer, pays: undefined, atMs: nowMs() });
      },
      /is in no block/,
    ],
    [
      "payments-arrive",
      LAST,
      (world, payer) => {
        bump(world, payer, true);
      },
      /0202020202 of miner-0 is in no block, and miner-0 has not heard/,
    ],
    [
      "payments-arrive",
      LAST,
      (world, payer) => {
        const [old] = bump(world, payer, true);
        const { pool } = parts(payer);
        pool.byTxid = (txid) => (old && txid === hashKey(old.txid) ? ({ tx: old } as never) : undefined);
      },
      /0101010101, which it replaces, is still in the pool/,
    ],
  ])("%s", (name, ms, plant, expected) => {
    expect(seenBy(name === "nothing at all" ? "coins-replay" : name, ms, plant)).toMatch(expected);
  });

  it("and nothing in a replacement that pays the same payee", () => {
    expect(seenBy("wallet-signs-once", EARLY, (world, payer) => void bump(world, payer, true))).toBe("nothing");
  });

  it("stopping-loses-nothing", () => {
    const world = worldWatchedBy("stopping-loses-nothing");
    world.run();
    const node = world.nodes[0] as SimNode;
    expect(lostBy(node)).toBeUndefined();
    expect(lostBy({ core: node.core, role: node.role, disk: { store: new MemoryStore() } as never })).toMatch(/no tip/);
  });

  it("cheap-headers", () => {
    const works = [9n, 20n, 21n];
    const chain = { headers: { all: (from = 0) => works.slice(from).map((chainWork) => ({ chainWork })) } } as never;
    expect(storedCheaply({ headers: 1, workMin: 22n }, chain, () => false)).toMatch(
      /2 headers were stored with work 21/,
    );
    expect(storedCheaply({ headers: 1, workMin: 21n }, chain, () => false)).toBeUndefined();
    expect(storedCheaply({ headers: 1, workMin: 22n }, chain, () => true)).toBeUndefined();
  });

  it("any-order", () => {
    const block = (name: number, chainWork: bigint, isInvalid: boolean) => ({
      hash: new Uint8Array(32).fill(name),
      height: name,
      chainWork,
      isInvalid,
    });
    const chainOf = (tipWork: bigint, blocks: readonly ReturnType<typeof block>[]) =>
      ({
        tip: block(9, tipWork, false),
        headers: { all: () => blocks, get: (hash: Uint8Array) => blocks.find((each) => each.hash[0] === hash[0]) },
      }) as unknown as Parameters<typeof differences>[0];
    const good = chainOf(5n, [block(1, 7n, false)]);
    expect(differences(good, good, "again")).toBeUndefined();
    expect(differences(good, chainOf(4n, []), "again")).toMatch(/has other work/);
    expect(differences(good, chainOf(5n, [block(1, 7n, true)]), "again")).toMatch(/condemned again and not here/);
  });
});
