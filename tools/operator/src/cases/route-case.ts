/** A case of an HTTP route: asked without a token where none is needed, and refused without one where it is. */
import assert from "node:assert/strict";
import { ROUTES } from "@triad/api";
import type { RoleName } from "@triad/host-nodejs";
import type { HttpAnswer } from "../nodes/ask-api.ts";
import type { Fleet } from "../nodes/fleet.ts";
import type { OperatedNode } from "../nodes/operated-node.ts";
import type { OperatorCase } from "./operator-case.ts";

export interface RouteAt {
  readonly node: OperatedNode;
  readonly fleet: Fleet;
}

export interface RouteRow {
  /** Method and pattern, as in the table of routes. */
  readonly route: string;
  readonly claim: string;
  /** Whose API is asked: the full node's unless given. */
  readonly role?: RoleName;
  /** What is asked where the pattern has parameters. */
  readonly path?: (at: RouteAt) => Promise<string>;
  readonly body?: (at: RouteAt) => unknown;
  /** What must be true of the answer's value, and of the node after it. Its status is 200, or 202 of what is still to be done. */
  readonly sees: (value: unknown, at: RouteAt, answer: HttpAnswer) => unknown;
}

export function routeCases(rows: readonly RouteRow[]): readonly OperatorCase[] {
  return rows.map((row) => ({
    touches: `route ${row.route}`,
    title: `${row.route}: ${row.claim}`,
    run: async (fleet) => await askRoute(row, { node: fleet.nodes[row.role ?? "full-node"], fleet }),
  }));
}

/** For a route that is asked of another node than those of the fleet, too. */
export async function askRoute({ route, path, body, sees }: RouteRow, at: RouteAt): Promise<void> {
  const [method = "", pattern = ""] = route.split(" ");
  const where = path === undefined ? pattern : await path(at);
  const sent = body === undefined ? {} : { body: await body(at) };
  const needsToken = ROUTES.find((each) => `${each.method} ${each.path}` === route)?.token ?? false;
  if (needsToken) {
    assert.equal((await at.node.asks(method, where, { ...sent, token: undefined })).status, 401);
    assert.equal((await at.node.asks(method, where, { ...sent, token: "0".repeat(64) })).status, 401);
  }
  const answer = await at.node.asks(method, where, needsToken ? sent : { ...sent, token: undefined });
  assert.ok(
    answer.status === 200 || answer.status === 202,
    `${method} ${where}: ${answer.status} ${JSON.stringify(answer.value)}`,
  );
  await sees(answer.value, at, answer);
}
