/** `npm run lint` runs this after the linter: the rules of the house that neither compiler nor linter can check. */
import { fileURLToPath } from "node:url";
import { ALL_RULES } from "./all-rules.ts";
import { formatFinding } from "./finding.ts";
import { readWorkspace } from "./workspace.ts";

const workspace = readWorkspace(fileURLToPath(new URL("../../../", import.meta.url)));
const lines = ALL_RULES.flatMap(({ name, check }) => check(workspace).map((finding) => formatFinding(name, finding)));
for (const line of lines) console.error(line);
if (lines.length > 0) {
  console.error(`tidy: ${lines.length} found`);
  process.exitCode = 1;
} else {
  const files = workspace.projects.reduce((count, project) => count + project.files.length, 0);
  console.log(`tidy: ${files} files keep ${ALL_RULES.length} rules`);
}
