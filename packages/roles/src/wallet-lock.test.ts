import { COIN } from "@triad/chain";
import { wasmSchnorr } from "@triad/crypto";
import { accountKeyOf, Wallet } from "@triad/wallet";
import { describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { createMiner } from "./miner.ts";
import { codeOf, contentOf, EASY_NETWORK, MINING_OFF } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";
import { UNLOCK_SECONDS_MAX, WalletLock } from "./wallet-lock.ts";

const SEED = new Uint8Array(64).fill(1);
const NODE = 0;

function lockedMiner(): RoleNetwork {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 6);
  net.add(createMiner, { mining: MINING_OFF, walletSeed: accountKeyOf(SEED) });
  net.run(5_000);
  return net;
}

const wallet = (net: RoleNetwork, node = NODE) => contentOf(net.ask(node, { name: "wallet" }), "wallet").wallet;
const unlock = (net: RoleNetwork, seconds: number | null, seed = SEED) =>
  codeOf(net.ask(NODE, { name: "unlock-wallet", seed: seed.slice(), seconds }));
const send = (net: RoleNetwork, node = NODE) =>
  codeOf(net.ask(node, { name: "send", to: wallet(net, node).address, amount: COIN }));

describe("an encrypted wallet", () => {
  it("earns, shows balance and addresses, and pays only while it is unlocked", () => {
    const net = lockedMiner();
    const before = wallet(net);
    expect(before).toMatchObject({ encrypted: true, unlockedUntilUnixMs: null });
    net.ask(NODE, { name: "generate", blocks: 10 });
    net.runUntil(() => net.height(NODE) === 10, 60_000, "ten blocks");
    net.run(1_000);
    expect(wallet(net).confirmed).toBeGreaterThan(COIN);
    expect(codeOf(net.ask(NODE, { name: "receive" }))).toBe("ok");
    expect(send(net)).toBe("wallet-locked");
    expect(unlock(net, 60)).toBe("ok");
    expect(wallet(net).unlockedUntilUnixMs).toBeGreaterThan(net.now().unixMs);
    expect(send(net)).toBe("ok");
    expect(codeOf(net.ask(NODE, { name: "lock-wallet" }))).toBe("ok");
    expect(send(net)).toBe("wallet-locked");
  });

  it("locks itself when its time is over, and is locked after a restart", () => {
    const net = lockedMiner();
    expect(unlock(net, 60)).toBe("ok");
    net.run(59_000);
    expect(wallet(net).unlockedUntilUnixMs).not.toBeNull();
    net.run(2_000);
    expect(wallet(net).unlockedUntilUnixMs).toBeNull();
    expect(send(net)).toBe("wallet-locked");
    expect(unlock(net, UNLOCK_SECONDS_MAX)).toBe("ok");
    net.restart(NODE);
    expect(wallet(net)).toMatchObject({ encrypted: true, unlockedUntilUnixMs: null });
  });

  it("bad-number: for no time, for more than a day, or for a part of a second", () => {
    const net = lockedMiner();
    for (const seconds of [0, UNLOCK_SECONDS_MAX + 1, 1.5, Number.NaN]) expect(unlock(net, seconds)).toBe("bad-number");
  });

  it("other-wallet: a seed of another wallet opens nothing, and every seed that was tried is overwritten", () => {
    const net = lockedMiner();
    const other = new Uint8Array(64).fill(2);
    for (const [seed, code] of [
      [other, "other-wallet"],
      [SEED.slice(), "ok"],
    ] as const) {
      expect(codeOf(net.ask(NODE, { name: "unlock-wallet", seed, seconds: 60 }))).toBe(code);
      expect(seed.every((byte) => byte === 0)).toBe(true);
    }
  });
});

describe("the time for which a wallet is unlocked", () => {
  const NOW = { monotonicMs: 5_000, unixMs: 1_800_000_000_000 };
  const after = (monotonicMs: number, unixMs: number) => ({
    monotonicMs: NOW.monotonicMs + monotonicMs,
    unixMs: NOW.unixMs + unixMs,
  });

  function unlocked(): WalletLock {
    const locked = new Wallet({
      seed: accountKeyOf(SEED),
      network: EASY_NETWORK,
      schnorr: wasmSchnorr(),
      records: [],
    });
    const lock = new WalletLock(locked);
    lock.answer({ name: "unlock-wallet", seed: SEED.slice(), seconds: 60 }, NOW);
    return lock;
  }

  it.each([
    ["ends by both clocks together", after(60_000, 60_000), true],
    ["does not end a moment earlier", after(59_999, 59_999), false],
    ["ends while the machine sleeps, when only the clock on the wall goes on", after(10, 28_800_000), true],
    ["is not made longer by a clock that is set back", after(60_000, -86_400_000), true],
  ])("%s", (_, now, isOver) => {
    const lock = unlocked();
    lock.wake(now);
    expect(lock.view().unlockedUntilUnixMs === null).toBe(isOver);
  });

  it.each([
    ["a miner", createMiner],
    ["a light node", createLightNode],
  ])("of %s ends before a command that comes later, even if no timer told it so", (_, create) => {
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 6);
    net.add(create, { walletSeed: accountKeyOf(SEED) });
    net.run(1_000);
    expect(unlock(net, 60)).toBe("ok");
    const { monotonicMs, unixMs } = net.now();
    const command = { name: "wallet" } as const;
    const event = { type: "operator-command", reply: 9_999, command } as const;
    const effects = net.nodes[NODE]?.core.handle(event, { monotonicMs, unixMs: unixMs + 3_600_000 }) ?? [];
    const replies = effects.flatMap((effect) => (effect.type === "reply" ? [effect.result] : []));
    expect(replies).toMatchObject([{ ok: true, value: { wallet: { encrypted: true, unlockedUntilUnixMs: null } } }]);
  });
});

describe("a wallet without a passphrase", () => {
  it.each([
    ["a full node", createFullNode],
    ["a light node", createLightNode],
  ])("of %s gets one while it runs, and loses it again", (_, create) => {
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 6);
    net.add(create);
    net.run(1_000);
    expect(wallet(net)).toMatchObject({ encrypted: false, unlockedUntilUnixMs: null });
    expect(codeOf(net.ask(NODE, { name: "lock-wallet" }))).toBe("wallet-not-encrypted");
    expect(codeOf(net.ask(NODE, { name: "protect-wallet" }))).toBe("ok");
    expect(wallet(net)).toMatchObject({ encrypted: true, unlockedUntilUnixMs: null });
    expect(unlock(net, 1)).toBe("ok");
    net.run(1_500);
    expect(wallet(net).unlockedUntilUnixMs).toBeNull();
    expect(unlock(net, null)).toBe("ok");
    expect(wallet(net)).toMatchObject({ encrypted: false, unlockedUntilUnixMs: null });
    net.run(100_000);
    expect(codeOf(net.ask(NODE, { name: "lock-wallet" }))).toBe("wallet-not-encrypted");
  });
});
