/** `npm run difficulty`: writes docs/difficulty.md and docs/plots/*.svg. Half a minute; the same output every time. */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeDifficultyPage } from "./difficulty-page.ts";
import { simulatedNetworks } from "./networks.ts";
import { drawAllPlots } from "./plots.ts";

const { values } = parseArgs({ options: { help: { type: "boolean" } } });
if (values.help) {
  process.stdout.write("npm run difficulty\nWrites docs/difficulty.md and docs/plots/*.svg. It takes no options.\n");
  process.exit();
}
const docs = new URL("../../../docs/", import.meta.url);
const networks = simulatedNetworks();
mkdirSync(new URL("plots/", docs), { recursive: true });
for (const [name, svg] of drawAllPlots(networks)) {
  writeFileSync(new URL(`plots/difficulty-${name}.svg`, docs), svg);
  process.stdout.write(`docs/plots/difficulty-${name}.svg  ${Math.ceil(svg.length / 1000)} kB\n`);
}
const page = new URL("difficulty.md", docs);
writeFileSync(page, writeDifficultyPage(networks));
process.stdout.write(`${fileURLToPath(page)}\n`);
