/** Every route and every metric, asked of running nodes. */
import { afterAll, beforeAll, it } from "vitest";
import { HTTP_CASES } from "./cases/fleet-cases.ts";
import { type Fleet, START_MS_MAX, startFleet } from "./nodes/fleet.ts";

let fleet: Fleet;

beforeAll(async () => {
  fleet = await startFleet();
}, START_MS_MAX);
afterAll(async () => {
  await fleet?.end();
}, START_MS_MAX);

for (const { title, run } of HTTP_CASES) it(title, () => run(fleet));
