/** A file's name answers "where is X?". Names that say nothing collect what belongs nowhere. */
import type { Rule } from "../rule.ts";

const SAYS_NOTHING = /^(?:utils?|helpers?|common|misc|shared|stuff|lib|tools?)$/;

export const fileNames: Rule = {
  name: "file-names",
  check: ({ projects }) =>
    projects.flatMap(({ folder, files }) =>
      files.flatMap(({ path }) => {
        const parts = path
          .slice(folder.length + 1)
          .replace(/(?:\.prop)?(?:\.test)?\.\w+$/, "")
          .split("/");
        const bad = parts.find((part) => SAYS_NOTHING.test(part));
        return bad === undefined ? [] : [{ file: path, message: `"${bad}" does not say what is in it` }];
      }),
    ),
};
