/** The answer to get-headers: what follows the newest block of the asker's locator that is on our best chain. */
import { equalBytes } from "@triad/crypto";
import { LIMITS, type MessageOf } from "@triad/protocol";

const HEADERS_MAX = LIMITS.headers.elementsMax ?? 1;

/** The best chain as the answer needs it. */
export interface BestChainView {
  readonly tipHeight: number;
  /** Height of a block of the best chain; undefined for any other hash. */
  heightOf(hash: Uint8Array): number | undefined;
  /** 80 bytes and the hash; asked for heights 1 to tipHeight only. */
  headerAt(height: number): { readonly bytes: Uint8Array; readonly hash: Uint8Array };
}

/** At most HEADERS_MAX headers, each the child of the one before; none when the asker has all that we have. */
export function answerGetHeaders(request: MessageOf<"get-headers">, chain: BestChainView): MessageOf<"headers"> {
  const start = forkHeight(request.locator, chain) + 1;
  const headers: Uint8Array[] = [];
  for (let height = start; height <= chain.tipHeight && headers.length < HEADERS_MAX; height++) {
    const { bytes, hash } = chain.headerAt(height);
    headers.push(bytes);
    if (request.stop !== undefined && equalBytes(hash, request.stop)) break;
  }
  return { kind: "headers", headers };
}

/** The genesis block, which every node of the network has, when nothing else is shared. */
function forkHeight(locator: readonly Uint8Array[], chain: BestChainView): number {
  for (const hash of locator) {
    const height = chain.heightOf(hash);
    if (height !== undefined) return height;
  }
  return 0;
}
