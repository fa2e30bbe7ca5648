/** The compiler's project references are the declared dependencies: it builds what is needed and nothing else. */
import { ownPackage } from "../import-specifiers.ts";
import type { Rule } from "../rule.ts";

export const referencesMatch: Rule = {
  name: "references-match",
  check: ({ projects, read }) =>
    projects.flatMap(({ folder, packageJson }) => {
      const file = `${folder}/tsconfig.json`;
      const { references = [] } = JSON.parse(read(file) ?? "{}") as { references?: { path: string }[] };
      const referred = references.map(({ path }) => path.split("/").at(-1) ?? path);
      const declared = Object.keys(packageJson.dependencies ?? {}).flatMap((name) => ownPackage(name) ?? []);
      return [
        ...declared
          .filter((name) => !referred.includes(name))
          .map((name) => ({ file, message: `no reference to ${name}` })),
        ...referred
          .filter((name) => !declared.includes(name))
          .map((name) => ({ file, message: `a reference to ${name}, which package.json does not name` })),
      ];
    }),
};
