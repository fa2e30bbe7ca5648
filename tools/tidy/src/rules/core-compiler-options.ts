/** The compiler keeps the platform out of core packages only as long as none of them asks for its types. */
import { CORE } from "../layers.ts";
import type { Rule } from "../rule.ts";

const FORBIDDEN = ["types", "lib", "skipLibCheck", "strict", "paths", "baseUrl"];

export const coreCompilerOptions: Rule = {
  name: "core-compiler-options",
  check: ({ projects, read }) =>
    projects
      .filter(({ kind, name }) => kind === "packages" && CORE.has(name))
      .flatMap(({ folder }) => {
        const file = `${folder}/tsconfig.json`;
        const { compilerOptions = {} } = JSON.parse(read(file) ?? "{}") as { compilerOptions?: object };
        return Object.keys(compilerOptions)
          .filter((name) => FORBIDDEN.includes(name))
          .map((name) => ({ file, message: `core packages take \`${name}\` from tsconfig.base.json` }));
      }),
};
