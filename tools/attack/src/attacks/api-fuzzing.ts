/** The API under a fuzzer that knows its description, and under callers that hold their connections. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type Attack, type KnownChain, scaled } from "../attack.ts";
import { brokenRequest, hostileRequest, type Operation, type RequestSetting } from "../http/hostile-requests.ts";
import { sendRequests } from "../http/request-lines.ts";
import { annoySlowly } from "../http/slow-callers.ts";
import { manyAtOnce } from "../many-at-once.ts";
import { seededBytes } from "../seeded-bytes.ts";

const REQUESTS = 1_000_000;
const LINES = 16;
/** On one connection at once. With those of the other lines as many as the node lets strangers run. */
const AT_ONCE = 4;
/** Every so many batches end with a request that can't be read, and that with their connection. */
const BROKEN_EVERY = 8;
/** The stream of events has no end; slow callers have it. */
const ENDLESS = "/api/events";
const OPERATOR_ASKS_EVERY_MS = 200;

export const apiFuzzing: Attack = {
  name: "api-fuzzing",
  sends:
    "1,000,000 requests to every path of the API with hostile values, headers and bodies, a part with the token, beside 80 callers that drip or never read",
  claim: "each is answered or ended, none changes anything or stays in memory, and the operator is answered meanwhile",
  rows: [50, 52, 55],
  needsOwnNode: true,
  endsWith: ["http-200", "http-400", "http-401", "http-403", "http-404"],
  play: async ({ chain, tally, scale }) => {
    if (chain === undefined) return;
    const { hostname, port, host } = new URL(chain.apiUrl);
    const address = { host: hostname, port: Number(port) };
    const setting = await learn(chain, host);
    const random = seededBytes(55);
    let left = scaled(REQUESTS, scale);
    let batches = 0;
    const stopSlow = annoySlowly(address, host, tally);
    const operator = askAsOperator(chain.apiUrl, setting.token);
    await manyAtOnce(LINES, LINES, () =>
      sendRequests(address, tally, () => {
        if (left <= 0) return undefined;
        left -= AT_ONCE;
        batches += 1;
        const isLast = batches % BROKEN_EVERY === 0;
        const texts = Array.from({ length: AT_ONCE - (isLast ? 1 : 0) }, () => hostileRequest(random, setting));
        if (isLast) texts.push(brokenRequest(random, setting));
        return { text: texts.join(""), requests: AT_ONCE };
      }),
    );
    stopSlow();
    await operator.end();
  },
};

async function learn(chain: KnownChain, host: string): Promise<RequestSetting> {
  const description = (await (await fetch(`${chain.apiUrl}/openapi.json`)).json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  const operations = Object.entries(description.paths).flatMap(([path, methods]): readonly Operation[] =>
    path === ENDLESS ? [] : Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
  const tip = await (await fetch(`${chain.apiUrl}/api/blocks/tip/hash`)).text();
  const txids = (await (await fetch(`${chain.apiUrl}/api/block/${tip}/txids`)).json()) as readonly string[];
  const token = readFileSync(chain.cookieFile, "utf8").trim();
  return { operations, host, token, known: [tip, ...txids, "0", "1"] };
}

/** Somebody with the token who looks at the node all the time. `end` throws if they were refused once. */
function askAsOperator(apiUrl: string, token: string): { end(): Promise<void> } {
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      const answer = await fetch(`${apiUrl}/api/wallet`, { headers: { authorization: `Bearer ${token}` } });
      if (answer.status !== 200) throw new Error(`the operator was answered with ${answer.status}`);
      await answer.arrayBuffer();
      await sleep(OPERATOR_ASKS_EVERY_MS);
    }
  })();
  // told by `end`, however early it comes
  asking.catch(() => {});
  return {
    end() {
      isOver = true;
      return asking;
    },
  };
}
