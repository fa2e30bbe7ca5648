/** Invariant 1, the signatures: whatever way a block came, and in whatever order verdicts did, its transactions are signed. */
import { type Coin, type HashKey, hashKey, type OutpointKey, outpointKey, Reject } from "@triad/chain";
import { signatureChecks } from "@triad/chain/blocks";
import type { HeaderEntry } from "@triad/chain/headers";
import { DecodeError, readBlock, readTransaction } from "@triad/protocol";
import { partsOf, type ValidatingParts } from "../engine/nodes-view.ts";
import type { World } from "../engine/world.ts";
import type { Checker } from "./checker.ts";

const NAME = "signatures-of-chain";

export const checker: Checker = {
  name: NAME,
  claim: "Every transaction of a node's chain is signed by the keys of the coins that it spends.",
  begin(world) {
    const chains = new SignedChains(world);
    return {
      atRest() {
        for (const node of world.honestValidating) {
          const fault = node.core && chains.faultOf(partsOf(node.core).chain);
          if (fault !== undefined) world.violated(NAME, fault, node);
        }
      },
    };
  },
};

/** A block is looked at once, whoever has it: what signatures depend on is fixed by its hash. */
class SignedChains {
  readonly #world: World;
  readonly #signed = new Set<HashKey>();
  readonly #outputs = new Map<OutpointKey, Coin>();

  constructor(world: World) {
    this.#world = world;
  }

  faultOf(chain: ValidatingParts["chain"]): string | undefined {
    const ahead: HeaderEntry[] = [];
    for (let entry = chain.tip; !this.#signed.has(hashKey(entry.hash)); entry = entry.parent) {
      ahead.push(entry);
      if (entry.parent === undefined) break;
    }
    // who has pruned its blocks has the same ones as the others
    if (ahead.some((entry) => chain.body(entry) === undefined)) return undefined;
    for (const entry of ahead.reverse()) {
      const fault = this.#add(chain.body(entry) ?? new Uint8Array(0), entry.height);
      if (fault !== undefined) return fault;
      this.#signed.add(hashKey(entry.hash));
    }
    return undefined;
  }

  #add(body: Uint8Array, height: number): string | undefined {
    const block = readBlock(body);
    if (block instanceof DecodeError) return `the body of block ${height} can't be read`;
    for (const [position, bytes] of block.transactions.entries()) {
      const tx = readTransaction(bytes);
      if (tx instanceof DecodeError) return `a transaction of block ${height} can't be read`;
      const spent = tx.inputs.flatMap(({ txid, index }) => this.#outputs.get(outpointKey(txid, index)) ?? []);
      if (spent.length < tx.inputs.length) return `block ${height} spends what never was`;
      const checks = signatureChecks(tx, spent, this.#world.consensus.chainId);
      const { signatures } = this.#world;
      if (position > 0 && (checks instanceof Reject || signatures.firstInvalid(checks) !== -1)) {
        return `transaction ${position} of block ${height} is not signed by whose coins it spends`;
      }
      for (const [index, { amount, key }] of tx.outputs.entries()) {
        this.#outputs.set(outpointKey(tx.txid, index), { amount, key, height, isCoinbase: position === 0 });
      }
    }
    return undefined;
  }
}
