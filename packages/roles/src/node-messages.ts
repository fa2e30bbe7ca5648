/** Which part of a validating node each network message is for: a table and nothing more. */
import type { Message } from "@triad/protocol";
import type { Now, PeerId } from "./seam.ts";
import type { ValidatingNode } from "./validating-node.ts";

export function dispatchMessage(node: ValidatingNode, peer: PeerId, message: Message, now: Now): void {
  switch (message.kind) {
    case "get-headers":
    case "get-blocks":
    case "get-transactions":
    case "get-block-transactions":
    case "get-filters":
    case "get-transaction-proof":
      node.serving.asked(peer, message, now);
      return;
    case "headers":
      node.headers.received(peer, message, now);
      return;
    case "block-announcement":
      node.headers.announced(peer, message, now);
      return;
    case "inventory":
      node.transactions.inventoryReceived(peer, message.wtxids, now);
      return;
    case "transactions":
      node.transactionsArrived(peer, message.transactions, now);
      return;
    case "compact-block":
      node.compact.received(peer, message, now);
      return;
    case "block-transactions":
      node.compact.blocks.transactionsReceived(peer, message.hash, message.transactions, now);
      return;
    case "block-reply":
      if (node.fetch?.received(peer, message, now) !== true) node.blocks.received(peer, message, now);
      return;
    case "blocks-not-found":
      node.compact.blocks.notFound(peer, message.hashes, now);
      node.blocks.notFound(peer, message, now);
      node.fetch?.notFound(peer, message, now);
      return;
    case "access-request":
      node.accessRequested(peer, now);
      return;
    case "access-reply":
      node.blocks.accessAnswered(peer, message.decision, now);
      node.fetch?.accessAnswered(peer, node.accessRequests.of(peer), now);
      return;
    case "filters":
    case "transaction-proof":
    case "proof-not-found":
      node.peers.connections.outbox.disconnect(peer, "unrequested", "a node that has the blocks asks for no proof");
      return;
    case "hello":
    case "hello-proof":
    case "ping":
    case "pong":
    case "get-addresses":
    case "addresses":
    case "notice":
      // the peer table has consumed them
      return;
    default:
      message satisfies never;
  }
}
