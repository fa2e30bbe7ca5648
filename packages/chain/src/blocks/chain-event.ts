/** What a chain asks for and what happened to it, in order. */
import type { HeaderEntry } from "../headers/header-entry.ts";
import type { Reject } from "../reject.ts";
import type { ConnectedBlock } from "./connected-block.ts";

export type ChainEvent =
  | { readonly type: "check-signatures"; readonly job: number; readonly items: Uint8Array }
  | { readonly type: "cancel"; readonly job: number }
  | { readonly type: "disconnected"; readonly block: ConnectedBlock }
  | { readonly type: "connected"; readonly block: ConnectedBlock }
  /** After the disconnected and connected events that lead there. */
  | { readonly type: "tip-changed"; readonly from: HeaderEntry; readonly to: HeaderEntry; readonly fork: HeaderEntry }
  | { readonly type: "block-invalid"; readonly entry: HeaderEntry; readonly reject: Reject }
  /** `to` is better, and the way there begins below the blocks that are kept: this chain can go nowhere any more. */
  | { readonly type: "reorg-below-pruned"; readonly to: HeaderEntry; readonly fork: HeaderEntry };
