/**
 * @triad/testnet: a local network of real processes, and the parts of it that drills use too.
 *
 * Responsible for: starting, asking and ending nodes as an operator would; payments between them; their agreement.
 * Depends on: chain (network parameters); the programs themselves, which it starts by their files.
 */
export { freePorts } from "./free-ports.ts";
export { lineUp, type Member, type Role } from "./line-up.ts";
export { type ConnectedPeer, NodeClient, type NodeNotice, type NodeState, type WalletState } from "./node-client.ts";
export { killLivingNodes, type NodePlace, NodeProcess } from "./node-process.ts";
export { Payments } from "./payments.ts";
export { makeReport, type Report } from "./report.ts";
export { agreeOnTip, countPayments, type PaymentCount, tipsOf } from "./settle.ts";
export { testParameters } from "./test-parameters.ts";
