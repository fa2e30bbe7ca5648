/** Imports between our packages point down (layers.ts). */
import { ownPackage } from "../import-specifiers.ts";
import { layerOf, mayImport } from "../layers.ts";
import type { Rule } from "../rule.ts";
import { lineAt } from "../scan-source.ts";

export const packageArrows: Rule = {
  name: "package-arrows",
  check: ({ projects }) =>
    projects.flatMap((project) => {
      if (layerOf(project.name) === undefined) {
        return [{ file: `${project.folder}/package.json`, message: "stands in no layer of tools/tidy/src/layers.ts" }];
      }
      return project.files.flatMap((file) =>
        file.imports.flatMap(({ specifier, position }) => {
          const to = ownPackage(specifier);
          if (to === undefined || to === project.name || mayImport(project.name, to)) return [];
          const message = `${project.name} must not import ${to}: arrows point down, and none within a line`;
          return [{ file: file.path, line: lineAt(file.text, position), message }];
        }),
      );
    }),
};
