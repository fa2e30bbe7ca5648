/**
 * The package.json of each project names exactly the packages of ours that its files import: the linter refuses an
 * import that is not declared (tests excepted, where it is silent); an arrow that is declared and not used misleads.
 */
import { ownPackage } from "../import-specifiers.ts";
import type { Rule } from "../rule.ts";
import { lineAt } from "../scan-source.ts";

export const declaredDependencies: Rule = {
  name: "declared-dependencies",
  check: ({ projects }) =>
    projects.flatMap((project) => {
      const { dependencies = {}, devDependencies = {} } = project.packageJson;
      const declared = new Set(
        Object.keys({ ...dependencies, ...devDependencies }).flatMap((name) => ownPackage(name) ?? []),
      );
      const used = new Set<string>();
      const undeclared = project.files.flatMap((file) =>
        file.imports.flatMap(({ specifier, position }) => {
          const to = ownPackage(specifier);
          if (to === undefined || to === project.name) return [];
          used.add(to);
          if (declared.has(to)) return [];
          const message = `@triad/${to} is imported and not declared in ${project.folder}/package.json`;
          return [{ file: file.path, line: lineAt(file.text, position), message }];
        }),
      );
      const unused = [...declared].flatMap((name) =>
        used.has(name)
          ? []
          : [{ file: `${project.folder}/package.json`, message: `@triad/${name} is declared and never imported` }],
      );
      return [...undeclared, ...unused];
    }),
};
