/** Which sources a bundle is made of, for its `--version`. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Enough digits to name a commit for as long as this repository lives. */
const DIGITS = 12;

/**
 * The commit of the sources in `root`, with `-dirty` where they were changed since; empty where nobody knows. In a
 * container's build there is no repository: there TRIAD_COMMIT says it.
 * @param {string} root
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {string}
 */
export function sourceCommit(root, env = process.env) {
  const given = env["TRIAD_COMMIT"] ?? "";
  if (given !== "" || !existsSync(join(root, ".git"))) return given;
  try {
    // No tag may stand in for the commit.
    const argv = ["describe", "--always", "--dirty", "--exclude=*", `--abbrev=${DIGITS}`];
    return execFileSync("git", argv, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "";
  }
}
