/**
 * @triad/api: the HTTP API of a running node.
 *
 * Responsible for: routes, who may call them, limits, Esplora's shapes, the stream of events. What is true about the
 * node comes from the operator's vocabulary of roles; nothing is kept here.
 * Depends on: roles (commands, views, notices), protocol and crypto (reading a header, hexadecimal), fastify.
 */
export type { ApiNode, AttachableNode, ListenAtChoice } from "./api-node.ts";
export { type ApiAttachment, attachApi } from "./attach-api.ts";
export { METRICS, type MetricRow } from "./metric-table.ts";
export { Problem, statusOfCode } from "./problem.ts";
export type { Answer, Call, JsonSchema, Route } from "./route.ts";
export { ROUTES } from "./routes.ts";
export { type RunningApi, startApi } from "./start-api.ts";
