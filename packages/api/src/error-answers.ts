/** Every failure as a `Problem`: ours as they are, fastify's and Node's by their codes, anything else as a bug of ours. */
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { badRequest, Problem } from "./problem.ts";

export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  switch (codeOf(error)) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new Problem(413, "body-too-large", "The body is larger than this request may have.");
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new Problem(415, "unsupported-media-type", "Send JSON with Content-Type: application/json.");
    case "FST_ERR_CTP_INVALID_JSON_BODY":
      return badRequest("The body is no valid JSON.");
    case "FST_ERR_MAX_PARAM_LENGTH":
    case "FST_ERR_BAD_URL":
      return badRequest("The path can't be read.");
    default: {
      const status = statusOf(error);
      if (status !== undefined && status >= 400 && status < 500) {
        return new Problem(
          status,
          "bad-request",
          error instanceof Error ? error.message : "The request can't be read.",
        );
      }
      return new Problem(500, "internal-error", "A fault of this node; its log has the details.");
    }
  }
}

/** For what is no HTTP at all, or comes too slowly; there is no request yet to answer by. */
export function answerClientError(error: Error, socket: Socket): void {
  if (codeOf(error) === "ECONNRESET" || socket.destroyed) return;
  if (socket.writable) {
    const { status, code, message } = problemOfParser(codeOf(error));
    const body = JSON.stringify({ code, message });
    const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\n`;
    socket.write(`${head}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
  }
  socket.destroySoon();
}

function problemOfParser(code: string | undefined): Problem {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return new Problem(431, "headers-too-large", "The headers are larger than this node reads.");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new Problem(408, "too-slow", "The request did not arrive in time.");
    default:
      return badRequest("That is not HTTP.");
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && "statusCode" in error ? Number(error.statusCode) : undefined;
}
