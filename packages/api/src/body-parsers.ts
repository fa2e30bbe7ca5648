/** How the body of a request is read: as JSON, or as hexadecimal text. */
import type { FastifyInstance } from "fastify";
import { badRequest } from "./problem.ts";

/**
 * Only `application/json`: a page of another origin can't send that without asking first (CORS), whereas it may send
 * forms and plain text. An empty body is no body, since many clients name a type for it all the same.
 */
export function readJsonBody(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser("error", "error");
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else parse(request, body.toString(), done);
  });
}

/** Any type: `curl -d` names the one of forms, and Esplora's users send transactions so. */
export function readHexBody(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => {
    const hex = body.toString().trim();
    if (hex.length > 0 && hex.length % 2 === 0 && /^[0-9a-f]*$/i.test(hex)) done(null, hex.toLowerCase());
    else done(hexExpected(), undefined);
  });
  scope.addHook("preValidation", async ({ body }) => {
    // Without body and type no parser is called.
    if (typeof body !== "string") throw hexExpected();
  });
}

function hexExpected(): Error {
  return badRequest("The body must be hexadecimal text: two digits a byte, and nothing else.");
}
