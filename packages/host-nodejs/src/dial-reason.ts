/** Why a dial failed, in the words of somebody who has to do something about it. */

/** `tls`: whether wss was spoken, as the same sign means something else then. */
export function dialReason(error: unknown, tls: boolean): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : undefined;
  switch (code) {
    case "ECONNREFUSED":
      return "nobody listens there";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "no such host name";
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return "no way to that network";
    case "ETIMEDOUT":
      return "no answer";
    case "CERT_HAS_EXPIRED":
      return "its certificate has expired";
    case "CERT_NOT_YET_VALID":
      return "its certificate is not valid yet, or this machine's clock is wrong";
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return "its certificate is for another name: dial it by the name that the certificate is for";
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return "its certificate is signed by nobody whom this node trusts; --tls-ca FILE trusts more";
    case "EPROTO":
    case "ERR_SSL_WRONG_VERSION_NUMBER":
    case "ERR_SSL_PACKET_LENGTH_TOO_LONG":
      return "no TLS is spoken there; without wss:// it might work";
    case "ECONNRESET":
      return tls ? "the connection was cut" : "the connection was cut; if TLS is spoken there, write wss:// in front";
    default:
      if (code?.startsWith("HPE_") === true)
        return "no WebSocket is spoken there; perhaps TLS is, then write wss:// in front";
      // An AggregateError of several addresses of a name has an empty message.
      return error.message === "" ? (code ?? error.name) : error.message;
  }
}
