/** The parameters of a network of one's own, from what a person decides about it. docs/spec/networks.md. */
import { COIN, HALF_LIFE_FUTURES_MIN, maxFutureSeconds, type NetworkParams, PORTS_DEFAULT } from "@triad/chain";
import { bitsOfTarget, targetOfBits } from "@triad/chain/headers";
import type { NetworkSettings } from "./network-settings.ts";

/** Four hours at a block a minute: slow enough for the luck of a day, quick enough for miners that come and go. */
const HALF_LIFE_SPACINGS = 240;
/** As on `local`: about 500 hashes, found at once by anything. */
const FIXED_BITS = 0x1f7fffff;
/** The easiest target that the compact form of Bitcoin's regtest has. */
const EASIEST_TARGET = targetOfBits(0x207fffff) ?? 0n;
/** If far fewer miners come than were expected, the difficulty may fall to a thousandth. */
const EASIER_BY = 1024n;
const PREFIX_LETTERS_MAX = 10;

/** `name`: where the settings have none. The limits of the rules are checked when the network is made of them. */
export function newNetworkParams(settings: NetworkSettings, name: string, unixSeconds: number): NetworkParams {
  const { spacing, fixed, subsidy, halving, maturity, blockBytes, seeds } = settings;
  const { genesisBits, easiestBits } = fixed
    ? { genesisBits: FIXED_BITS, easiestBits: FIXED_BITS }
    : bitsFor(settings.hashRate * spacing);
  const day = new Date(unixSeconds * 1000).toISOString().slice(0, 10);
  return {
    name,
    addressPrefix: settings.prefix ?? name.replace(/[^a-z]/g, "").slice(0, PREFIX_LETTERS_MAX),
    consensus: {
      spacing,
      halfLife: fixed ? 0 : Math.max(HALF_LIFE_SPACINGS * spacing, HALF_LIFE_FUTURES_MIN * maxFutureSeconds(spacing)),
      easiestBits,
      subsidy: subsidy * COIN,
      halvingInterval: halving,
      coinbaseMaturity: maturity,
      maxBlockBytes: blockBytes,
      genesisTime: unixSeconds,
      genesisBits,
      genesisMessage: settings.message ?? `${name}, ${day}`,
      premine: [],
    },
    genesisNonce: 0,
    ports: PORTS_DEFAULT,
    seeds,
    minimumChainWork: 0n,
  };
}

/** Targets that so many hashes reach once on average. */
function bitsFor(hashes: number): { readonly genesisBits: number; readonly easiestBits: number } {
  const target = 2n ** 256n / BigInt(Math.max(1, Math.round(hashes)));
  return { genesisBits: bitsOfTarget(easiest(target)), easiestBits: bitsOfTarget(easiest(target * EASIER_BY)) };
}

function easiest(target: bigint): bigint {
  return target < EASIEST_TARGET ? target : EASIEST_TARGET;
}
