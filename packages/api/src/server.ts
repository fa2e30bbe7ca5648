/**
 * The route table on fastify: checks of the caller, limits, bodies, and one shape for every error.
 *
 * Order of a request: headers bounded → closing? → Host → Origin → token → body bounded → schema → the row's answer.
 * What costs the node something comes after everything that refuses a stranger.
 */
import { Readable } from "node:stream";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { ApiNode } from "./api-node.ts";
import { readHexBody, readJsonBody } from "./body-parsers.ts";
import { hasToken, isLoopback, isOwnHost, isOwnOrigin } from "./caller-checks.ts";
import { answerClientError, problemOf } from "./error-answers.ts";
import { createEventStream, type EventStream } from "./event-stream.ts";
import * as limits from "./limits.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { Problem } from "./problem.ts";
import type { Answer, Route } from "./route.ts";
import { describeSchemaError } from "./schema-errors.ts";
import { StrangerPlaces } from "./stranger-places.ts";

export interface ApiServer {
  readonly app: FastifyInstance;
  /** From now on requests are refused, event streams end, and `app.close()` waits only for what runs. */
  beginStop(): void;
}

/** @param boundHost where the server is going to listen; decides which `Host` headers name it. */
export function createServer(node: ApiNode, boundHost: string, routes: readonly Route[]): ApiServer {
  const app = fastify({
    logger: false,
    bodyLimit: limits.BODY_BYTES_MAX,
    requestTimeout: limits.REQUEST_TIMEOUT_MS,
    connectionTimeout: limits.IDLE_TIMEOUT_MS,
    http: {
      maxHeaderSize: limits.HEADERS_BYTES_MAX,
      headersTimeout: limits.HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: limits.TIMEOUTS_LOOKED_AT_EVERY_MS,
    },
    exposeHeadRoutes: false,
    // The answer to a late request is ours, so that it has the same shape as every other.
    return503OnClosing: false,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, verbose: true } },
    schemaErrorFormatter: describeSchemaError,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, _request, reply) => sendProblem(reply, problemOf(error)),
  });
  app.server.maxConnections = limits.CONNECTIONS_MAX;
  app.server.maxHeadersCount = limits.HEADERS_MAX;
  const events = createEventStream(node);
  const metrics = createMetrics(node);
  const around: Around = { node, boundHost, events, metrics, strangers: new StrangerPlaces(), downloadsRunning: 0 };
  let stopping = false;

  app.addHook("onRequest", async (request, reply) => {
    reply.headers(COMMON_HEADERS);
    if (stopping) throw new Problem(503, "stopping", "The node is being stopped.");
    checkHostAndOrigin(request, boundHost);
  });
  app.setNotFoundHandler((request, reply) => {
    const what = `${request.method} ${request.url.split("?")[0]}`;
    return sendProblem(reply, new Problem(404, "not-found", `${what.slice(0, 200)} is nothing that this node offers.`));
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status === 500) {
      // Neither headers nor body: they may hold the token, or what the operator pays.
      const path = request.routeOptions.url ?? "an unknown path";
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      node.log("error", "api", `${request.method} ${path} failed: ${reason}`);
    }
    return sendProblem(reply, problem);
  });
  app.register(async (scope) => {
    readJsonBody(scope);
    for (const row of routes) if (row.body !== "hex") addRoute(scope, row, around);
  });
  app.register(async (scope) => {
    readHexBody(scope);
    for (const row of routes) if (row.body === "hex") addRoute(scope, row, around);
  });
  app.addHook("onClose", async () => {
    events.end();
    metrics.end();
  });

  return {
    app,
    beginStop() {
      stopping = true;
      events.end();
    },
  };
}

/** Answers are the state of this moment and are for whoever asked: not cached, not sniffed, not embedded elsewhere. */
const COMMON_HEADERS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
};

interface Around {
  readonly node: ApiNode;
  readonly boundHost: string;
  readonly events: EventStream;
  readonly metrics: Metrics;
  readonly strangers: StrangerPlaces;
  downloadsRunning: number;
}

