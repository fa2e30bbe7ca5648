/** Hello and its proof: who a peer says it is, and the signature that shows that the node key is its own. */
import { isUint32 } from "../check-fields.ts";
import { triad } from "../generated/wire.js";
import { HASH_BYTES, SIGNATURE_BYTES, USER_AGENT_BYTES_MAX } from "../limits.ts";
import { copyOf } from "./bytes-fields.ts";
import { type Converter, once } from "./converter.ts";
import { isPort, roleFromWire, roleToWire } from "./node-role.ts";
import { isHost, isLine } from "./text-fields.ts";
import { readWork, WORK_MAX, writeWork } from "./work.ts";

export const hello: Converter<"hello"> = {
  field: 1,
  occurrencesMax: once(13),
  read(payload) {
    const wire = triad.Hello.decode(payload);
    const role = roleFromWire(wire.role);
    if (role === undefined) return "role-unknown";
    if (wire.work.length !== HASH_BYTES) return "work-length";
    return {
      kind: "hello",
      version: wire.version,
      chainId: copyOf(wire.chainId),
      role,
      services: wire.services,
      nodeKey: copyOf(wire.nodeKey),
      nonce: copyOf(wire.nonce),
      userAgent: wire.userAgent,
      height: wire.height,
      work: readWork(wire.work),
      listenHost: wire.listenHost,
      listenPort: wire.listenPort,
      time: wire.time,
      ...(wire.listenTls ? { listenTls: true } : {}),
    };
  },
  problemOf(message) {
    if (!isUint32(message.version)) return "version-range";
    if (message.chainId.length !== HASH_BYTES) return "chain-id-length";
    if (roleToWire(message.role) === 0) return "role-unknown";
    if (!isUint32(message.services)) return "services-range";
    if (message.nodeKey.length !== HASH_BYTES) return "node-key-length";
    if (message.nonce.length !== HASH_BYTES) return "nonce-length";
    if (!isLine(message.userAgent, USER_AGENT_BYTES_MAX)) return "user-agent";
    if (!isUint32(message.height)) return "height-range";
    if (message.work < 0n || message.work > WORK_MAX) return "work-range";
    if (message.listenHost !== "" && !isHost(message.listenHost)) return "listen-host";
    if (!isPort(message.listenPort)) return "listen-port";
    if (!isUint32(message.time)) return "time-range";
    return undefined;
  },
  write(message) {
    const { kind: _, role, work, ...same } = message;
    return { hello: { ...same, role: roleToWire(role), work: writeWork(work) } };
  },
};

export const helloProof: Converter<"hello-proof"> = {
  field: 2,
  occurrencesMax: once(1),
  read(payload) {
    return { kind: "hello-proof", signature: copyOf(triad.HelloProof.decode(payload).signature) };
  },
  problemOf(message) {
    return message.signature.length === SIGNATURE_BYTES ? undefined : "signature-length";
  },
  write(message) {
    return { helloProof: { signature: message.signature } };
  },
};
