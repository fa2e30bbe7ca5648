/**
 * The licences of all that a bundle contains and others wrote. Most of them (MIT, ISC, BSD) ask for one thing: that
 * their text goes wherever the code goes.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * The packages whose code esbuild took in.
 * @param {import("esbuild").Metafile} metafile
 * @param {string} root what its paths are relative to
 * @returns {readonly { name: string, folder: string }[]}
 */
export function bundledPackages(metafile, root) {
  /** @type {Map<string, string>} */
  const folders = new Map();
  for (const path of Object.keys(metafile.inputs)) {
    const [, folder, name] = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(resolve(root, path)) ?? [];
    if (folder !== undefined && name !== undefined) folders.set(folder, name);
  }
  return [...folders].map(([folder, name]) => ({ name, folder }));
}

/**
 * @param {string} file
 * @param {readonly { name: string, folder: string }[]} packages
 */
export function writeNotices(file, packages) {
  const sections = packages.map(({ name, folder }) => {
    const { version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const texts = readdirSync(folder)
      .filter((entry) => /^(licen[cs]e|notice|copying)/i.test(entry))
      .sort()
      .map((entry) => readFileSync(join(folder, entry), "utf8").trim());
    if (texts.length === 0 && license === undefined) throw new Error(`${name} says nothing of its licence`);
    const by = typeof author === "string" ? author : author?.name;
    // Some packages name their licence and forget its text.
    if (texts.length === 0) texts.push(`Licensed under ${license}${by === undefined ? "" : `, by ${by}`}.`);
    return `${name} ${version} (${license ?? "see below"})\n\n${texts.join("\n\n")}\n`;
  });
  const unique = [...new Set(sections)].sort();
  const intro = "This program contains the following packages. Each keeps its own licence.\n";
  writeFileSync(file, [intro, ...unique].join(`\n${"-".repeat(72)}\n\n`));
}
