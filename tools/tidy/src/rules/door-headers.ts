/** The index.ts of a package is its door: it says what the package is responsible for and what it depends on. */
import type { Rule } from "../rule.ts";
import { headerComment } from "./file-length.ts";

export const doorHeaders: Rule = {
  name: "door-headers",
  check: ({ projects }) =>
    projects
      .filter(({ kind }) => kind === "packages")
      .flatMap(({ name, folder, files }) => {
        const door = `${folder}/src/index.ts`;
        const file = files.find(({ path }) => path === door);
        if (file === undefined) return [{ file: door, message: "every package has a door" }];
        const header = headerComment(file.text);
        return [`@triad/${name}:`, "Responsible for:", "Depends on:"]
          .filter((needed) => !header.includes(needed))
          .map((needed) => ({ file: door, message: `its header comment lacks "${needed}"` }));
      }),
};
