/** Every group of options; which of its options has a case, and under which titles. */
import { MINER_OPTIONS } from "./miner-options.ts";
import { type OptionGroup, SOURCES, titleOfLook } from "./option-group.ts";
import { PEER_OPTIONS } from "./peer-options.ts";
import { PLACE_OPTIONS } from "./place-options.ts";
import { SINGLE_OPTION_CASES } from "./single-options.ts";

export const OPTION_GROUPS: readonly OptionGroup[] = [...PLACE_OPTIONS, ...MINER_OPTIONS, ...PEER_OPTIONS];

export const OPTION_CASES = [
  ...SINGLE_OPTION_CASES,
  ...OPTION_GROUPS.flatMap(({ looks }) =>
    looks.flatMap((look) =>
      SOURCES.map((source) => ({ touches: `option ${look.option}`, title: titleOfLook(look, source) })),
    ),
  ),
];
