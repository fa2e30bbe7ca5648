/** Copies packages with all that they depend on, flat, into a folder of their own. */
import { cpSync, existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/**
 * @param {readonly string[]} names
 * @param {string} from folder of the package that depends on them
 * @param {string} to a node_modules folder
 */
export function copyPackages(names, from, to) {
  /** @type {Map<string, string>} */
  const copied = new Map();
  const waiting = names.map((name) => ({ name, from, optional: false }));
  for (const { name, from: dependant, optional } of waiting) {
    const folder = findPackage(name, dependant);
    if (folder === undefined) {
      // Native packages list one optional package for each platform; only this machine's is installed.
      if (optional) continue;
      throw new Error(`${name}, which ${dependant} needs, is not installed`);
    }
    const before = copied.get(name);
    if (before === folder) continue;
    if (before !== undefined) throw new Error(`two versions of ${name} are needed: ${before} and ${folder}`);
    copied.set(name, folder);
    const nested = join(folder, "node_modules");
    cpSync(folder, join(to, name), {
      recursive: true,
      filter: (path) => path !== nested && !path.startsWith(nested + sep),
    });
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const { dependencies = {}, optionalDependencies = {} } = manifest;
    for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies })) {
      waiting.push({ name: dependency, from: folder, optional: dependency in optionalDependencies });
    }
  }
}

/**
 * As Node.js finds it: the nearest node_modules on the way up.
 * @param {string} name
 * @param {string} from
 * @returns {string | undefined}
 */
function findPackage(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return realpathSync(candidate);
    if (dirname(folder) === folder) return undefined;
  }
}
