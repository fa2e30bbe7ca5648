import { MINUTE } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "mining-hash-rate-jumps",
  about: "All miners together become four times as quick, and later a tenth as quick as they were.",
  play(stage) {
    stage.at(15 * MINUTE, () => stage.scaleHashRates(4));
    stage.at(45 * MINUTE, () => stage.scaleHashRates(1 / 40));
    stage.at(70 * MINUTE, () => stage.scaleHashRates(10));
  },
};
