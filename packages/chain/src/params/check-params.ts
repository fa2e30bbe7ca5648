/** The limits of parameters, docs/spec/networks.md: each with the reason why a network beyond it could not work. */
import { BLOCK_BYTES_MAX, type ConsensusParams, encodeUtf8, isWellFormed } from "@triad/protocol";
import { bitsOfTarget, targetOfBits, workOfTarget } from "../headers/target.ts";
import { AMOUNT_MAX, GENESIS_MESSAGE_BYTES_MAX, HALF_LIFE_FUTURES_MIN, maxFutureSeconds } from "./limits.ts";
import type { NetworkParams } from "./network.ts";

/** Says which parameter is wrong and what it may be; thrown while a network is made, never by a rule. */
export class ParamsError extends Error {
  override readonly name = "ParamsError";
}

const UINT32_MAX = 0xffff_ffff;
/** Cumulative work must stay below 2^256 for any number of blocks. */
const GENESIS_WORK_BITS_MAX = 192n;
export function checkParams({ name, addressPrefix, consensus, genesisNonce }: NetworkParams): void {
  check(/^[a-z][a-z0-9-]{0,31}$/.test(name), "name", "1 to 32 small letters, digits and dashes, a letter first");
  check(/^[a-z]{1,10}$/.test(addressPrefix), "addressPrefix", "1 to 10 small letters");
  checkSchedule(consensus);
  checkDifficultyParams(consensus);
  checkMoney(consensus);
  checkGenesis(consensus);
  checkInteger(genesisNonce, "genesis.nonce", 0, UINT32_MAX);
}

function checkSchedule({ spacing, halvingInterval, coinbaseMaturity, genesisTime }: ConsensusParams): void {
  checkInteger(spacing, "spacing", 1, UINT32_MAX);
  checkInteger(halvingInterval, "halvingInterval", 1, UINT32_MAX);
  checkInteger(coinbaseMaturity, "coinbaseMaturity", 1, UINT32_MAX);
  checkInteger(genesisTime, "genesis.time", 0, UINT32_MAX);
}

function checkDifficultyParams({ spacing, halfLife, easiestBits, genesisBits }: ConsensusParams): void {
  const halfLifeMin = HALF_LIFE_FUTURES_MIN * maxFutureSeconds(spacing);
  checkInteger(halfLife, "halfLife", 0, UINT32_MAX);
  check(halfLife === 0 || halfLife >= halfLifeMin, "halfLife", `0 (fixed) or at least ${halfLifeMin} seconds`);
  const easiest = canonicalTarget(easiestBits, "easiestBits");
  const genesis = canonicalTarget(genesisBits, "genesis.bits");
  check(genesis <= easiest, "genesis.bits", "not easier than easiestBits");
  check(workOfTarget(genesis) >> GENESIS_WORK_BITS_MAX === 0n, "genesis.bits", "of less than 2^192 work");
}

function canonicalTarget(bits: number, name: string): bigint {
  const target = targetOfBits(bits);
  const isCanonical = target !== undefined && bitsOfTarget(target) === bits;
  check(isCanonical, name, "a canonical compact target such as 1d00ffff");
  return target as bigint;
}

/** All coins that can ever exist are below AMOUNT_MAX, so that no sum in a rule can pass 2^53. */
function checkMoney({ subsidy, halvingInterval, premine }: ConsensusParams): void {
  checkInteger(subsidy, "subsidy", 0, AMOUNT_MAX);
  let total = 0n;
  for (const { amount, key } of premine) {
    checkInteger(amount, "premine amount", 1, AMOUNT_MAX);
    check(key.length === 32, "premine key", "32 bytes");
    total += BigInt(amount);
  }
  const most = 2n * BigInt(subsidy) * BigInt(halvingInterval) + total;
  check(
    most <= BigInt(AMOUNT_MAX),
    "subsidy",
    `such that 2·subsidy·halvingInterval + premine is at most ${AMOUNT_MAX}`,
  );
}

function checkGenesis({ genesisMessage, maxBlockBytes }: ConsensusParams): void {
  check(isWellFormed(genesisMessage), "genesis.message", "well-formed Unicode");
  const messageBytes = encodeUtf8(genesisMessage).length;
  check(messageBytes <= GENESIS_MESSAGE_BYTES_MAX, "genesis.message", `at most ${GENESIS_MESSAGE_BYTES_MAX} bytes`);
  // the upper bound is what a message of the network can carry
  checkInteger(maxBlockBytes, "maxBlockBytes", 1, BLOCK_BYTES_MAX);
}

/** `bytes`: of the genesis coinbase, the only block that no rule of size is applied to later. */
export function checkGenesisFits(bytes: number, { maxBlockBytes }: ConsensusParams): void {
  check(bytes <= maxBlockBytes, "maxBlockBytes", `at least ${bytes}, the size of the genesis coinbase`);
}

function checkInteger(value: number, name: string, least: number, most: number): void {
  check(
    Number.isSafeInteger(value) && value >= least && value <= most,
    name,
    `a whole number from ${least} to ${most}`,
  );
}

function check(holds: boolean, name: string, rule: string): void {
  if (!holds) throw new ParamsError(`network parameter ${name} must be ${rule}`);
}
