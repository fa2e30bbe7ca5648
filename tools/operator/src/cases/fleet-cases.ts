/** The cases that share one fleet, in the order in which they are done: who has been paid can pay, who was asked answers. */
import { ADDRESS_ROUTES } from "./address-routes.ts";
import { CHAIN_ROUTES } from "./chain-routes.ts";
import { CHAIN_WORDS } from "./chain-words.ts";
import { CONSOLE_WORDS } from "./console-words.ts";
import { MENU_KEYS } from "./menu-keys.ts";
import { METRIC_CASES } from "./metric-cases.ts";
import { MINING_WORDS } from "./mining-words.ts";
import { NODE_ROUTES, readEvents, STOP_ROUTE, stopByApi } from "./node-routes.ts";
import { keyCases, type OperatorCase, wordCases } from "./operator-case.ts";
import { PASSPHRASE_WORDS } from "./passphrase-words.ts";
import { PEER_WORDS } from "./peer-words.ts";
import { POOL_ROUTES } from "./pool-routes.ts";
import { routeCases } from "./route-case.ts";
import { WALLET_WORDS } from "./wallet-words.ts";

export const CONSOLE_CASES: readonly OperatorCase[] = [
  ...wordCases([...PEER_WORDS, ...WALLET_WORDS, ...PASSPHRASE_WORDS, ...MINING_WORDS]),
  ...keyCases(MENU_KEYS),
  ...wordCases([...CHAIN_WORDS, ...CONSOLE_WORDS]),
];

/** Two routes are not asked once and answered once. */
const OTHER_ROUTES: readonly OperatorCase[] = [
  {
    touches: "route GET /api/events",
    title: "GET /api/events: tells of a block as it comes",
    run: (fleet) => readEvents({ node: fleet.nodes["full-node"], fleet }),
  },
  {
    touches: `route ${STOP_ROUTE.route}`,
    title: `${STOP_ROUTE.route}: ${STOP_ROUTE.claim}`,
    run: (fleet) => stopByApi({ node: fleet.nodes["light-node"], fleet }),
  },
];

export const HTTP_CASES: readonly OperatorCase[] = [
  ...routeCases([...NODE_ROUTES, ...POOL_ROUTES, ...CHAIN_ROUTES, ...ADDRESS_ROUTES]),
  ...OTHER_ROUTES,
  ...METRIC_CASES,
];
