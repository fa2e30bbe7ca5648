import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "peers-late-joiner",
  about: "A quarter of the nodes comes only when the chain is long, and learns it among liars.",
  liars: { strategies: ["silent", "stalling", "mutated-bodies", "lying-about-work"], share: 0.33 },
  play(stage) {
    const late = stage.random.shuffle(stage.nodes.slice(1)).slice(0, Math.ceil(stage.nodes.length / 4));
    for (const node of late) stage.joinsAt(node, stage.random.between(0.4, 0.95) * stage.faultsEndMs);
  },
};
