/** A relative path stays in its project: what another one has is imported through that one's doors. */
import { posix } from "node:path";
import type { Rule } from "../rule.ts";
import { lineAt } from "../scan-source.ts";

export const relativeImports: Rule = {
  name: "relative-imports",
  check: ({ projects }) =>
    projects.flatMap(({ folder, files }) =>
      files.flatMap((file) =>
        file.imports.flatMap(({ specifier, position }) => {
          if (!specifier.startsWith(".")) return [];
          const target = posix.join(posix.dirname(file.path), specifier);
          if (target.startsWith(`${folder}/`)) return [];
          return [{ file: file.path, line: lineAt(file.text, position), message: `${specifier} leaves ${folder}` }];
        }),
      ),
    ),
};
