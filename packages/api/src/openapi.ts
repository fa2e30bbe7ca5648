/**
 * The description of the API for programs and their makers (OpenAPI 3.1), made from the table of routes: parameters,
 * bodies and answers are the schemas by which requests are checked and answers written.
 */
import { PROBLEM } from "./answer-schemas.ts";
import type { JsonSchema, Route } from "./route.ts";

const TOKEN_SCHEME = "token";
/** Of hexadecimal bodies; the text alone is taken as well. */
const HEX_BODY = { type: "string", pattern: "^([0-9a-fA-F]{2})+\\s*$" };

export function describeApi(routes: readonly Route[], version: string): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const row of routes) {
    const path = row.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: describeRoute(row) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Triad",
      version,
      description:
        "What a Triad node answers. Shapes are Esplora's where Esplora has them. Amounts are base units, hashes are " +
        "written as people see them.",
    },
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: {
        [TOKEN_SCHEME]: {
          type: "http",
          scheme: "bearer",
          description: "The content of `.cookie` in the node's data directory, new at each start",
        },
      },
    },
  };
}

function describeRoute(row: Route): JsonSchema {
  const parameters = [...parametersOf(row.params, "path"), ...parametersOf(row.query, "query")];
  return {
    summary: row.summary,
    operationId: operationIdOf(row),
    ...(parameters.length > 0 && { parameters }),
    ...(row.body !== undefined && { requestBody: { required: true, content: contentOf(row.body) } }),
    responses: {
      "2XX": { description: row.summary, content: answerOf(row.answers) },
      default: {
        description: "Refused; the status says whose fault it is",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
    ...(row.token && { security: [{ [TOKEN_SCHEME]: [] }] }),
  };
}

/** `GET /api/block/:hash/txids` is `getBlockTxids`. */
function operationIdOf({ method, path }: Route): string {
  const words = path.split(/[/:-]+/).filter((word) => word !== "" && word !== "api");
  return method.toLowerCase() + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join("");
}

function parametersOf(schema: JsonSchema | undefined, place: "path" | "query"): readonly JsonSchema[] {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(each.description !== undefined && { description: each.description }),
    schema: each,
  }));
}

function contentOf(body: JsonSchema | "hex"): JsonSchema {
  return body === "hex" ? { "text/plain": { schema: HEX_BODY } } : { "application/json": { schema: body } };
}

function answerOf(answers: Route["answers"]): JsonSchema {
  switch (answers) {
    case "text":
      return { "text/plain": { schema: { type: "string" } } };
    case "octets":
      return { "application/octet-stream": {} };
    case "events":
      return { "text/event-stream": { schema: { type: "string" } } };
    default:
      return { "application/json": { schema: answers } };
  }
}
