/** What a row of the route table is. */
import type { ApiNode } from "./api-node.ts";

export interface Call<Params, Query, Body> {
  readonly node: ApiNode;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

/** What is sent back. Whatever goes wrong is thrown as a `Problem`. */
export type Answer =
  | { readonly kind: "json"; readonly value: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "octets"; readonly bytes: Uint8Array }
  /** Octets as they come, and no faster than they are read. `facts`: headers. */
  | {
      readonly kind: "download";
      readonly fileName: string;
      readonly facts: Readonly<Record<string, string>>;
      readonly chunks: AsyncIterable<Uint8Array>;
    }
  /** Notices, until the caller or the node ends. */
  | { readonly kind: "events" }
  /** What a monitor reads. */
  | { readonly kind: "metrics" }
  /** JSON, and once it is sent the node is stopped. */
  | { readonly kind: "last-words"; readonly value: unknown };

export type JsonSchema = Readonly<Record<string, unknown>>;

interface RouteFacts {
  readonly method: "GET" | "POST" | "DELETE";
  /** Fastify's pattern: `/api/block/:hash`. */
  readonly path: string;
  /** One line for people, also in the API's description. */
  readonly summary: string;
  /** Whether the caller must show the node's token: to change anything, and to see the wallet. */
  readonly token: boolean;
  readonly params?: JsonSchema;
  readonly query?: JsonSchema;
  /** JSON by a schema, text in hexadecimal, or nothing. */
  readonly body?: JsonSchema | "hex";
  readonly bodyBytesMax?: number;
  /** JSON is written by this schema; a member that it does not name is not sent. */
  readonly answers: JsonSchema | "text" | "octets" | "events";
}

export interface Route extends RouteFacts {
  readonly answer: (call: Call<unknown, unknown, unknown>) => Answer | Promise<Answer>;
}

/** A row whose handler has the types that its schemas promise. The one place where that promise is relied on. */
export function route<Params = unknown, Query = unknown, Body = unknown>(
  row: RouteFacts & { readonly answer: (call: Call<Params, Query, Body>) => Answer | Promise<Answer> },
): Route {
  return { ...row, answer: (call) => row.answer(call as Call<Params, Query, Body>) };
}

export function json(value: unknown): Answer {
  return { kind: "json", value };
}

export function text(content: string): Answer {
  return { kind: "text", text: content };
}
