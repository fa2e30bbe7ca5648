/** Every option, given on the command line, in the environment and in a config file. */
import { afterAll, beforeAll, describe, it } from "vitest";
import { OPTION_GROUPS } from "./cases/option-cases.ts";
import { type OptionAt, SOURCES, startWith, titleOfLook } from "./cases/option-group.ts";
import { SINGLE_OPTION_CASES } from "./cases/single-options.ts";
import { START_MS_MAX } from "./nodes/fleet.ts";
import { type OptionPlace, openOptionPlace } from "./nodes/option-place.ts";

let place: OptionPlace;

beforeAll(async () => {
  place = await openOptionPlace();
}, START_MS_MAX);
afterAll(async () => {
  await place?.end();
}, START_MS_MAX);

for (const { title, run } of SINGLE_OPTION_CASES) it(title, () => run(place));

for (const group of OPTION_GROUPS) {
  for (const source of SOURCES) {
    describe(`${group.role}, ${group.about}`, () => {
      let at: OptionAt;
      beforeAll(async () => {
        at = await startWith(group, source, place, `${group.role} ${group.about} ${source}`.replaceAll(" ", "-"));
      }, START_MS_MAX);
      afterAll(() => at?.node.stop(), START_MS_MAX);
      for (const look of group.looks) it(titleOfLook(look, source), async () => void (await look.run(at)));
    });
  }
}
