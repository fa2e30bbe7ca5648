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
        ...(existsSync(`${kind}/${name}/src/global-setup.ts`) ? { globalSetup: "src/global-setup.ts" } : {}),
        testTimeout: 60_000,
      },
    })),
);

/** Of what consensus is made of (`npm run coverage`). */
const coverage = {
  include: ["packages/{crypto,protocol,chain}/src/**/*.ts"],
  exclude: ["**/generated/**", "**/testing/**", "**/index.ts", "**/*.test.ts"],
  reporter: ["text"],
};

/** All cores: many tests wait for processes and sockets. By default one core would stay free, of two a half. */
const maxWorkers = "100%";

export default defineConfig({ test: { projects, passWithNoTests: true, coverage, maxWorkers } });
