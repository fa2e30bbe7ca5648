import { describe, expect, it } from "vitest";
import { FatalError } from "./fatal-error.ts";
import { helpText } from "./help-text.ts";
import { configName, OPTIONS } from "./option-table.ts";
import { readOptions } from "./options.ts";

const CONFIG = { TRIAD_CONFIG: "node.json" };
const config = (contents: unknown) => () => JSON.stringify(contents);

function messageOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof FatalError && error.exitCode === 2) return error.message;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("options", () => {
  it("come from the command line before the environment before the config file before the default", () => {
    const file = config({ maxOutbound: 3 });
    expect(readOptions("miner", [], {}).maxOutbound).toBe(8);
    expect(readOptions("miner", [], CONFIG, file).maxOutbound).toBe(3);
    expect(readOptions("miner", [], { ...CONFIG, TRIAD_MAX_OUTBOUND: "4" }, file).maxOutbound).toBe(4);
    const argv = ["--max-outbound", "5"];
    expect(readOptions("miner", argv, { ...CONFIG, TRIAD_MAX_OUTBOUND: "4" }, file).maxOutbound).toBe(5);
  });

  it("of one name are replaced as a whole by a stronger source", () => {
    const file = config({ peer: ["a:1", "b:2"] });
    expect(readOptions("miner", [], CONFIG, file).peers).toHaveLength(2);
    expect(readOptions("miner", [], { ...CONFIG, TRIAD_PEER: "c:3, d:4,e:5" }, file).peers).toHaveLength(3);
    expect(readOptions("miner", ["--peer=[::1]:6"], CONFIG, file).peers).toEqual([{ host: "::1", port: 6 }]);
  });

  it("may be negated in every source", () => {
    expect(readOptions("miner", ["--no-listen", "--no-api", "--no-console"], {})).toMatchObject({
      listen: false,
      api: false,
      console: false,
    });
    expect(readOptions("miner", [], { TRIAD_LISTEN: "no", TRIAD_CONSOLE: "no" })).toMatchObject({
      listen: false,
      console: false,
    });
    expect(readOptions("miner", [], CONFIG, config({ api: false })).api).toBe(false);
    expect(readOptions("miner", ["--listen", "0.0.0.0:0"], { TRIAD_LISTEN: "no" }).listen).toEqual({
      host: "0.0.0.0",
      port: 0,
    });
  });

  it("mistyped in the environment are refused, those of other roles and programs are not", () => {
    const env = { TRIAD_MAX_OUTBOND: "4" };
    expect(messageOf(() => readOptions("miner", [], env))).toContain(
      "TRIAD_MAX_OUTBOND in the environment is no option. Did you mean TRIAD_MAX_OUTBOUND?",
    );
    const others = { TRIAD_THREADS: "2", TRIAD_BUILD_NETWORK: "host", TRIAD_MINR: "", TRIAD_VECTORS: "/v" };
    expect(readOptions("light-node", [], others).maxOutbound).toBe(8);
  });

  it("name how much is logged, of all areas and of one", () => {
    const { logLevels } = readOptions("miner", ["--log-level", "warn,peers=debug"], {});
    expect(logLevels).toEqual({ level: "warn", areas: new Map([["peers", "debug"]]) });
    expect(messageOf(() => readOptions("miner", [], { TRIAD_LOG_LEVEL: "warn,peer=debug" }))).toContain(
      'TRIAD_LOG_LEVEL (environment): "peer" is no area of the log. Did you mean peers?',
    );
  });

  it("name peers by wss too, and nothing that this node listens at", () => {
    const secure = { host: "a", port: 1, tls: true };
    expect(readOptions("miner", ["--peer", "wss://a:1", "--connect", "wss://a:1"], {})).toMatchObject({
      peers: [secure],
      connect: [secure],
    });
    for (const option of ["--listen", "--api"]) {
      expect(messageOf(() => readOptions("miner", [option, "wss://a:1"], {}))).toContain("without wss://");
    }
  });

  it("name origins of pages as browsers send them, and nothing that no browser sends", () => {
    const read = (...origins: readonly string[]) =>
      readOptions(
        "light-node",
        origins.flatMap((origin) => ["--page-origin", origin]),
        {},
      );
    const { pageOrigins } = read("https://a.example", "http://b.example:8080/");
    expect(pageOrigins).toEqual(["https://a.example", "http://b.example:8080"]);
    for (const wrong of ["*", "null", "a.example", "https://a.example/page", "file:///a", "https://a.example:443"]) {
      expect(messageOf(() => read(wrong))).toContain("an origin");
    }
  });

  it("of access are a full node's, with keys in either case", () => {
    const key = "AB".repeat(32);
    const given = readOptions("full-node", ["--access", "ask", "--allow", key, "--allow", "01".repeat(32)], {});
    expect(given).toMatchObject({ access: "ask", allow: [key.toLowerCase(), "01".repeat(32)] });
    expect(readOptions("full-node", [], {})).toMatchObject({ access: "open", allow: [] });
    expect(messageOf(() => readOptions("full-node", ["--allow", "ab"], {}))).toContain("64 hexadecimal digits");
    expect(messageOf(() => readOptions("miner", ["--access", "ask"], {}))).toContain("Unknown option --access");
  });

  it("that are unknown are refused with a suggestion", () => {
    expect(messageOf(() => readOptions("miner", ["--max-outbuond", "5"], {}))).toContain(
      "Did you mean --max-outbound?",
    );
    expect(messageOf(() => readOptions("miner", ["--bind", "5"], {}))).toContain("Did you mean --listen?");
    expect(messageOf(() => readOptions("miner", ["--xyzzy"], {}))).toContain("--help lists all options");
    expect(messageOf(() => readOptions("miner", ["5"], {}))).toContain('"5" is no option');
    expect(messageOf(() => readOptions("miner", [], CONFIG, config({ maxOutbund: 1 })))).toContain(
      "Did you mean maxOutbound?",
    );
  });

  it("with a wrong value say which, from where, and what instead", () => {
    expect(messageOf(() => readOptions("miner", ["--threads", "0"], {}))).toBe(
      '--threads is "0", but should be a whole number from 1 to 256.',
    );
    expect(messageOf(() => readOptions("miner", [], { TRIAD_MINE: "often" }))).toBe(
      'TRIAD_MINE (environment) is "often", but should be always, pending or off.',
    );
    expect(messageOf(() => readOptions("miner", [], CONFIG, config({ peer: ["x"] })))).toBe(
      'peer in node.json is "x", but should be HOST:PORT, for IPv6 [ADDRESS]:PORT.',
    );
    expect(messageOf(() => readOptions("miner", ["--max-inbound"], {}))).toContain("needs a value");
    expect(messageOf(() => readOptions("miner", ["--max-inbound=1", "--max-inbound=2"], {}))).toContain("given twice");
    expect(messageOf(() => readOptions("miner", ["--help=1"], {}))).toContain("takes no value");
    expect(messageOf(() => readOptions("miner", [], CONFIG, () => "{"))).toContain(
      "Can't read the config file node.json",
    );
    expect(messageOf(() => readOptions("miner", ["--config", "/none.json"], {}))).toBe(
      "Can't read the config file /none.json: there is no such file or directory.",
    );
  });

  it("at a bound are accepted, beyond it refused", () => {
    expect(readOptions("miner", ["--max-inbound", "1000"], {}).maxInbound).toBe(1000);
    expect(messageOf(() => readOptions("miner", ["--max-inbound", "1001"], {}))).toContain("from 0 to 1000");
    expect(readOptions("miner", ["--threads", "1"], {}).threads).toBe(1);
  });

  it("of the miner are unknown to the others", () => {
    expect(readOptions("miner", ["--mine", "off"], {}).mine).toBe("off");
    expect(readOptions("miner", ["--power", "1"], {}).power).toBe(1);
    expect(messageOf(() => readOptions("miner", ["--power", "0"], {}))).toContain("from 1 to 100");
    expect(messageOf(() => readOptions("miner", ["--power", "101"], {}))).toContain("from 1 to 100");
    expect(readOptions("miner", ["--coinbase-text", "é".repeat(122)], {}).coinbaseText).toHaveLength(122);
    expect(messageOf(() => readOptions("miner", ["--coinbase-text", "é".repeat(123)], {}))).toContain("244 bytes");
    expect(messageOf(() => readOptions("full-node", ["--mine", "off"], {}))).toContain("Unknown option --mine");
    expect(helpText("full-node")).not.toContain("--threads");
  });

  it("are all listed by --help, in every role that has them", () => {
    for (const role of ["full-node", "miner", "light-node"] as const) {
      const help = helpText(role);
      const listed = OPTIONS.filter(({ name, negatable }) =>
        new RegExp(`--${negatable ? "(no-)?" : ""}${name}\\b`).test(help),
      );
      const expected = OPTIONS.filter(({ roles }) => roles === undefined || roles.includes(role));
      expect(listed.map(({ name }) => name).sort()).toEqual(expected.map(({ name }) => name).sort());
      for (const columns of [40, 60, 80, 120, 200]) {
        const width = Math.min(Math.max(columns, 60), 120) - 1;
        const lines = helpText(role, columns).split("\n");
        expect(lines.filter((line) => line.length > width)).toEqual([]);
        expect(lines.join(" ").replaceAll(/ +/g, " ")).toBe(help.replaceAll(/[ \n]+/g, " "));
      }
    }
    expect(OPTIONS.map(configName)).toContain("maxOutbound");
  });
});
