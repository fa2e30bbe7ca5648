/** The answer to get-headers: what follows the newest block of the asker's locator that is on our best chain. */
import { type HeaderEntry, type HeaderIndex, headersAfter } from "@triad/chain/headers";
import { LIMITS, type MessageOf } from "@triad/protocol";

const HEADERS_MAX = LIMITS.headers.elementsMax ?? 1;

/** At most HEADERS_MAX headers, each the child of the one before; none when the asker has all that `tip` stands on. */
export function answerGetHeaders(
  request: MessageOf<"get-headers">,
  index: HeaderIndex,
  tip: HeaderEntry,
): MessageOf<"headers"> {
  const entries = headersAfter(index, tip, request.locator, request.stop, HEADERS_MAX);
  return { kind: "headers", headers: index.headersBytes(entries) };
}
