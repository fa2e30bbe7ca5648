import type { PeerView } from "@triad/gossip";
import { beforeEach, describe, expect, it } from "vitest";
import { ClockWatch } from "./clock-watch.ts";
import { Effects } from "./effects.ts";

const ALLOWED = 600;

describe("a clock held against those of dialled nodes", () => {
  let effects: Effects;
  let peers: Pick<PeerView, "direction" | "clockAheadSeconds">[];
  let watch: ClockWatch;

  beforeEach(() => {
    effects = new Effects();
    peers = [];
    watch = new ClockWatch({ effects, maxFutureSeconds: ALLOWED, ready: () => peers });
  });

  /** What is told when these are connected. */
  function connected(direction: "inbound" | "outbound", ...ahead: readonly number[]) {
    for (const clockAheadSeconds of ahead) {
      peers.push({ direction, clockAheadSeconds });
      watch.peerReady();
    }
    return effects.take().flatMap((effect) => (effect.type === "notify" ? [effect.notice] : []));
  }

  it("clock-wrong: more than half of what the rule allows behind the one in the middle, and once", () => {
    expect(connected("outbound", 301, 301)).toEqual([]);
    const [notice, ...more] = connected("outbound", 301, 400, 500);
    expect(notice).toMatchObject({ level: "warn", code: "clock-wrong", facts: { aheadSeconds: -301 } });
    expect(notice?.text).toContain("301 seconds behind");
    expect(more).toEqual([]);
  });

  it("is right at half of what the rule allows, and when less than half of them say otherwise", () => {
    expect(connected("outbound", 300, -300, 0, 4_000_000_000, -1_700_000_000)).toEqual([]);
  });

  it("clock-wrong: ahead", () => {
    const [notice] = connected("outbound", -7_200, -7_201, -7_199);
    expect(notice?.text).toContain("7200 seconds ahead of");
  });

  it("clock-right: once it agrees again", () => {
    connected("outbound", 900, 900, 900);
    expect(connected("outbound", 0, 0, 0, 0).map(({ code }) => code)).toEqual(["clock-right"]);
  });

  it("does not listen to nodes that came by themselves", () => {
    expect(connected("inbound", ...Array.from({ length: 50 }, () => 9_000))).toEqual([]);
  });
});
