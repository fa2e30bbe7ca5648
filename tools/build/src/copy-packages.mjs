/** Copies packages with all that they depend on, flat, into a folder of their own. */
import { cpSync, existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** No program loads these: maps, typings, C sources, texts for readers (a licence without an ending stays). */
const NEVER_LOADED = /\.(map|[cm]?ts|md|c|cc|cpp|h|gypi?)$/;

/**
 * @param {readonly string[]} names
 * @param {string} from folder of the package that depends on them
 * @param {string} to a node_modules folder
 * @param {object} choice
 * @param {Readonly<Record<string, readonly string[]>>} [choice.parts] of a package, by its name, what alone of it is copied
 * @param {Readonly<Record<string, readonly string[]>>} [choice.leftOut] of a package, by its name, what of it is not
 * @param {readonly string[]} [choice.installOnly] packages that are needed where others are compiled, and not later
 * @returns {readonly { name: string, folder: string }[]} what was copied, and from where
 */
export function copyPackages(names, from, to, { parts = {}, leftOut = {}, installOnly = [] } = {}) {
  /** @type {Map<string, string>} */
  const copied = new Map();
  const waiting = names.map((name) => ({ name, from, optional: false }));
  for (const { name, from: dependant, optional } of waiting) {
    if (installOnly.includes(name)) continue;
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
    const kept = parts[name];
    const dropped = leftOut[name] ?? [];
    cpSync(folder, join(to, name), {
      recursive: true,
      filter(path) {
        const inside = relative(folder, path).replaceAll(sep, "/");
        if (path === nested || path.startsWith(nested + sep) || NEVER_LOADED.test(inside)) return false;
        // Folders that begin with a dot are of those who make the package.
        if (/(^|\/)\./.test(inside) || dropped.includes(inside)) return false;
        return kept === undefined || isPartOf(kept, inside);
      },
    });
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const { dependencies = {}, optionalDependencies = {} } = manifest;
    for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies })) {
      waiting.push({ name: dependency, from: folder, optional: dependency in optionalDependencies });
    }
  }
  return [...copied].map(([name, folder]) => ({ name, folder }));
}

/**
 * The folders on the way to a part, the part, and what lies in it.
 * @param {readonly string[]} kept
 * @param {string} path
 */
function isPartOf(kept, path) {
  return path === "" || kept.some((part) => `${part}/`.startsWith(`${path}/`) || path.startsWith(`${part}/`));
}

/**
 * As Node.js finds it: the nearest node_modules on the way up.
 * @param {string} name
 * @param {string} from
 * @returns {string | undefined}
 */
export function findPackage(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return realpathSync(candidate);
    if (dirname(folder) === folder) return undefined;
  }
}
