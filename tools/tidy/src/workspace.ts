/** The repository as the rules see it: read once, handed to every rule. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ImportSpecifier, importsOf } from "./import-specifiers.ts";
import { type SourceText, scanSource } from "./scan-source.ts";

export interface SourceFile {
  /** From the repository's root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly scanned: SourceText;
  readonly imports: readonly ImportSpecifier[];
  readonly isTest: boolean;
  /** In a `testing` folder: fakes and builders that tests of several packages share. */
  readonly isForTests: boolean;
}

export interface Project {
  readonly kind: "packages" | "apps" | "tools";
  /** Of the folder; the package is called `@triad/` and this. */
  readonly name: string;
  readonly folder: string;
  readonly packageJson: PackageJson;
  readonly files: readonly SourceFile[];
}

export interface PackageJson {
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export interface Workspace {
  readonly root: string;
  readonly projects: readonly Project[];
  /** A file's text, or undefined where there is none. */
  readonly read: (path: string) => string | undefined;
}

const KINDS = ["packages", "apps", "tools"] as const;
const SKIPPED_FOLDERS = new Set(["node_modules", "dist", "generated", "coverage"]);

export function readWorkspace(root: string): Workspace {
  const read = (path: string): string | undefined =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined;
  const projects = KINDS.flatMap((kind) =>
    foldersIn(join(root, kind)).flatMap((name): Project[] => {
      const folder = `${kind}/${name}`;
      const packageJson = read(`${folder}/package.json`);
      if (packageJson === undefined) return [];
      return [{ kind, name, folder, packageJson: JSON.parse(packageJson), files: readFiles(root, folder) }];
    }),
  );
  return { root, projects, read };
}

function foldersIn(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

function readFiles(root: string, folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : readFiles(root, path);
    if (!/\.(ts|mts|mjs)$/.test(entry.name)) return [];
    const text = readFileSync(join(root, path), "utf8");
    const scanned = scanSource(text);
    return [
      {
        path,
        text,
        scanned,
        imports: importsOf(scanned),
        isTest: /\.test\.m?ts$/.test(path),
        isForTests: path.includes("/testing/"),
      },
    ];
  });
}
