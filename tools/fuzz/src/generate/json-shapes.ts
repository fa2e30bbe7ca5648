/** JSON as it should not be: a valid document in which values, names and nesting were swapped for hostile ones. */
import type { Random } from "./random.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Names that every object has from its prototype, and those that change it. */
const NAMES = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "length",
  "",
  "\u0000",
];
/** As source text, since several of them can't be said as a value. */
const SOURCES = [
  ...["null", "true", "false", "[]", "{}", '""', "0", "-0", "-1", "1.5", "1e400", "-1e400", "1e-400", "1e21"],
  ...["9007199254740991", "9007199254740992", "9007199254740993", "4294967295", "4294967296", "2147483648"],
  ...["18446744073709551615", "18446744073709551616", "1e308", "0.1", "01", "0x10", "NaN", "Infinity", "undefined"],
  ...['"\\ud800"', '"\\u0000"', '"\\u001b[2J"', '"__proto__"', '"constructor"', '"\\u202e"', '"0"', '"-1"', '"１"'],
  ...['{"__proto__":{}}', '{"constructor":{"prototype":{}}}', '{"toString":1}', '{"length":1e9}', "[[]]", '[""]'],
  ...['{"value":1}', '"1e3"', '" 1"', '"ffffffff"', '"00000000"', '"1d00ffff"', '"207fffff"', '"x"'],
];

/** A repeated value, itself perhaps made of repeated ones, must not outgrow what is worth reading. */
const REPEATED_CHARS_MAX = 300_000;

/** Text of `document` with some of it exchanged. Not always JSON any more. */
export function hostileJson(document: Json, random: Random): string {
  return write(document, random, 2 + random.integer(12));
}

/** `rarity`: one value in so many is exchanged. */
function write(value: Json, random: Random, rarity: number): string {
  if (random.once(rarity * 4)) return hostileValue(random);
  if (typeof value !== "object" || value === null) return random.once(rarity) ? hostileValue(random) : write1(value);
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => write(item, random, rarity));
    if (random.once(rarity) && items[0] !== undefined) {
      const count = Math.min(random.size(5000), Math.floor(REPEATED_CHARS_MAX / (items[0].length + 1)));
      items.push(...new Array<string>(count).fill(items[0]));
    }
    if (random.once(rarity)) items.push(hostileValue(random));
    return `[${items.join(",")}]`;
  }
  const members = Object.entries(value).flatMap(([name, member]) => {
    if (random.once(rarity * 3)) return [];
    const written = `${write1(random.once(rarity * 3) ? random.pick(NAMES) : name)}:${write(member, random, rarity)}`;
    return random.once(rarity * 3) ? [written, `${write1(name)}:${hostileValue(random)}`] : [written];
  });
  if (random.once(rarity)) members.push(`${write1(random.pick(NAMES))}:${hostileValue(random)}`);
  return `{${members.join(",")}}`;
}

function write1(value: null | boolean | number | string): string {
  return JSON.stringify(value);
}

export function hostileValue(random: Random): string {
  switch (random.integer(8)) {
    case 0:
      return deep(random);
    case 1:
      return `"${"x".repeat(random.size(5000))}"`;
    case 2:
      return "9".repeat(1 + random.size(400));
    case 3:
      return `"${random.pick(["0", "f", "F", "g", "é", "\\u0041"]).repeat(random.pick([1, 7, 8, 9, 63, 64, 65]))}"`;
    default:
      return random.pick(SOURCES);
  }
}

/** Deep enough to end a recursive reader's stack. */
function deep(random: Random): string {
  const depth = random.once(10) ? 20_000 : random.pick([3, 100, 1000]);
  const [open, close] = random.pick([
    ["[", "]"],
    ['{"a":', "}"],
    ['{"__proto__":', "}"],
  ] as const);
  return open.repeat(depth) + (random.once(4) ? "" : `1${close.repeat(depth)}`);
}