function addRoute(scope: FastifyInstance, row: Route, around: Around): void {
  const schema = {
    ...(row.params === undefined ? {} : { params: row.params }),
    ...(row.query === undefined ? {} : { querystring: row.query }),
    ...(row.body === undefined || row.body === "hex" ? {} : { body: row.body }),
    ...(typeof row.answers === "string" ? {} : { response: { "2xx": row.answers } }),
  };
  scope.route({
    method: row.method,
    url: row.path,
    schema,
    bodyLimit: row.bodyBytesMax ?? limits.BODY_BYTES_MAX,
    onRequest: async (request, reply) => {
      if (row.token) checkToken(request, reply, around);
    },
    handler: async (request, reply) => {
      await sendAnswer(await answerInTurn(row, request, around), request, reply, around);
      return reply;
    },
  });
}

async function answerInTurn(row: Route, request: FastifyRequest, around: Around): Promise<Answer> {
  const { params, query, body } = request;
  const call = { node: around.node, params, query, body };
  if (hasToken(request.headers.authorization, around.node.cookie)) return row.answer(call);
  return around.strangers.run(request.socket.remoteAddress, () => row.answer(call));
}

async function sendAnswer(answer: Answer, request: FastifyRequest, reply: FastifyReply, around: Around): Promise<void> {
  const { node, events, metrics } = around;
  switch (answer.kind) {
    case "json":
      return void reply.headers(answer.headers ?? {}).send(answer.value);
    case "text":
      return void reply.type("text/plain; charset=utf-8").send(answer.text);
    case "octets":
      return void reply.type("application/octet-stream").send(Buffer.from(answer.bytes));
    case "download":
      return void sendDownload(answer, reply, around);
    case "events":
      events.checkRoom();
      reply.hijack();
      reply.raw.writeHead(200, { ...COMMON_HEADERS, "content-type": "text/event-stream; charset=utf-8" });
      events.add(reply.raw, hasToken(request.headers.authorization, node.cookie));
      return;
    case "metrics": {
      const { text, type } = await metrics.show();
      return void reply.type(type).send(text);
    }
    case "last-words":
      // Not awaited: the node ends this API first, and that waits for this answer.
      reply.raw.once("close", () => void node.stop());
      return void reply.code(202).header("connection", "close").send(answer.value);
    default: {
      const never: never = answer;
      throw new Error(`no way to send ${JSON.stringify(never)}`);
    }
  }
}

/** What goes wrong on the way can only end the connection: the caller sees that the file is cut off. */
function sendDownload(answer: Extract<Answer, { kind: "download" }>, reply: FastifyReply, around: Around): void {
  if (around.downloadsRunning >= limits.DOWNLOADS_MAX) {
    throw new Problem(
      503,
      "too-many-downloads",
      `${limits.DOWNLOADS_MAX} chains are being sent already; try again later.`,
    );
  }
  const { fileName, facts, chunks } = answer;
  const stream = Readable.from(chunks, { objectMode: false });
  around.downloadsRunning += 1;
  stream.once("close", () => {
    around.downloadsRunning -= 1;
  });
  stream.on("error", (error) => around.node.log("warn", "api", `${fileName} was cut off: ${error.message}`));
  reply.headers({ ...facts, "content-disposition": `attachment; filename="${fileName}"` });
  reply.type("application/octet-stream").send(stream);
}

function checkHostAndOrigin({ headers }: FastifyRequest, boundHost: string): void {
  if (!isOwnHost(headers.host, boundHost)) {
    const ways = isLoopback(boundHost) ? "localhost or 127.0.0.1" : "the IP address of this machine";
    throw new Problem(403, "foreign-host", `The Host header names another host. Call this node by ${ways}.`);
  }
  if (!isOwnOrigin(headers.origin, headers.host)) {
    throw new Problem(403, "foreign-origin", "Pages of other origins may not call this node.");
  }
}

function checkToken({ headers }: FastifyRequest, reply: FastifyReply, { node, boundHost }: Around): void {
  if (hasToken(headers.authorization, node.cookie)) return;
  // Who calls over the network learns nothing about this machine's directories.
  const file = isLoopback(boundHost) ? node.paths.cookie : ".cookie in the node's data directory";
  const given = headers.authorization === undefined ? "This needs the node's token" : "That is not the node's token";
  reply.header("www-authenticate", "Bearer");
  throw new Problem(
    401,
    "token-needed",
    `${given}. Send "Authorization: Bearer TOKEN"; TOKEN is in the file ${file}, new at each start of the node.`,
  );
}

function sendProblem(reply: FastifyReply, { status, code, message, retryAfterSeconds }: Problem): FastifyReply {
  if (retryAfterSeconds !== undefined) reply.header("retry-after", String(retryAfterSeconds));
  return reply.code(status).headers(COMMON_HEADERS).send({ code, message });
}
