/**
 * A page for the test in a browser: the light node's core on the browser's own WebSocket, with a store in memory. It
 * synchronises headers from the node that its address names, asks for the proof of that chain's first transaction, and
 * shows what came of it as JSON in the page.
 */
import { BUILT_IN_NETWORKS, makeNetwork } from "@triad/chain";
import { nobleSchnorr } from "@triad/crypto";
import { SUBPROTOCOL } from "@triad/protocol";
import type { Effect, Event, OperatorCommand, OperatorReply } from "@triad/roles";
import { createLightNode } from "@triad/roles/light-node";

declare const location: { readonly search: string };
declare const document: { title: string };
declare const performance: { now(): number };
declare const crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };
declare function setTimeout(run: () => void, ms: number): number;
declare function clearTimeout(timer: number): void;
declare function fetch(path: string, request: { readonly method: string; readonly body: string }): Promise<unknown>;
declare class URLSearchParams {
  constructor(text: string);
  get(name: string): string | null;
}
declare class WebSocket {
  constructor(url: string, protocol: string);
  binaryType: string;
  onopen: () => void;
  onmessage: (message: { readonly data: ArrayBuffer }) => void;
  onclose: (closed: { readonly code: number; readonly reason: string }) => void;
  send(bytes: Uint8Array): void;
  close(): void;
}

const query = new URLSearchParams(location.search);
const [host = "", port = ""] = (query.get("node") ?? "").split(":");
const height = Number(query.get("height"));
const txid = query.get("txid") ?? "";

const random = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));
const node = createLightNode({
  network: makeNetwork(BUILT_IN_NETWORKS.local),
  store: {
    coinsTip: undefined,
    prunedHeight: 0,
    coin: () => undefined,
    body: () => undefined,
    undo: () => undefined,
    filter: () => undefined,
    historyNode: () => undefined,
    indexRow: () => undefined,
    indexRows: () => [],
    headers: () => [],
    record: () => undefined,
    records: () => [],
  },
  randomness: {
    bytes: random,
    integer: (below) => Math.floor((new DataView(random(4).buffer).getUint32(0) / 2 ** 32) * below),
  },
  schnorr: nobleSchnorr,
  nodeSecretKey: random(32),
  walletSeed: random(64),
  userAgent: "triad-page",
  listen: undefined,
  connectOnly: [{ host, port: Number(port) }],
  peers: [],
  maxInbound: 0,
  maxOutbound: 1,
});

const sockets = new Map<number, WebSocket>();
const replies = new Map<number, (reply: OperatorReply) => void>();
let lastPeer = 0;
let lastReply = 0;
let timer: number | undefined;
let receivedBytes = 0;

const now = () => ({ monotonicMs: performance.now(), unixMs: Date.now() });
const post = (event: Event): void => perform(node.handle(event, now()));

function perform(effects: readonly Effect[]): void {
  for (const effect of effects) performOne(effect);
}

function performOne(effect: Effect): void {
  switch (effect.type) {
    case "dial": {
      const peer = ++lastPeer;
      const { address } = effect;
      const socket = new WebSocket(`ws://${address.host}:${address.port}/`, SUBPROTOCOL);
      socket.binaryType = "arraybuffer";
      let isOpen = false;
      socket.onopen = () => {
        isOpen = true;
        sockets.set(peer, socket);
        post({ type: "peer-connected", peer, direction: "outbound", address });
      };
      socket.onmessage = ({ data }) => {
        receivedBytes += data.byteLength;
        post({ type: "frame-received", peer, frame: new Uint8Array(data) });
      };
      socket.onclose = ({ code, reason }) => {
        sockets.delete(peer);
        if (isOpen) post({ type: "peer-closed", peer, code: String(code), text: reason });
        else post({ type: "dial-failed", address, reason });
      };
      return;
    }
    case "send":
      sockets.get(effect.peer)?.send(effect.frame);
      return;
    case "disconnect":
      sockets.get(effect.peer)?.close();
      return;
    case "commit":
      setTimeout(() => post({ type: "committed", commit: effect.commit }), 0);
      return;
    case "wake-at":
      if (timer !== undefined) clearTimeout(timer);
      timer = undefined;
      if (effect.monotonicMs === undefined) return;
      timer = setTimeout(() => post({ type: "woken" }), Math.max(0, effect.monotonicMs - performance.now()));
      return;
    case "reply":
      replies.get(effect.reply)?.(effect.result);
      return;
    default:
      // notices are for people; a light node asks for nothing else
      return;
  }
}

function ask(command: OperatorCommand): Promise<OperatorReply> {
  return new Promise((resolve) => {
    lastReply += 1;
    replies.set(lastReply, resolve);
    post({ type: "operator-command", reply: lastReply, command });
  });
}

const startMs = performance.now();
perform(node.start(now()));

async function look(): Promise<void> {
  const node = await ask({ name: "node" });
  const wallet = await ask({ name: "wallet" });
  const isThere = node.ok && node.value.of === "node" && node.value.node.height >= height;
  const isProven = wallet.ok && wallet.value.of === "wallet" && wallet.value.wallet.isProven;
  if (!isThere || !isProven) {
    setTimeout(() => void look(), 50);
    return;
  }
  const seconds = (performance.now() - startMs) / 1000;
  const proof = await ask({ name: "transaction", txid, block: "1" });
  const wrong = await ask({ name: "transaction", txid, block: "2" });
  const found = proof.ok && proof.value.of === "transaction" ? proof.value.transaction : undefined;
  const said = { height, seconds, receivedBytes, provenAt: found?.height, wrongly: wrong.ok };
  document.title = "done";
  await fetch("/said", { method: "POST", body: JSON.stringify(said) });
}

void look();
