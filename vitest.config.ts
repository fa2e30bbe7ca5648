import { existsSync, readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** One project for each workspace, so that `vitest run --project chain` runs one package's tests. */
const projects = ["packages", "apps", "tools"].flatMap((kind) =>
  readdirSync(kind)
    .filter((name) => existsSync(`${kind}/${name}/package.json`))
    .map((name) => ({
      test: {
        name,
        root: `${kind}/${name}`,
        include: ["src/**/*.test.ts"],
        environment: "node" as const,
        testTimeout: 60_000,
      },
    })),
);

export default defineConfig({ test: { projects, passWithNoTests: true } });
