/** Lines typed into the console of a real node. What is typed can do little harm; a paste can hold anything. */
import { PassThrough } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { addressOfKey } from "@triad/chain";
import { attachConsole } from "@triad/console";
import { textOf, utf8 } from "../generate/bytes.ts";
import type { Random } from "../generate/random.ts";
import { openHostedNode } from "../live/hosted-node.ts";
import { sampleBlocks, sampleTransactions } from "../sample-chain.ts";
import { expectThat, type Target } from "../target.ts";

const COMMANDS = [
  "access",
  "broadcast",
  "send",
  "connect",
  "disconnect",
  "chain",
  "block",
  "tx",
  "mining",
  "generate",
].concat(
  [
    "submit-block",
    "pool",
    "include",
    "exclude",
    "prioritise",
    "fees",
    "wallet",
    "balance",
    "receive",
    "history",
    "peers",
  ],
  ["node", "log", "menu", "help", "1", "2", "3", "5", "6", "7", "9", "0", "-1", "__proto__", "constructor"],
);
const ARGUMENTS = [
  "0",
  "1",
  "-1",
  "1.5",
  ".00000001",
  "1e9",
  "21000000",
  "0.000000001",
  "9".repeat(70),
  "all",
  "raw",
].concat(
  ["off", "include", "none", "+1", "-.1", "+-1", "::1", "[::1]:1", "a:1", "٣", "\u001b[2J", "\u202e", "é".repeat(300)],
  ["f".repeat(64), "0".repeat(64), "00000000…23456789", "…", "__proto__", "toString"],
);
/** Streams and promises hand on over a few turns; a signature check of the wallet takes longer. */
const TURNS_MAX = 400;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must not be printed.
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

export async function openConsoleLines(): Promise<Target> {
  const hosted = openHostedNode();
  await hosted.caughtUp();
  const address = addressOfKey(new Uint8Array(32).fill(7), hosted.network.params.addressPrefix);
  const hex = [...sampleTransactions(), ...sampleBlocks()].map(({ bytes }) => Buffer.from(bytes).toString("hex"));
  const samples = [`send ${address} 1.5 3`, `2\n${hex[0]}`, "chain all", "5", "9\n1 include", "help send", "log on"];
  return {
    samples: samples.map(utf8),
    dictionary: [...COMMANDS, ...ARGUMENTS, address, "\n", " "].map(utf8),
    shape: (random) => linesShape(random, [...ARGUMENTS, address, ...hex]),
    async check(input) {
      const output = new PassThrough({ encoding: "utf8" });
      let printed = "";
      output.on("data", (text: string) => {
        printed += text;
      });
      const stream = new PassThrough();
      const attachment = await attachConsole({ input: stream, output, env: { NO_COLOR: "1" } })(hosted.handle);
      const ended = waitFor(() => printed.includes(LAST_WORD));
      // the last line is a command whose answer shows that all before it have been dealt with
      stream.end(`${textOf(input)}\n\n\nhelp ${LAST_WORD}\n`);
      await ended;
      await attachment.stop();
      hosted.expectAlive();
      const [failure] = hosted.takeLog();
      expectThat(failure === undefined, `no command fails inside the console: ${failure}`);
      expectThat(!STEERING.test(printed), "nothing that is printed steers a terminal");
      return `accepted ${/\[([a-z-]+)\]/.exec(printed)?.[1] ?? ""}`;
    },
    close: () => hosted.node.stop(),
  };
}

const LAST_WORD = "xyzzyx";

async function waitFor(isDone: () => boolean): Promise<void> {
  for (let turn = 0; turn < TURNS_MAX; turn++) {
    await nextTurn();
    if (isDone()) return;
  }
}

function linesShape(random: Random, args: readonly string[]): Uint8Array {
  const line = () => {
    const words = Array.from({ length: random.integer(4) }, () => random.pick(args));
    return [random.pick(COMMANDS), ...words].join(random.once(9) ? "\t " : " ");
  };
  return utf8(Array.from({ length: 1 + random.integer(3) }, line).join("\n"));
}
