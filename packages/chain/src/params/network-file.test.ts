import { describe, expect, it } from "vitest";
import {
  BUILT_IN_NETWORKS,
  makeNetwork,
  type NetworkParams,
  ParamsError,
  readNetworkFile,
  writeNetworkFile,
} from "../index.ts";
import { testNetwork } from "../testing/index.ts";

const { params } = testNetwork();
const file = (changes: Record<string, unknown> = {}) => ({ ...JSON.parse(writeNetworkFile(params)), ...changes });
const genesis = (changes: Record<string, unknown>) => file({ genesis: { ...file().genesis, ...changes } });
const read = (json: unknown) => readNetworkFile(JSON.stringify(json));
const without = (name: string) => Object.fromEntries(Object.entries(file()).filter(([key]) => key !== name));

describe("a network file", () => {
  it.each(Object.values(BUILT_IN_NETWORKS).map((each) => [each.name, each] as const))(
    "holds %s and gives it back",
    (_, each) => {
      expect(readNetworkFile(writeNetworkFile(each))).toEqual(each);
    },
  );

  it("holds a premine, seeds and a minimum of work and gives them back", () => {
    const full: NetworkParams = { ...params, seeds: ["a.example:1", "[::1]:2"], minimumChainWork: 2n ** 90n + 7n };
    expect(full.consensus.premine).toHaveLength(4);
    expect(readNetworkFile(writeNetworkFile(full))).toEqual(full);
    expect(makeNetwork(readNetworkFile(writeNetworkFile(full))).chainId).toEqual(makeNetwork(full).chainId);
  });

  it("reads -0 as 0", () => {
    const text = JSON.stringify(file()).replace('"halfLife":0', '"halfLife":-0');
    expect(text).toContain("-0");
    expect(Object.is(readNetworkFile(text).consensus.halfLife, 0)).toBe(true);
  });

  it("may leave out ports, seeds, the minimum of work and the premine", () => {
    const { ports, seeds, minimumChainWork, ...required } = file();
    const { premine, ...genesisRequired } = required.genesis;
    const made = read({ ...required, genesis: genesisRequired });
    expect([ports, seeds, minimumChainWork, premine].every((left) => left !== undefined)).toBe(true);
    expect(made).toMatchObject({ seeds: [], minimumChainWork: 0n, consensus: { premine: [] } });
    expect(new Set(Object.values(made.ports).flatMap(({ peers, api }) => [peers, api])).size).toBe(6);
  });

  it.each([
    "name",
    "addressPrefix",
    "spacing",
    "halfLife",
    "easiestBits",
    "subsidy",
    "halvingInterval",
    "coinbaseMaturity",
  ])("is refused without %s", (name) => {
    expect(() => read(without(name))).toThrow(`lacks the field ${name}`);
  });

  it.each([
    ["an unknown field", file({ halfLive: 5 }), "unknown field halfLive"],
    ["an unknown field of genesis", genesis({ prev: "" }), "genesis has an unknown field prev"],
    ["genesis that is no object", file({ genesis: [] }), "genesis must be a JSON object"],
    ["a number as text", file({ spacing: "2" }), "spacing must be a whole number"],
    ["a fraction", file({ spacing: 2.5 }), "spacing must be a whole number"],
    ["a negative number", file({ spacing: -2 }), "spacing must be a whole number"],
    ["a number above 2^53", file({ subsidy: 2 ** 53 }), "subsidy must be a whole number"],
    ["a name that is no text", file({ name: 5 }), "name must be a text"],
    ["bits as a number", file({ easiestBits: 0x207fffff }), "easiestBits must be a text"],
    ["bits of 7 digits", file({ easiestBits: "07fffff" }), "easiestBits must be 8 hexadecimal digits"],
    ["bits that are not hexadecimal", file({ easiestBits: "0x1d00ff" }), "easiestBits must be hexadecimal"],
    ["seeds that are no list", file({ seeds: "a:1" }), "seeds must be a list"],
    ["a seed that is no text", file({ seeds: [1] }), "seeds must be a list of HOST:PORT"],
    ["ports of two roles", file({ ports: { miner: { peers: 1, api: 2 } } }), "ports lacks the field full-node"],
    ["work of 65 digits", file({ minimumChainWork: "1".repeat(65) }), "minimumChainWork must be hexadecimal"],
    ["a premine key of 63 digits", genesis({ premine: [{ amount: 1, key: "1".repeat(63) }] }), "64 hexadecimal digits"],
    ["a premine entry without amount", genesis({ premine: [{ key: "1".repeat(64) }] }), "lacks the field amount"],
  ])("is refused with %s", (_, json, message) => {
    expect(() => read(json)).toThrow(ParamsError);
    expect(() => read(json)).toThrow(message);
  });

  it("is refused with a port beyond 65535, or 0", () => {
    const withPort = (peers: number) => read(file({ ports: { ...file().ports, miner: { peers, api: 2 } } }));
    expect(withPort(1).ports.miner.peers).toBe(1);
    expect(withPort(65_535).ports.miner.peers).toBe(65_535);
    for (const port of [0, 65_536]) expect(() => withPort(port)).toThrow("from 1 to 65535");
  });

  it("is refused when it is no JSON, or no object", () => {
    for (const text of ["", "{", "[]", "null", "7"]) expect(() => readNetworkFile(text)).toThrow(ParamsError);
  });
});
