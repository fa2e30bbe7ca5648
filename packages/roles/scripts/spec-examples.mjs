/**
 * The worked examples of docs/spec/examples.md: a small network, its first blocks with a payment, and numbers for the
 * difficulty rule. Keys, times and nonces are fixed, so every run makes the same bytes.
 */
import { addressOfKey, writeNetworkFile } from "@triad/chain";
import { blockFilter, signatureHash } from "@triad/chain/blocks";
import { asertBits, HeaderIndex, targetOfBits, workOfTarget } from "@triad/chain/headers";
import { buildBlock, naiveHistoryRoot, payment, premineCoin, testKey, testNetwork } from "@triad/chain/testing";
import { hashToDisplay, bytesToHex as hex, merkleRoot, sha256d } from "@triad/crypto";
import { readTransaction, writeConsensusParams } from "@triad/protocol";

export function exampleNetwork() {
  const network = testNetwork();
  const { params, genesis } = network;
  return lines([
    "The parameter file:",
    "",
    "```json",
    writeNetworkFile(params).trimEnd(),
    "```",
    "",
    ...fence([
      ["ConsensusParams", hex(writeConsensusParams(params.consensus))],
      ["paramsHash", hex(genesis.header.prev)],
      ["genesis coinbase", hex(genesis.block.transactions[0])],
      ["genesis filter", hex(blockFilter(genesis.block.transactions.map(readTransaction), genesis.header.prev))],
      ["commitments", hex(genesis.block.commitments)],
      ["header", hex(genesis.headerBytes)],
      ["chain id", hex(network.chainId)],
      ["hash as shown", hashToDisplay(genesis.hash)],
    ]),
  ]);
}

export function exampleBlocks() {
  const network = testNetwork();
  const index = new HeaderIndex(network, []);
  const coins = [premineCoin(network, 0), premineCoin(network, 1)];
  const pay = payment({
    network,
    spend: coins,
    outputs: [
      { amount: 12_345_678_901, key: testKey(2).key },
      { amount: 7_654_320_000, key: testKey(0).key },
    ],
    lockHeight: 3,
    memo: new TextEncoder().encode("rent"),
  });
  const told = [
    "The payment: it spends the first two premine outputs (secret keys 1 and 2) in block 3.",
    "",
    ...fence(payRows(network, pay, coins)),
  ];
  let parent = index.genesis;
  for (let height = 1; height <= 3; height++) {
    const order = { network, parent, ...(height === 3 ? { transactions: [pay], fees: 1_099 } : {}) };
    const built = buildBlock(order);
    told.push("", `Block ${height}:`, "", ...fence(blockRows(built, parent)));
    parent = index.add(built.headerBytes, built.header, built.hash, parent);
  }
  return lines(told);
}

function payRows(network, pay, coins) {
  const spent = coins.map(({ amount, owner }) => ({ amount, key: owner.key, height: 0, isCoinbase: true }));
  return [
    ["unsigned", hex(pay.bytes.subarray(0, pay.unsignedLength))],
    ["txid", hex(pay.txid)],
    ["signature hash", hex(signatureHash(pay.txid, spent, network.chainId))],
    ["signatures", hex(pay.signatures)],
    ["signed", hex(pay.bytes)],
    ["wtxid", hex(pay.wtxid)],
  ];
}

function blockRows({ bytes, block, header, headerBytes, hash }, parent) {
  const transactions = block.transactions.map(readTransaction);
  return [
    ["txRoot", hex(merkleRoot(block.transactions.map((tx) => sha256d(tx))))],
    ["filter", hex(blockFilter(transactions, header.prev))],
    ["filter hash", hex(block.commitments.subarray(0, 32))],
    ["history root", hex(naiveHistoryRoot(parent))],
    ["root", hex(header.root)],
    ["header", hex(headerBytes)],
    ["hash", hex(hash)],
    ["block", hex(bytes)],
  ];
}

export function exampleTargets() {
  const rows = [0x1d00ffff, 0x1f7fffff, 0x207fffff, 0x03000001, 0x01010000].map((bits) => {
    const target = targetOfBits(bits);
    return [`\`${hex8(bits)}\``, `\`${target.toString(16)}\``, `\`${workOfTarget(target).toString(16)}\``];
  });
  return table(["bits", "target", "work"], rows);
}

export function exampleDifficulty() {
  const rows = [0n, 1n, 3_600n, 7_200n, -3_600n, -36_000n, 1_000_000n, -1_000_000n].map((secondsBehind) => {
    const bits = asertBits({ anchorBits: 0x1c0fffff, easiestBits: 0x1d00ffff, halfLife: 3_600, secondsBehind });
    return [secondsBehind, `\`${hex8(bits)}\``];
  });
  return table(["seconds behind", "bits"], rows);
}

export function exampleAddresses() {
  const rows = [0, 1].map((n) => {
    const { key } = testKey(n);
    return [n + 1, `\`${hex(key)}\``, `\`${addressOfKey(key, "tri")}\``];
  });
  return table(["secret key", "x-only key", "address"], rows);
}

function hex8(bits) {
  return bits.toString(16).padStart(8, "0");
}

function fence(rows) {
  return ["```", ...rows.map(([name, value]) => `${name}:\n  ${value}`), "```"];
}

function lines(parts) {
  return parts.join("\n");
}

export function table(heads, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}
