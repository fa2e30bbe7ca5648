import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import { describeApi } from "./openapi.ts";
import { ROUTES } from "./routes.ts";

const description = describeApi(ROUTES, "1.2.3") as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
};
const operations = Object.values(description.paths).flatMap((path) => Object.values(path));

it("is an OpenAPI 3.1 document by the standard's own schema", async () => {
  const verdict = await new Validator().validate(JSON.parse(JSON.stringify(description)));
  expect(verdict).toEqual({ valid: true });
});

it("has every route, each under a name of its own", () => {
  expect(operations).toHaveLength(ROUTES.length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(ROUTES.length);
});

it("tells parameters, bodies, answers and who needs the token", () => {
  expect(description.paths["/api/peers/{peer}"]?.delete).toMatchObject({
    operationId: "deletePeersPeer",
    parameters: [{ name: "peer", in: "path", required: true }],
    responses: { "2XX": { content: { "application/json": {} } } },
    security: [{ token: [] }],
  });
  expect(description.paths["/api/tx"]?.post).toMatchObject({ requestBody: { content: { "text/plain": {} } } });
  expect(description.paths["/api/wallet/history"]?.get).toMatchObject({
    parameters: [{ name: "count", in: "query", required: false }],
  });
  expect(description.paths["/api/node"]?.get).not.toHaveProperty("security");
});
