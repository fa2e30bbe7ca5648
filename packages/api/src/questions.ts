/** Asks the node, and reads out of its reply what the question is about; a refusal becomes a `Problem`. */
import type { BlockView, OperatorCommand, OperatorValue, TransactionView } from "@triad/roles";
import type { ApiNode } from "./api-node.ts";
import { problemOfReply } from "./problem.ts";

export type ValueOf<Of extends OperatorValue["of"]> = Extract<OperatorValue, { of: Of }>;

/** @throws Problem with the status of the reply's code. */
export async function ask<Of extends OperatorValue["of"]>(
  node: ApiNode,
  command: OperatorCommand,
  of: Of,
): Promise<ValueOf<Of>> {
  const reply = await node.ask(command);
  if (!reply.ok) throw problemOfReply(reply);
  if (!isOf(reply.value, of)) throw new Error(`asked for ${command.name}, the node answered with ${reply.value.of}`);
  return reply.value;
}

export async function askBlock(node: ApiNode, hash: string): Promise<BlockView> {
  return (await ask(node, { name: "block", block: hash.toLowerCase() }, "block")).block;
}

export async function askTransaction(node: ApiNode, txid: string): Promise<TransactionView> {
  return (await ask(node, { name: "transaction", txid: txid.toLowerCase() }, "transaction")).transaction;
}

function isOf<Of extends OperatorValue["of"]>(value: OperatorValue, of: Of): value is ValueOf<Of> {
  return value.of === of;
}
