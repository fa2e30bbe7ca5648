/**
 * Network parameters as a JSON file that a person writes. Every field is checked; an unknown one is an error, since a
 * misspelt consensus parameter would otherwise make another chain without a word.
 */
import { bytesToHex, hexToBytes } from "@triad/crypto";
import type { Output } from "@triad/protocol";
import { ParamsError } from "./check-params.ts";
import type { NetworkParams, RolePorts } from "./network.ts";

export { ParamsError };

type Fields = Readonly<Record<string, unknown>>;

/** Of a network that names none; no built-in one has them. */
export const PORTS_DEFAULT = {
  "full-node": { peers: 38640, api: 38650 },
  miner: { peers: 38641, api: 38651 },
  "light-node": { peers: 38642, api: 38652 },
} as const satisfies NetworkParams["ports"];

/** Throws ParamsError naming the field and what it should be. Limits are checked when the network is made. */
export function readNetworkFile(text: string): NetworkParams {
  const file = fieldsOf(parseJson(text), "the file", {
    required: [
      ...["name", "addressPrefix", "spacing", "halfLife", "easiestBits", "subsidy", "halvingInterval"],
      ...["coinbaseMaturity", "maxBlockBytes", "genesis"],
    ],
    optional: ["ports", "seeds", "minimumChainWork"],
  });
  const genesis = fieldsOf(file["genesis"], "genesis", {
    required: ["time", "bits", "nonce", "message"],
    optional: ["premine"],
  });
  return {
    name: readText(file, "name"),
    addressPrefix: readText(file, "addressPrefix"),
    consensus: {
      spacing: readNumber(file, "spacing"),
      halfLife: readNumber(file, "halfLife"),
      easiestBits: readBits(file, "easiestBits"),
      subsidy: readNumber(file, "subsidy"),
      halvingInterval: readNumber(file, "halvingInterval"),
      coinbaseMaturity: readNumber(file, "coinbaseMaturity"),
      maxBlockBytes: readNumber(file, "maxBlockBytes"),
      genesisTime: readNumber(genesis, "time"),
      genesisBits: readBits(genesis, "bits"),
      genesisMessage: readText(genesis, "message"),
      premine: readList(genesis, "premine").map(premineOutput),
    },
    genesisNonce: readNumber(genesis, "nonce"),
    ports: file["ports"] === undefined ? PORTS_DEFAULT : readPorts(file["ports"]),
    seeds: readList(file, "seeds").map((seed) => {
      if (typeof seed !== "string") throw new ParamsError("seeds must be a list of HOST:PORT");
      return seed;
    }),
    minimumChainWork: file["minimumChainWork"] === undefined ? 0n : BigInt(`0x${readHex(file, "minimumChainWork")}`),
  };
}

/** The same file again; what `readNetworkFile` reads back as equal parameters. */
export function writeNetworkFile(params: NetworkParams): string {
  const { consensus: c } = params;
  const file = {
    name: params.name,
    addressPrefix: params.addressPrefix,
    spacing: c.spacing,
    halfLife: c.halfLife,
    easiestBits: hexOfBits(c.easiestBits),
    subsidy: c.subsidy,
    halvingInterval: c.halvingInterval,
    coinbaseMaturity: c.coinbaseMaturity,
    maxBlockBytes: c.maxBlockBytes,
    genesis: {
      time: c.genesisTime,
      bits: hexOfBits(c.genesisBits),
      nonce: params.genesisNonce,
      message: c.genesisMessage,
      premine: c.premine.map(({ amount, key }) => ({ amount, key: bytesToHex(key) })),
    },
    ports: params.ports,
    seeds: params.seeds,
    minimumChainWork: params.minimumChainWork.toString(16),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ParamsError(`the network file is not JSON: ${(error as Error).message}`);
  }
}

interface Shape {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

function fieldsOf(value: unknown, where: string, shape: Shape): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ParamsError(`${where} must be a JSON object`);
  }
  for (const name of Object.keys(value)) {
    if (![...shape.required, ...shape.optional].includes(name))
      throw new ParamsError(`${where} has an unknown field ${name}`);
  }
  for (const name of shape.required) {
    if (!Object.hasOwn(value, name)) throw new ParamsError(`${where} lacks the field ${name}`);
  }
  return value as Fields;
}

function readNumber(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw new ParamsError(`${name} must be a whole number`);
  }
  // JSON can say -0, which compares and counts as 0 but is written back as another text
  return value + 0;
}

function readText(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== "string") throw new ParamsError(`${name} must be a text`);
  return value;
}

function readList(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name] ?? [];
  if (!Array.isArray(value)) throw new ParamsError(`${name} must be a list`);
  return value;
}

function readHex(fields: Fields, name: string): string {
  const value = readText(fields, name);
  if (!/^[0-9a-f]{1,64}$/.test(value)) throw new ParamsError(`${name} must be hexadecimal`);
  return value;
}

function readBits(fields: Fields, name: string): number {
  const value = readHex(fields, name);
  if (value.length !== 8) throw new ParamsError(`${name} must be 8 hexadecimal digits such as 1d00ffff`);
  return Number.parseInt(value, 16);
}

function premineOutput(value: unknown): Output {
  const output = fieldsOf(value, "a premine entry", { required: ["amount", "key"], optional: [] });
  const key = readHex(output, "key");
  if (key.length !== 64) throw new ParamsError("a premine key must be 64 hexadecimal digits");
  return { amount: readNumber(output, "amount"), key: hexToBytes(key) };
}

function readPorts(value: unknown): NetworkParams["ports"] {
  const roles = ["full-node", "miner", "light-node"] as const;
  const ports = fieldsOf(value, "ports", { required: roles, optional: [] });
  const read = (role: (typeof roles)[number]): RolePorts => {
    const pair = fieldsOf(ports[role], `ports of ${role}`, { required: ["peers", "api"], optional: [] });
    return { peers: readPort(pair, "peers"), api: readPort(pair, "api") };
  };
  return { "full-node": read("full-node"), miner: read("miner"), "light-node": read("light-node") };
}

function readPort(fields: Fields, name: string): number {
  const port = readNumber(fields, name);
  if (port < 1 || port > 65_535) throw new ParamsError(`port ${name} must be from 1 to 65535`);
  return port;
}

function hexOfBits(bits: number): string {
  return bits.toString(16).padStart(8, "0");
}
