/** V8's CPU profile, added up by function, file and package. */

/** The parts of the .cpuprofile format (DevTools protocol, Profiler.Profile) that are read here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Ids of the nodes that ran at each sample. */
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

export interface ProfileShares {
  /** Time in which the thread did something. */
  readonly busyMs: number;
  readonly idleMs: number;
  /** Each by its own time, without what it called; the largest first. */
  readonly packages: readonly Share[];
  readonly files: readonly Share[];
  readonly functions: readonly Share[];
  /** Functions of ours with all that they called: the steps that they stand for. */
  readonly steps: readonly Share[];
}

export interface Share {
  readonly name: string;
  readonly ms: number;
}

/** What V8 calls time that belongs to no function. */
const NO_FUNCTION = new Set(["(garbage collector)", "(program)", "(root)"]);

interface Place {
  readonly name: string;
  readonly file: string;
  readonly selfMs: number;
}

export function profileShares(profile: CpuProfile): ProfileShares {
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const selfMs = new Map<number, number>();
  for (const [i, id] of profile.samples.entries()) {
    selfMs.set(id, (selfMs.get(id) ?? 0) + (profile.timeDeltas[i] ?? 0) / 1000);
  }
  const sums = { packages: new Sums(), files: new Sums(), functions: new Sums(), steps: new Sums() };
  let idleMs = 0;

  /** Returns the time of the node with all below it; `above` are the names of the functions that led here. */
  const visit = (node: ProfileNode, caller: Place | undefined, above: ReadonlySet<string>): number => {
    const ms = selfMs.get(node.id) ?? 0;
    if (node.callFrame.functionName === "(idle)") {
      idleMs += ms;
      return 0;
    }
    const place = placeOf(node, caller, ms);
    sums.functions.add(place.name, ms);
    sums.files.add(place.file, ms);
    sums.packages.add(packageOf(place.file), ms);
    const below = above.has(place.name) ? above : new Set(above).add(place.name);
    let total = ms;
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child !== undefined) total += visit(child, place, below);
    }
    // a function that called itself is counted once
    if (isOurs(node.callFrame.url) && !above.has(place.name)) sums.steps.add(place.name, total);
    return total;
  };

  const root = profile.nodes[0];
  const busyMs = root === undefined ? 0 : visit(root, undefined, new Set());
  const { packages, files, functions, steps } = sums;
  return {
    busyMs,
    idleMs,
    packages: packages.largestFirst(),
    files: files.largestFirst(),
    functions: functions.largestFirst(),
    steps: steps.largestFirst(),
  };
}

class Sums {
  readonly #ms = new Map<string, number>();

  add(name: string, ms: number): void {
    this.#ms.set(name, (this.#ms.get(name) ?? 0) + ms);
  }

  largestFirst(): Share[] {
    return [...this.#ms].map(([name, ms]) => ({ name, ms })).sort((a, b) => b.ms - a.ms);
  }
}

/** What the engine itself provides has no file: its time belongs to whoever called it. */
function placeOf({ callFrame: { functionName, url } }: ProfileNode, caller: Place | undefined, selfMs: number): Place {
  if (NO_FUNCTION.has(functionName)) return { name: functionName, file: functionName, selfMs };
  const name = functionName === "" ? "(anonymous)" : functionName;
  if (url === "") return { name: `${name} (engine)`, file: caller?.file ?? "(program)", selfMs };
  const file = fileOf(url);
  return { name: `${name}  ${file}`, file, selfMs };
}

/** `chain/src/coin.ts`, `@noble/hashes/sha2.js`, `node:internal/...`. */
export function fileOf(url: string): string {
  const path = url.replace(/^file:\/\//, "").replace(/\?.*$/, "");
  const library = path.lastIndexOf("/node_modules/");
  if (library !== -1) return path.slice(library + "/node_modules/".length);
  return /\/(?:packages|apps|tools)\/([^/]+\/.*)$/.exec(path)?.[1] ?? path;
}

/** `chain`, `@noble/hashes`, `ws`, `node`. */
export function packageOf(file: string): string {
  if (file.startsWith("node:")) return "node";
  const parts = file.split("/");
  return parts.slice(0, file.startsWith("@") ? 2 : 1).join("/");
}

function isOurs(url: string): boolean {
  return /^[a-z-]+\/src\//.test(fileOf(url));
}
