import { beforeEach, describe, expect, it } from "vitest";
import { createTrafficBudget, type TrafficAccount, type TrafficBudget } from "./traffic-budget.ts";

const BOUNDS = { receivedBytesMax: 100, unfinishedBytesMax: 100, queuedBytesMax: 100 };

describe("all peers together", () => {
  let nowMs: number;
  let budget: TrafficBudget;
  let heard: string[];

  beforeEach(() => {
    nowMs = 0;
    heard = [];
    budget = createTrafficBudget(BOUNDS, () => nowMs);
  });

  function join(name: string): TrafficAccount {
    const account = budget.join({
      cutOff(code) {
        heard.push(`${name} ${code}`);
        account.leave();
      },
      mayRead: () => heard.push(`${name} reads on`),
    });
    return account;
  }

  it("may have received as much as the bound; who sends more waits until half of it is handled", () => {
    const [a, b] = [join("a"), join("b")];
    a.frameReceived(60);
    b.frameReceived(40);
    expect([a.mustWait, b.mustWait]).toEqual([false, false]);
    b.frameReceived(1);
    expect([a.mustWait, b.mustWait]).toEqual([false, true]);
    a.frameHandled(50);
    expect(b.mustWait).toBe(true);
    a.frameHandled(1);
    expect(b.mustWait).toBe(false);
    expect(heard).toEqual(["b reads on"]);
  });

  it("read on when one with much that is not handled leaves", () => {
    const [a, b] = [join("a"), join("b")];
    a.frameReceived(100);
    b.frameReceived(10);
    a.leave();
    expect(heard).toEqual(["b reads on"]);
    expect(budget.totals().received).toBe(10);
  });

  it("may have begun as much as the bound; beyond it the message that began first ends, whoever sent the last byte", () => {
    const [a, b, c] = [join("a"), join("b"), join("c")];
    b.bytesArrived(20);
    nowMs = 1;
    a.bytesArrived(60);
    nowMs = 2;
    c.bytesArrived(20);
    expect(heard).toEqual([]);
    c.bytesArrived(1);
    expect(heard).toEqual(["b evicted"]);
    expect(budget.totals().unfinished).toBe(81);
  });

  it("a message that ended doesn't count any more, and the next one of its sender begins anew", () => {
    const [a, b] = [join("a"), join("b")];
    a.bytesArrived(90);
    a.messageEnded();
    nowMs = 1;
    b.bytesArrived(50);
    nowMs = 2;
    a.bytesArrived(51);
    expect(heard).toEqual(["b evicted"]);
  });

  it("may be sent as much as the bound; beyond it who has taken nothing for longest ends, not who has most", () => {
    const [slow, quick] = [join("slow"), join("quick")];
    slow.queued(20);
    nowMs = 1;
    quick.queued(80);
    nowMs = 2;
    quick.taken(10);
    quick.queued(10);
    expect(heard).toEqual([]);
    quick.queued(1);
    expect(heard).toEqual(["slow slow-reader"]);
    expect(budget.totals().queued).toBe(81);
  });

  it("who waits for nothing is never idle, who has something is from then on", () => {
    const a = join("a");
    nowMs = 500;
    expect(a.idleSendMs()).toBe(0);
    a.queued(5);
    nowMs = 800;
    expect(a.idleSendMs()).toBe(300);
    a.taken(2);
    expect(a.idleSendMs()).toBe(0);
    a.taken(3);
    nowMs = 900;
    expect(a.idleSendMs()).toBe(0);
  });

  it("leave nothing behind, and what comes after the end counts for nothing", () => {
    const a = join("a");
    a.frameReceived(5);
    a.bytesArrived(6);
    a.queued(7);
    a.leave();
    a.frameReceived(5);
    a.bytesArrived(6);
    a.queued(7);
    a.taken(7);
    a.frameHandled(5);
    expect(budget.totals()).toEqual({ received: 0, unfinished: 0, queued: 0 });
  });
});
