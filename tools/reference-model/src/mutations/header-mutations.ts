import { type MutationRow, mutationsOf } from "./mutation.ts";

const CHECKS = "headers/check-header.ts";
const DIFFICULTY = "headers/difficulty.ts";

const ROWS: readonly MutationRow[] = [
  ["a time equal to the parent's is refused", CHECKS, "header.time >= parent.time", "header.time > parent.time"],
  ["times may go back", CHECKS, "header.time >= parent.time", "header.time >= 0"],
  ["bits are not compared", CHECKS, "header.bits === required", "required > 0"],
  ["harder bits are allowed", CHECKS, "header.bits === required", "header.bits <= required"],
  ["the work is not checked", CHECKS, "meetsBits(hash, header.bits)", "header.bits !== 0"],
  ["a time at the future limit is refused", CHECKS, "header.time <= latest ?", "header.time < latest ?"],
  ["no future limit", CHECKS, "header.time <= latest ?", "latest >= 0 ?"],
  [
    "a known header of an invalid block is fine",
    CHECKS,
    'known.isInvalid ? reject("bad-prevblk", { height: known.height }) : known',
    "known",
  ],
  ["children of invalid blocks are taken", CHECKS, "if (parent.isInvalid)", "if (parent.height < 0)"],
  [
    "bits are checked before the time",
    CHECKS,
    "checkTimeNotBeforeParent(header, context.parent) ??\n    checkDifficulty(header, context) ??",
    "checkDifficulty(header, context) ??\n    checkTimeNotBeforeParent(header, context.parent) ??",
  ],
  ["the future limit is twelve block times", "params/genesis.ts", "10 * spacing", "12 * spacing"],
  [
    "the future limit has no upper bound",
    "params/genesis.ts",
    "Math.min(FUTURE_SECONDS_MAX, 10 * spacing)",
    "10 * spacing",
  ],
  ["no stall rule", DIFFICULTY, "params.halfLife * stalledHalfLives", "params.halfLife * 0"],
  ["stalls are rounded", DIFFICULTY, "Math.floor((block.time", "Math.round((block.time"],
  ["the schedule is a block ahead", DIFFICULTY, "BigInt(block.height - 1)", "BigInt(block.height)"],
  ["the anchor is not dated back by a spacing", DIFFICULTY, "(block.firstTime - params.spacing)", "block.firstTime"],
  ["block 1 follows the difficulty rule", DIFFICULTY, "block.height === 1 || ", ""],
  [
    "the exponent is floored",
    DIFFICULTY,
    "(secondsBehind * 65536n) / BigInt(halfLife)",
    "((secondsBehind + 4294967296n) * 65536n) / BigInt(halfLife) - (4294967296n * 65536n) / BigInt(halfLife)",
  ],
  ["the factor is not rounded", DIFFICULTY, "(1n << 47n)", "0n"],
  ["the cubic coefficient is off by one", DIFFICULTY, "5127n", "5128n"],
  ["no easiest target", DIFFICULTY, "target > easiest ? easiest : target", "target"],
  ["work divides by the target itself", "headers/target.ts", "/ (target + 1n)", "/ target"],
  [
    "compact form rounds the sign bit away",
    "headers/target.ts",
    "if (mantissa & 0x00800000) {",
    "if (mantissa & 0x01000000) {",
  ],
  ["the last header wins a tie", "blocks/chain-candidates.ts", "a.sequence < b.sequence", "a.sequence > b.sequence"],
  [
    "the tip is left for equal work",
    "blocks/coin-layers.ts",
    "layer.tip.chainWork > present.chainWork",
    "layer.tip.chainWork >= present.chainWork",
  ],
  ["the longest chain is best", "blocks/chain-candidates.ts", ": a.chainWork > b.chainWork", ": a.height > b.height"],
  [
    "the best header is the newest among equals",
    "headers/header-index.ts",
    "this.#table.hasMoreWork(row, this.#bestRow)) this.#best",
    "!this.#table.hasMoreWork(this.#bestRow, row)) this.#best",
  ],
  [
    "a mark of an invalid block is not stored",
    "headers/header-index.ts",
    "status: this.#table.flags(row) & STORED_FLAGS",
    "status: this.#table.flags(row) & HeaderStatus.hasBody",
  ],
  [
    "descendants of an invalid block stay valid",
    "headers/header-index.ts",
    "      condemned.push(this.#entries.at(next));\n      this.#pushChildren(queue, next);",
    "      condemned.push(this.#entries.at(next));",
  ],
];

export const HEADER_MUTATIONS = mutationsOf("chain", ROWS);
