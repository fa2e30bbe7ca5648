/** The commands about other nodes, and about this one. */
import { askAndSay, askNode, givenOrAsked, printWrong } from "./ask.ts";
import { readNodeAddress, readWhole } from "./read-answers.ts";
import { lookOf, type Session } from "./session.ts";
import { showNode, showPeers } from "./show-node.ts";

export async function doAccess(session: Session, [given]: readonly string[]): Promise<void> {
  if (given === undefined) return askAndSay(session, { name: "request-access" });
  const peer = readPeer(given);
  if ("wrong" in peer) return printWrong(session, peer.wrong);
  await askAndSay(session, { name: "request-access", peer: peer.value });
}

export async function doConnect(session: Session, [given]: readonly string[]): Promise<void> {
  const address = await givenOrAsked(session, given, "Address of the node, HOST:PORT", readNodeAddress);
  if (address !== undefined) await askAndSay(session, { name: "connect", address });
}

export async function doDisconnect(session: Session, [given]: readonly string[]): Promise<void> {
  if (given === undefined && (await listPeers(session)) === 0) return;
  const peer = await givenOrAsked(session, given, "Number of the peer", readPeer);
  if (peer !== undefined) await askAndSay(session, { name: "disconnect", peer });
}

export async function doPeers(session: Session): Promise<void> {
  await listPeers(session);
}

/** How many there are; 0 after a refusal, which has been printed. */
async function listPeers(session: Session): Promise<number> {
  const value = await askNode(session, "peers", { name: "peers" });
  if (value === undefined) return 0;
  session.screen.print(showPeers(value.peers, lookOf(session)));
  return value.peers.length;
}

export async function doNode(session: Session): Promise<void> {
  const value = await askNode(session, "node", { name: "node" });
  if (value === undefined) return;
  session.seen.add(value.node.tipHash);
  session.screen.print(showNode(value.node, lookOf(session)));
}

function readPeer(text: string) {
  return readWhole(text, "peer (peers shows their numbers)", 0, Number.MAX_SAFE_INTEGER);
}
