/**
 * A role's options; which role, the input's length says. An input is parts between zero bytes: "E:NAME=VALUE" is a variable of the environment, "C:…" the
 * config file, anything else a word of the command line.
 */
import { EXIT, FatalError, readOptions } from "@triad/host-nodejs";
import { textOf, utf8 } from "../generate/bytes.ts";
import { hostileJson } from "../generate/json-shapes.ts";
import type { Random } from "../generate/random.ts";
import { expectThat, type Target } from "../target.ts";

const ROLES = ["full-node", "miner", "light-node"] as const;
const CONFIG = {
  network: "test",
  datadir: "d",
  listen: "0.0.0.0:0",
  connect: ["a:1"],
  peer: ["a:1", "[::1]:2"],
  maxInbound: 3,
  maxOutbound: "4",
  api: false,
  threads: 2,
  mine: "pending",
  logLevel: "debug",
  logFormat: "json",
  console: false,
};
const WORDS = [
  "--network",
  "--listen",
  "--no-listen",
  "--peer",
  "--connect",
  "--max-inbound",
  "--api",
  "--no-api",
].concat(
  ["--mine", "--threads", "--config", "--log-level", "--no-console", "--console", "--help", "--version", "--", "-h"],
  ["--__proto__", "--constructor", "--toString", "--no-", "--=", "--no-peer", "--peer=", "a:1", "[::1]:0", "1", "yes"],
);

/** Words of the checks' own sentences. */
const CHECKS = [
  "Can't read",
  "should be a JSON object",
  "should be a list",
  "should be a text",
  "Unknown option",
].concat(
  ["takes no value", "needs a value", "given twice", "is no option", "should be a whole number", "should be HOST:PORT"],
  ["should be yes or no", "should be"],
);

export function openOptions(): Target {
  const samples = [
    "--network\0main\0--peer\0a:1\0--peer=[::1]:2\0--no-api\0--mine\0off",
    `--config\0file\0C:${JSON.stringify(CONFIG)}`,
    "E:TRIAD_PEER=a:1,b:2\0E:TRIAD_LISTEN=no\0E:TRIAD_CONFIG=x\0C:{}",
    "--help",
  ];
  return {
    samples: samples.map(utf8),
    dictionary: [...WORDS, "\0", "E:TRIAD_", "C:", "=", ","].map(utf8),
    shape: optionShape,
    check(input, timed) {
      const argv: string[] = [];
      const env: Record<string, string> = {};
      let config = "{}";
      for (const part of textOf(input).split("\0")) {
        const [, name = "", value = ""] = /^E:([^=]*)=(.*)$/s.exec(part) ?? [];
        if (name !== "") env[name] = value;
        else if (part.startsWith("C:")) config = part.slice(2);
        else argv.push(part);
      }
      const role = ROLES[input.length % ROLES.length] ?? "miner";
      try {
        timed(() => readOptions(role, argv, env, () => config));
        return "accepted";
      } catch (error) {
        if (!(error instanceof FatalError)) throw error;
        expectThat(error.exitCode === EXIT.usage, "a wrong option ends with the exit code of wrong usage");
        return `refused ${CHECKS.find((words) => error.message.includes(words))}`;
      }
    },
  };
}

function optionShape(random: Random): Uint8Array {
  const parts = Array.from({ length: random.size(60) }, () => random.pick(WORDS));
  if (random.once(2)) parts.push("--config", "file", `C:${hostileJson(CONFIG, random)}`);
  for (let left = random.integer(3); left > 0; left--) {
    const name = random.pick(["NETWORK", "PEER", "LISTEN", "MAX_INBOUND", "MINE", "CONFIG", "CONSOLE", "HELP"]);
    parts.push(`E:TRIAD_${name}=${random.pick(["no", "1", "a:1", ",,", "é", "x".repeat(random.size(3000)), "file"])}`);
  }
  return utf8(parts.join("\0"));
}
