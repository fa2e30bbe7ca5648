import fc from "fast-check";
import { expect, it } from "vitest";
import { AddressBook } from "./address-book.ts";
import { readAddressFile, writeAddressFile } from "./address-file.ts";
import { Dialling } from "./dialling.ts";
import type { NetAddress } from "./ports.ts";
import { at, FakeOutbox, seededRandomness } from "./testing/fake-ports.ts";

const RUNS = Number(process.env["TRIAD_PROPERTY_RUNS"] ?? 40);
const OUTBOUND = 8;

/** Each of another network group. */
function honest(number: number): NetAddress {
  return { host: `${20 + (number % 60)}.${number % 250}.7.1`, port: 9000 };
}

function poisoned(group: number, number: number): NetAddress {
  return { host: `1${10 + group}.9.${(number >> 8) & 255}.${number & 255}`, port: 9000 };
}

const attack = fc.record({
  seed: fc.nat(),
  reached: fc.integer({ min: 4, max: 40 }),
  groups: fc.integer({ min: 1, max: 8 }),
  each: fc.integer({ min: 1, max: 400 }),
  /** Whether the attacker's addresses answer, so that they can be tried ones. */
  answers: fc.boolean(),
});

it("a poisoned book and a restart: at least one of the first outbound dials leads to an honest node", () => {
  fc.assert(
    fc.property(attack, ({ seed, reached, groups, each, answers }) => {
      const book = new AddressBook(seededRandomness(seed));
      for (let i = 0; i < reached; i++) {
        const entry = book.learn(honest(i), "full-node", honest(i).host);
        if (entry !== undefined) book.reached(entry, 5);
      }
      book.setAnchors([honest(0), honest(1)]);
      for (let i = 0; i < groups * each; i++) {
        const address = poisoned(i % groups, i);
        const entry = book.learn(address, "full-node", address.host);
        if (entry !== undefined && answers) book.reached(entry, 6);
      }
      const after = new AddressBook(seededRandomness(seed + 1));
      readAddressFile(writeAddressFile(book), after);
      const outbox = new FakeOutbox();
      const options = { maxOutbound: OUTBOUND, manualOnly: false };
      const dialling = new Dialling(after, seededRandomness(seed + 2), (address) => outbox.dial(address), options);
      const nobody = {
        outbound: 0,
        blockSources: 0,
        ready: 0,
        addresses: new Map(),
        isNodeConnected: () => false,
      };
      dialling.update(at(0), { ...nobody, isBanned: () => false });
      const hosts = outbox.takeDials();
      expect(hosts.filter((host) => !/^11\d\./.test(host)).length).toBeGreaterThanOrEqual(2);
      for (let group = 0; group < groups; group++) {
        const ofGroup = hosts.filter((host) => host.startsWith(`1${10 + group}.9.`)).length;
        if (reached + groups >= OUTBOUND) expect(ofGroup).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: RUNS },
  );
});
