/** A network out of its parameters: the genesis block follows from them alone. docs/spec/networks.md. */
import { taggedHash } from "@triad/crypto";
import {
  type ConsensusParams,
  DecodeError,
  encodeUtf8,
  hashHeader,
  readHeader,
  transactionFrom,
  writeBlock,
  writeConsensusParams,
  writeHeader,
} from "@triad/protocol";
import { assert } from "../assert.ts";
import { coinbaseMemo, commitmentsRoot, joinCommitments } from "../blocks/coinbase.ts";
import { blockFilter, filterHash } from "../filter/block-filter.ts";
import { checkGenesisFits, checkParams } from "./check-params.ts";
import { maxFutureSeconds, TRANSACTION_VERSION } from "./limits.ts";
import type { Genesis, Network, NetworkParams } from "./network.ts";

const GENESIS_VERSION = 1;

/** Throws ParamsError where the parameters break a limit. */
export function makeNetwork(params: NetworkParams): Network {
  checkParams(params);
  const genesis = makeGenesis(params.consensus, params.genesisNonce);
  return { params, genesis, chainId: genesis.hash, maxFutureSeconds: maxFutureSeconds(params.consensus.spacing) };
}

/** `prev` of the genesis header: two networks with different rules can't share a single block. */
export function paramsHash(params: ConsensusParams): Uint8Array {
  return taggedHash("Triad/params", writeConsensusParams(params));
}

function makeGenesis(params: ConsensusParams, nonce: number): Genesis {
  const coinbase = transactionFrom({
    version: TRANSACTION_VERSION,
    inputs: [],
    outputs: params.premine,
    lockHeight: 0,
    memo: coinbaseMemo(0, encodeUtf8(params.genesisMessage)),
    signatures: new Uint8Array(0),
  });
  checkGenesisFits(coinbase.bytes.length, params);
  const prev = paramsHash(params);
  const filter = filterHash(blockFilter([coinbase], prev));
  const historyRoot = new Uint8Array(32);
  const root = commitmentsRoot({ txRoot: coinbase.wtxid, filterHash: filter, historyRoot });
  const { genesisTime: time, genesisBits: bits } = params;
  const headerBytes = writeHeader({ version: GENESIS_VERSION, prev, root, time, bits, nonce });
  const header = readHeader(headerBytes);
  assert(!(header instanceof DecodeError), "a written header is 80 bytes long");
  const commitments = joinCommitments(filter, historyRoot);
  const block = { header: headerBytes, commitments, transactions: [coinbase.bytes] };
  return { block, bytes: writeBlock(block), header, headerBytes, hash: hashHeader(headerBytes) };
}
