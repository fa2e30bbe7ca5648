import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "network-honest",
  about: "An ordinary network on which nothing goes wrong but lost packets and clocks that are off by seconds.",
  play() {},
};
