import type { Message, MessageKind } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { MESSAGE_RATES, MessageRates } from "./message-rates.ts";
import { OPEN_QUESTIONS } from "./serving-queue.ts";

const BYTES = new Uint8Array(32);

const PINGS: Message = { kind: "ping", nonce: BYTES };
const inventory = (count: number): Message => ({
  kind: "inventory",
  wtxids: Array.from({ length: count }, () => BYTES),
});

describe("messages of one peer", () => {
  it("are handled up to the burst of their kind; one more is a flood, whatever other kinds and peers do", () => {
    const rates = new MessageRates();
    for (let count = 0; count < MESSAGE_RATES.ping.burst; count++) expect(rates.charge(1, PINGS, 0)).toBe("within");
    expect(rates.charge(1, PINGS, 0)).toBe("flood");
    expect(rates.charge(1, { kind: "pong", nonce: BYTES }, 0)).toBe("within");
    expect(rates.charge(2, PINGS, 0)).toBe("within");
  });

  it("may come at the rate of their kind for ever", () => {
    const rates = new MessageRates();
    const { burst, perSecond } = MESSAGE_RATES.ping;
    for (let count = 0; count < 10 * burst; count++) {
      expect(rates.charge(1, PINGS, (count * 1000) / perSecond)).toBe("within");
    }
  });

  it("count by their elements where that is what they cost", () => {
    const rates = new MessageRates();
    const { burst } = MESSAGE_RATES.inventory;
    for (let count = 0; count < burst; count += 1_000) expect(rates.charge(1, inventory(1_000), 0)).toBe("within");
    expect(rates.charge(1, inventory(1), 0)).toBe("flood");
  });

  it("count as one when they are empty", () => {
    const rates = new MessageRates();
    const empty: Message = { kind: "transactions", transactions: [] };
    const { burst } = MESSAGE_RATES.transactions;
    for (let count = 0; count < burst; count++) expect(rates.charge(1, empty, 0)).toBe("within");
    expect(rates.charge(1, empty, 0)).toBe("flood");
  });

  it("for people are ignored when nobody could read them", () => {
    const rates = new MessageRates();
    const notice: Message = { kind: "notice", code: "hello", text: "hello" };
    for (let count = 0; count < MESSAGE_RATES.notice.burst; count++) expect(rates.charge(1, notice, 0)).toBe("within");
    expect(rates.charge(1, notice, 0)).toBe("ignored");
    expect(rates.charge(1, notice, 5_000)).toBe("within");
  });

  it("are forgotten with the peer", () => {
    const rates = new MessageRates();
    for (let count = 0; count <= MESSAGE_RATES.ping.burst; count++) rates.charge(1, PINGS, 0);
    rates.peerGone(1);
    expect(rates.charge(1, PINGS, 0)).toBe("within");
  });
});

it("no kind without a sentence that says what an honest node sends", () => {
  for (const { burst, why } of Object.values(MESSAGE_RATES)) {
    expect(burst).toBeGreaterThan(0);
    expect(why).toMatch(/^[A-Z].*\.$/);
  }
});

it("whoever asks at the burst of a question is held up by the bound on open ones first", () => {
  for (const [kind, { max, unit }] of Object.entries(OPEN_QUESTIONS)) {
    const rate = MESSAGE_RATES[kind as MessageKind];
    expect(rate.unit).toBe(unit);
    expect(rate.burst).toBeGreaterThan(max);
  }
});
