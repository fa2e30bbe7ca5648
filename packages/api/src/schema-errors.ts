/** Says in a sentence what is wrong with a parameter or a member of a body. */
import type { FastifySchemaValidationError } from "fastify";
import { badRequest } from "./problem.ts";

/** @param where `body`, `params` or `querystring`. */
export function describeSchemaError(errors: readonly FastifySchemaValidationError[], where: string): Error {
  return badRequest(sentenceFor(errors[0], where));
}

function sentenceFor(error: FastifySchemaValidationError | undefined, where: string): string {
  if (error === undefined) return `The ${where} is not as it should be.`;
  const { keyword, instancePath, params } = error;
  const member = instancePath.slice(1);
  if (keyword === "required") return `${String(params.missingProperty)} is missing in the ${where}.`;
  if (keyword === "additionalProperties") {
    return `The ${where} has a member ${JSON.stringify(params.additionalProperty).slice(0, 60)} that isn't known.`;
  }
  if (member === "") return `The ${where} must be a JSON object, sent with Content-Type: application/json.`;
  const description = descriptionOf(error);
  return description === undefined ? `${member} ${error.message}.` : `${member} must be ${description}.`;
}

/** The validator adds the schema that failed when it is told to be verbose; fastify's type does not know it. */
function descriptionOf(error: object): string | undefined {
  const schema: unknown = "parentSchema" in error ? error.parentSchema : undefined;
  if (typeof schema !== "object" || schema === null || !("description" in schema)) return undefined;
  return typeof schema.description === "string" ? schema.description : undefined;
}
