import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "network-large",
  about: "As network-honest, for --nodes 100, 300, 1000: what it costs is what is asked. Never one of all.",
  isOnlyByName: true,
  play() {},
};
