/** What the access drill asks a running node by its API, with the token of its data directory. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Seat } from "../drill-network.ts";

const REQUEST_MS_MAX = 30_000;

export interface NodeAnswer {
  readonly height: number;
  readonly tipHash: string;
  readonly nodeKey: string;
  readonly synchronising: boolean;
  readonly progress: { readonly phase: string } | null;
  readonly permission: {
    readonly grantedBy: readonly string[];
    readonly waitingFor: readonly string[];
    readonly deniedBy: readonly string[];
  } | null;
}

export interface AccessAnswer {
  readonly requests: readonly { readonly nodeKey: string; readonly role: string; readonly decision: string }[];
}

export interface PeerAnswer {
  readonly peer: number;
  readonly nodeKey: string;
  readonly access: string;
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export const nodeOf = (seat: Seat) => call<NodeAnswer>(seat, "GET", "/api/node");
export const peersOf = (seat: Seat) => call<readonly PeerAnswer[]>(seat, "GET", "/api/peers");
export const accessOf = (seat: Seat) => call<AccessAnswer>(seat, "GET", "/api/access");
export const decide = (seat: Seat, nodeKey: string, decision: "grant" | "deny" | "forget") =>
  call(seat, "POST", "/api/access", { nodeKey, decision });
export const requestAccess = (seat: Seat, peer?: number) =>
  call(seat, "POST", "/api/access/request", peer === undefined ? {} : { peer });

/** The complete chain as a file, or why it can't be had. */
export async function chainOf(seat: Seat): Promise<Uint8Array | Refusal> {
  const response = await request(seat, "GET", "/api/chain");
  if (!response.ok) return { status: response.status, ...((await response.json()) as Omit<Refusal, "status">) };
  return new Uint8Array(await response.arrayBuffer());
}

async function call<T>(seat: Seat, method: string, path: string, body?: unknown): Promise<T> {
  const response = await request(seat, method, path, body);
  const answer = (await response.json()) as T & { readonly message?: string };
  if (!response.ok) throw new Error(`${seat.name}: ${method} ${path}: ${answer.message}`);
  return answer;
}

async function request(seat: Seat, method: string, path: string, body?: unknown): Promise<Response> {
  const token = (await readFile(join(seat.place.directory, ".cookie"), "utf8")).trim();
  return fetch(seat.node.apiUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(REQUEST_MS_MAX),
  });
}
