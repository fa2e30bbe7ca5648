import { MINUTE } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "peers-light-surrounded",
  about: "Half of the nodes lie, and light nodes are parted from all honest ones for minutes at a time.",
  liars: { strategies: ["header-floods", "lying-about-work", "stalling", "old-messages"], share: 0.5 },
  play(stage) {
    const liars = stage.nodes.filter(({ isHonest }) => !isHonest);
    const light = stage.lightNodes.filter(({ isHonest }) => isHonest);
    const others = stage.nodes.filter((node) => node.isHonest && node.role !== "light-node");
    stage.oftenEvery(12 * MINUTE, () => {
      stage.partition([...liars, ...light], others);
      stage.at(stage.nowMs + stage.random.exponential(4 * MINUTE), () => stage.heal());
    });
  },
};
