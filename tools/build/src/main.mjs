/** `node tools/build/src/main.mjs ROLE`: bundles apps/ROLE into dist/apps/ROLE. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleProgram } from "./bundle-program.mjs";

const ROLES = ["full-node", "miner", "light-node"];

const root = fileURLToPath(new URL("../../../", import.meta.url));
const [role = ""] = process.argv.slice(2);
if (ROLES.includes(role)) {
  const out = join(root, "dist/apps", role);
  const { bytes } = await bundleProgram({ root, name: role, main: join(root, "apps", role, "src/main.ts"), out });
  console.log(`${out}: ${Math.round(bytes / 1024)} KiB of our code; start it with: node ${join(out, "main.mjs")}`);
} else {
  console.error(`Which role? One of ${ROLES.join(", ")}.`);
  process.exitCode = 2;
}
