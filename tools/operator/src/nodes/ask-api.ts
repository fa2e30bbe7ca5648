/** One question to the HTTP API of a running node. */

/** A node answers at once; a light node that asks its peers takes a little longer. */
const ANSWER_MS_MAX = 15_000;

export interface Asked {
  /** Undefined: none is shown. */
  readonly token?: string | undefined;
  /** Sent as JSON; a text as it is. */
  readonly body?: unknown;
}

export interface HttpAnswer {
  readonly status: number;
  readonly type: string;
  /** Of JSON what it says, else the text; octets as latin1 text, a character each. */
  readonly value: unknown;
  readonly headers: Headers;
}

export async function askApi(url: string, method: string, { token, body }: Asked): Promise<HttpAnswer> {
  const isText = typeof body === "string";
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": isText ? "text/plain" : "application/json" }),
    },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  });
  const type = response.headers.get("content-type") ?? "";
  const octets = Buffer.from(await response.arrayBuffer());
  const isOctets = type.includes("octet-stream");
  const text = octets.toString(isOctets ? "latin1" : "utf8");
  return {
    status: response.status,
    type,
    value: type.includes("json") ? JSON.parse(text) : text,
    headers: response.headers,
  };
}
