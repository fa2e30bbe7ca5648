import { wasmSchnorr } from "@triad/crypto";
import { expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import type { Core } from "./seam.ts";
import { EASY_NETWORK } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

/** Many times what a node needs in half a minute with one peer. */
const WAKE_UPS_MAX = 200;

it("a node whose only peer never answers about its headers waits, and is not woken again and again", () => {
  let wakeUps = 0;
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr());
  const node = net.add((options): Core => {
    const core = createFullNode(options);
    return {
      start: (now) => core.start(now),
      handle(event, now) {
        if (event.type === "woken") wakeUps += 1;
        if (wakeUps > WAKE_UPS_MAX) throw new Error("woken without end");
        return core.handle(event, now);
      },
    };
  });
  const silent = net.addScripted({ tip: { height: 1_000, work: 2n ** 200n } });
  net.connect(silent.index, node);
  net.run(30_000);
  expect(wakeUps).toBeLessThan(WAKE_UPS_MAX);
});
