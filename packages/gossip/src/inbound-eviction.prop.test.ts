import fc from "fast-check";
import { expect, it } from "vitest";
import { chooseEvicted, type InboundCandidate } from "./inbound-eviction.ts";

const RUNS = Number(process.env["TRIAD_PROPERTY_RUNS"] ?? 200);

/** The attacker's connections are better than any honest one in all that he can buy. */
const attack = fc.record({
  places: fc.integer({ min: 8, max: 117 }),
  honest: fc.integer({ min: 1, max: 100 }),
  groups: fc.integer({ min: 1, max: 6 }),
  /** Which comer is an honest one; the others are the attacker's. */
  comers: fc.array(fc.boolean(), { maxLength: 300 }),
  orders: fc.infiniteStream(fc.bigInt({ min: 0n, max: 1n << 64n })),
});

it("an attacker of few groups, with any number of connections, pushes out no honest peer of a network of its own", () => {
  fc.assert(
    fc.property(attack, ({ places, honest, groups, comers, orders }) => {
      const orderOf = new Map<string, bigint>();
      let peer = 0;
      const connect = (hostGroup: string, isGood: boolean): InboundCandidate => {
        peer++;
        const groupOrder = orderOf.get(hostGroup) ?? (orders.next().value as bigint);
        orderOf.set(hostGroup, groupOrder);
        const best = isGood ? undefined : peer;
        return {
          peer,
          hostGroup,
          groupOrder,
          pingMs: isGood ? 40 : 1,
          lastBlockMs: best,
          lastTransactionMs: best,
          openedAtMs: peer,
          isGreeting: false,
          isDiscouraged: false,
        };
      };
      // so many honest peers that the attacker has at least two places for each group outside the protected ones
      const honestMax = Math.max(1, Math.min(honest, Math.floor(places / 8)));
      let table = Array.from({ length: honestMax }, (_, i) => connect(`honest-${i}`, true));
      while (table.length < places) table.push(connect(`attacker-${table.length % groups}`, false));
      let newcomers = honestMax;
      for (const [index, isHonest] of comers.entries()) {
        const comer = isHonest && newcomers < places / 4 ? connect(`honest-${newcomers++}`, true) : undefined;
        const next = comer ?? connect(`attacker-${index % groups}`, false);
        const evicted = chooseEvicted(table);
        expect(evicted, "somebody always makes room").toBeDefined();
        table = [...table.filter((one) => one.peer !== evicted), next];
        const present = table.filter(({ hostGroup }) => hostGroup.startsWith("honest")).length;
        expect(present, "at least those of before the attack").toBeGreaterThanOrEqual(honestMax);
      }
    }),
    { numRuns: RUNS },
  );
});
