/** This node, its peers and its mining. */
import type { MiningView, NodeView, PeerView, PermissionView } from "@triad/roles";
import { formatCoins } from "./amount.ts";
import { barsOf } from "./bars.ts";
import { dimTitles, type Look } from "./look.ts";
import { formatAge, formatBytes, formatCount, formatDuration, formatHashRate, formatNumberOf } from "./numbers.ts";
import { printable } from "./printable.ts";
import { describeProgress } from "./show-progress.ts";
import { type Column, formatFacts, formatTable } from "./tables.ts";
import { wrap } from "./text-width.ts";

/** `255.255.255.255:65535`: shown whole, since people copy it. */
const IPV4_ADDRESS_WIDTH = 21;

export function showNode(node: NodeView, look: Look): string {
  const headers = node.headers > node.height ? `  (headers to ${formatCount(node.headers)})` : "";
  const facts: (readonly [string, string])[] = [
    ["Role", node.role],
    ["Network", node.network],
    ["Chain id", node.chainId],
    ["Node key", node.nodeKey],
    ["Program", node.userAgent],
    ["Height", `${formatCount(node.height)}${headers}  ${node.synchronising ? "synchronising" : "in step"}`],
    ...(node.progress === null ? [] : [["Progress", describeProgress(node.progress)] as const]),
    ...describePermission(node.permission),
    ["Tip", node.tipHash],
    ["Tip's age", formatAge(node.tipTime, look.nowMs)],
    ["Chain work", node.chainWork],
    ["Peers", formatCount(node.peers)],
    ...(node.role === "light-node" ? [] : [["Pool", formatNumberOf(node.poolTransactions, "transaction")] as const]),
    ["Listening", node.listening.length === 0 ? "does not listen" : node.listening.join(" ")],
  ];
  return formatFacts(facts, look.width).join("\n");
}

/** Who gave, denies or has not yet answered about the complete chain; a line for each answer. */
function describePermission(permission: PermissionView | null): readonly (readonly [string, string])[] {
  if (permission === null) return [];
  const answers = [
    ["granted by", permission.grantedBy],
    ["waiting for permission from", permission.waitingFor],
    ["denied by", permission.deniedBy],
  ] as const;
  return answers.flatMap(([words, names]) =>
    names.length === 0 ? [] : [["Access", printable(`${words} ${names.join(", ")}`)] as const],
  );
}

export function showPeers(peers: readonly PeerView[], look: Look): string {
  if (peers.length === 0) {
    return wrap("No peers yet. connect HOST:PORT connects to a node.", look.width).join("\n");
  }
  return dimTitles(formatTable(peers, peerColumns(look.nowMs), look.width), look).join("\n");
}

export function showMining(mining: MiningView, look: Look): string {
  const facts: (readonly [string, string])[] = [
    ["Mode", `${mining.mode}  (now ${mining.state})`],
    ["Next block", `height ${formatCount(mining.height)}`],
    [
      "Contains",
      `${formatNumberOf(mining.templateTransactions, "transaction")}, fees ${formatCoins(mining.templateFees)}`,
    ],
    ["Speed", describeSpeed(mining)],
    ...describeHashHistory(mining),
    ["Found", `${formatNumberOf(mining.blocksFound, "block")} since the start`],
    ["Pays to", mining.payTo],
    ...(mining.coinbaseText === "" ? [] : [["Says", mining.coinbaseText] as const]),
  ];
  return formatFacts(facts, look.width).join("\n");
}

function describeSpeed({ hashesPerSecond, threads, powerPercent }: MiningView): string {
  const power = powerPercent === 100 ? "" : `, each ${powerPercent} % of its time`;
  return `${formatHashRate(hashesPerSecond)} in ${formatNumberOf(threads, "thread")}${power}`;
}

/** The node tells of no more single minutes. */
const MINUTES_TOLD = 60;

/** Nothing before there is a minute to tell of. */
function describeHashHistory({ averages, hashRateByMinute }: MiningView): (readonly [string, string])[] {
  if (hashRateByMinute.length === 0) return [];
  // before an hour has passed, the means of an hour and of a day are of the same minutes
  const minutesSeen = hashRateByMinute.length;
  const last = averages.findIndex(({ minutes }) => minutes >= minutesSeen);
  const told = last === -1 || minutesSeen >= MINUTES_TOLD ? averages : averages.slice(0, last + 1);
  const means = told.map(({ minutes, hashesPerSecond }) => {
    return `${formatHashRate(hashesPerSecond)} in ${formatDuration(minutes * 60)}`;
  });
  return [
    ["On average", means.join(", ")],
    ["By minute", barsOf(hashRateByMinute)],
  ];
}

/** Why it would not have to make room for another connection, or that it would be the first. */
function describeStanding({ isDiscouraged, isAnchor, protectedBy }: PeerView): string {
  if (isDiscouraged) return "broke a rule";
  if (isAnchor) return "anchor";
  return protectedBy === null ? "-" : PROTECTIONS[protectedBy];
}

const PROTECTIONS: Readonly<Record<NonNullable<PeerView["protectedBy"]>, string>> = {
  group: "its network",
  ping: "near",
  transactions: "transactions",
  blocks: "blocks",
  longest: "long here",
};

const TELLERS: Readonly<Record<NonNullable<PeerView["toldBy"]>, string>> = {
  operator: "you",
  seed: "seed",
  lan: "LAN",
  gossip: "peers",
};

function formatSince(unixMs: number | null, nowMs: number): string {
  return unixMs === null ? "-" : formatDuration((nowMs - unixMs) / 1_000);
}

function peerColumns(nowMs: number): readonly Column<PeerView>[] {
  return [
    { title: "peer", cell: ({ peer }) => String(peer), align: "right" },
    { title: "address", cell: ({ address }) => address, shrinkTo: IPV4_ADDRESS_WIDTH, shorten: "middle" },
    { title: "role", cell: ({ role, state }) => (state === "handshake" ? "greeting" : role), shrinkTo: 10 },
    { title: "height", cell: ({ height }) => formatCount(height), align: "right", dropRank: 1 },
    { title: "access", cell: ({ access }) => access, shrinkTo: 8, dropRank: 2 },
    {
      title: "ping",
      cell: ({ pingMs }) => (pingMs === null ? "-" : `${Math.round(pingMs)} ms`),
      align: "right",
      dropRank: 3,
    },
    { title: "way", cell: ({ direction }) => (direction === "inbound" ? "in" : "out"), dropRank: 4 },
    { title: "told by", cell: ({ toldBy }) => (toldBy === null ? "-" : TELLERS[toldBy]), dropRank: 5 },
    { title: "stays", cell: describeStanding, dropRank: 6 },
    { title: "up", cell: ({ connectedSeconds }) => formatDuration(connectedSeconds), align: "right", dropRank: 7 },
    { title: "last block", cell: (peer) => formatSince(peer.lastBlockUnixMs, nowMs), align: "right", dropRank: 8 },
    { title: "last tx", cell: (peer) => formatSince(peer.lastTransactionUnixMs, nowMs), align: "right", dropRank: 9 },
    { title: "network", cell: ({ group }) => group, shrinkTo: 10, dropRank: 10 },
    { title: "sent", cell: ({ bytesSent }) => formatBytes(bytesSent), align: "right", dropRank: 11 },
    { title: "received", cell: ({ bytesReceived }) => formatBytes(bytesReceived), align: "right", dropRank: 12 },
    { title: "program", cell: ({ userAgent }) => userAgent, shrinkTo: 12, dropRank: 13 },
  ];
}
