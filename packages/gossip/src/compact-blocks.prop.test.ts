import fc from "fast-check";
import { expect, it } from "vitest";
import { CompactBlocks, MISSING_TIMEOUT_MS } from "./compact-blocks.ts";
import { makeCompactBlock } from "./compact-short-ids.ts";
import { candidateOf, fakeBlock } from "./testing/fake-block.ts";
import { at, FakeOutbox } from "./testing/fake-ports.ts";

const RUNS = Number(process.env["TRIAD_PROPERTY_RUNS"] ?? 300);
const PEERS = [1, 2, 3, 4];
const peer = fc.constantFrom(...PEERS);
const step = fc.oneof(
  fc.record({ type: fc.constant("offer" as const), peer, block: fc.nat(3) }),
  fc.record({ type: fc.constant("answer" as const), peer, isHonest: fc.boolean() }),
  fc.record({ type: fc.constant("not-found" as const), peer }),
  fc.record({ type: fc.constant("gone" as const), peer }),
  fc.record({ type: fc.constant("whole" as const), block: fc.nat(3) }),
  fc.record({ type: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 3_000 }) }),
);
const poolOf = fc.record({ numbers: fc.uniqueArray(fc.nat(59), { maxLength: 60 }), impostors: fc.array(fc.nat(59)) });

it("whatever peers do, each block that was taken ends rebuilt, forgotten or fallen back, once, and nothing is left", () => {
  fc.assert(
    fc.property(poolOf, fc.array(step, { maxLength: 40 }), (inPool, steps) => {
      const blocks = [0, 1, 2, 3].map((n) => fakeBlock(15, 15 * n));
      const outbox = new FakeOutbox();
      const open = new Set<string>();
      const questions = new Map<number, { hash: Uint8Array; indexes: readonly number[] }>();
      const blockOf = (hash: Uint8Array) => blocks.find((block) => String(block.hash) === String(hash));
      let nowMs = 0;
      // some of the pool's have a short id of another one of the block
      const pool = [
        ...inPool.impostors.map((n) => ({ wtxid: candidateOf(n).wtxid, bytes: new Uint8Array(66) })),
        ...inPool.numbers.map(candidateOf),
      ];
      const end = (hash: Uint8Array) => expect(open.delete(String(hash))).toBe(true);
      const machine = new CompactBlocks({
        outbox,
        candidates: () => pool,
        rebuilt: ({ header }, transactions) => {
          const block = blocks.find((each) => each.block.header === header);
          if (String(block?.block.transactions) !== String(transactions)) return "mutated";
          end(block?.hash ?? new Uint8Array(0));
          return "taken";
        },
        fellBack: end,
      });
      const ready = new Set<number>();
      const leave = (gone: number) => {
        ready.delete(gone);
        questions.delete(gone);
        machine.peerGone(gone, at(nowMs));
      };
      outbox.onDisconnect = leave;
      for (const each of steps) {
        if (each.type === "pass") {
          nowMs += each.ms;
          machine.wake(at(nowMs));
        } else if (each.type === "whole") {
          const { hash } = blocks[each.block] as (typeof blocks)[0];
          open.delete(String(hash));
          machine.forget(hash);
        } else if (each.type === "gone") leave(each.peer);
        else if (each.type === "offer") {
          if (!ready.has(each.peer)) machine.peerReady(each.peer);
          ready.add(each.peer);
          const { block, hash, candidates } = blocks[each.block] as (typeof blocks)[0];
          const compact = makeCompactBlock(
            block,
            candidates.map(({ wtxid }) => wtxid),
            new Uint8Array(8).fill(each.peer),
          );
          const wasOpen = open.has(String(hash));
          open.add(String(hash));
          if (machine.offered(each.peer, hash, compact, at(nowMs)) === "not-taken" && !wasOpen)
            open.delete(String(hash));
        } else {
          const question = questions.get(each.peer);
          if (question === undefined) continue;
          questions.delete(each.peer);
          const { hash, indexes } = question;
          const right = indexes.flatMap((index) => blockOf(hash)?.block.transactions[index] ?? []);
          if (each.type === "not-found") machine.notFound(each.peer, [hash], at(nowMs));
          else
            machine.transactionsReceived(each.peer, hash, each.isHonest ? right : right.slice().reverse(), at(nowMs));
        }
        for (const sent of outbox.take()) {
          // nobody here sends what was not asked for, so nobody is blamed
          expect(sent.type).toBe("send");
          if (sent.type !== "send" || sent.message.kind !== "get-block-transactions") continue;
          expect(ready.has(sent.peer)).toBe(true);
          questions.set(sent.peer, sent.message);
        }
        for (const { hash } of blocks) expect(machine.isRebuilding(hash)).toBe(open.has(String(hash)));
      }
      for (let round = 0; round < 4; round++) {
        nowMs += MISSING_TIMEOUT_MS;
        machine.wake(at(nowMs));
      }
      expect(open.size).toBe(0);
      expect(machine.nextWake()).toBeUndefined();
    }),
    { numRuns: RUNS },
  );
});
