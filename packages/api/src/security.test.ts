import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BLOCK_BODY_BYTES_MAX, BODY_BYTES_MAX, STRANGER_RUNNING_MAX, STRANGERS_RUNNING_MAX } from "./limits.ts";
import { ROUTES } from "./routes.ts";
import { type ApiServer, createServer } from "./server.ts";
import { callerOf } from "./stranger-places.ts";
import { type FakeNode, makeFakeNode, TOKEN } from "./testing/fake-node.ts";
import { hashOf } from "./testing/sample-views.ts";

let node: FakeNode;
let server: ApiServer;

beforeEach(() => {
  node = makeFakeNode();
  server = createServer(node, "127.0.0.1", ROUTES);
});
afterEach(() => server.app.close());

const withToken = { authorization: `Bearer ${TOKEN}` };

function callWithHost(host: string) {
  return server.app.inject({ method: "GET", url: "/api/node", headers: { host } });
}

async function listenAs(boundHost: string): Promise<void> {
  await server.app.close();
  server = createServer(node, boundHost, ROUTES);
}

describe("token", () => {
  const needed = [
    "POST /api/stop",
    "POST /api/log",
    "POST /api/peers",
    "DELETE /api/peers/:peer",
    "POST /api/bans",
    "DELETE /api/bans/:target",
    "POST /api/access",
    "POST /api/access/request",
    "GET /api/chain",
    "POST /api/block",
    "POST /api/tx",
    "POST /api/mempool/:txid",
    "POST /api/mining",
    "GET /api/wallet",
    "GET /api/wallet/history",
    "POST /api/wallet/send",
    "POST /api/wallet/address",
    "GET /api/wallet/addresses",
    "POST /api/wallet/label",
    "POST /api/wallet/bump",
    "POST /api/wallet/abandon",
    "POST /api/wallet/unlock",
    "POST /api/wallet/lock",
    "POST /api/wallet/passphrase",
  ];

  it("is needed for what changes anything, shows the wallet or takes long", () => {
    const rows = ROUTES.filter((row) => row.token).map((row) => `${row.method} ${row.path}`);
    expect(rows.toSorted()).toEqual(needed.toSorted());
    expect(ROUTES.filter((row) => row.method !== "GET" && !row.token)).toEqual([]);
  });

  it.each(needed)("token-needed: %s, before anything of the request is judged", async (row) => {
    const [method, path = ""] = row.split(" ");
    const wrong = ["", "Bearer", `Bearer ${TOKEN}0`, `Bearer ${TOKEN.slice(1)}`, `Basic ${TOKEN}`, TOKEN];
    for (const authorization of [undefined, ...wrong]) {
      const response = await server.app.inject({
        method: method as "GET" | "POST" | "DELETE",
        url: path,
        headers: authorization === undefined ? {} : { authorization },
      });
      expect(response.statusCode).toBe(401);
      expect(response.headers["www-authenticate"]).toBe("Bearer");
      expect(response.json().code).toBe("token-needed");
      expect(response.json().message).toContain(node.paths.cookie);
    }
    expect(node.asked).toEqual([]);
    expect(node.stops).toBe(0);
  });

  it("is taken whatever the case of its scheme", async () => {
    const headers = { authorization: `bearer ${TOKEN}` };
    expect((await server.app.inject({ url: "/api/wallet", headers })).statusCode).toBe(200);
  });

  it("has its directory shown to nobody on the network", async () => {
    await listenAs("0.0.0.0");
    const response = await server.app.inject({ url: "/api/wallet", headers: { host: "192.0.2.1" } });
    expect(response.statusCode).toBe(401);
    expect(response.body).not.toContain("/home");
  });
});

describe("host", () => {
  it.each(["localhost", "LOCALHOST:8001", "127.0.0.1", "127.0.0.1:8001", "[::1]:8001", "[::1]"])(
    "%s is this node",
    async (host) => {
      expect((await callWithHost(host)).statusCode).toBe(200);
    },
  );

  it.each([
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil.example:8001",
    "192.0.2.1",
    "user@localhost",
    "[::1",
    "::1",
    "localhost:",
    "localhost:123456",
    " ",
  ])("foreign-host: %j", async (host) => {
    const response = await callWithHost(host);
    expect(response.statusCode).toBe(403);
    expect(response.json().code).toBe("foreign-host");
    expect(node.asked).toEqual([]);
  });

  it("may be any IP address, but no name, when the API listens beyond loopback", async () => {
    for (const bound of ["0.0.0.0", "::", "192.0.2.1"]) {
      await listenAs(bound);
      expect((await callWithHost("192.0.2.9:8001")).statusCode).toBe(200);
      expect((await callWithHost("[2001:db8::1]:8001")).statusCode).toBe(200);
      expect((await callWithHost("evil.example")).statusCode).toBe(403);
      expect((await callWithHost("192.0.2.9.evil.example")).statusCode).toBe(403);
    }
  });

  it("may be the name that the API was told to listen at", async () => {
    await listenAs("Node.example");
    expect((await callWithHost("node.example:8001")).statusCode).toBe(200);
    expect((await callWithHost("other.example:8001")).statusCode).toBe(403);
  });

  it("is checked on paths that don't exist, too", async () => {
    const response = await server.app.inject({ url: "/nothing", headers: { host: "evil.example" } });
    expect(response.json().code).toBe("foreign-host");
  });
});

describe("origin", () => {
  const call = (origin: string) =>
    server.app.inject({ url: "/api/wallet", headers: { ...withToken, host: "localhost:8001", origin } });

  it("may be this node's own", async () => {
    expect((await call("http://localhost:8001")).statusCode).toBe(200);
  });

  it.each(["https://evil.example", "null", "http://localhost:3000", "http://127.0.0.1:8001", ""])(
    "foreign-origin: %j, even with the token",
    async (origin) => {
      const response = await call(origin);
      expect(response.statusCode).toBe(403);
      expect(response.json().code).toBe("foreign-origin");
      expect(response.headers["access-control-allow-origin"]).toBeUndefined();
    },
  );
});

describe("bodies", () => {
  const postHex = (url: string, digits: number) =>
    server.app.inject({ method: "POST", url, headers: withToken, payload: "0".repeat(digits) });

  it("body-too-large: above 512 KiB, above 8 MiB for a block", async () => {
    expect((await postHex("/api/tx", BODY_BYTES_MAX)).statusCode).toBe(200);
    const tooLarge = await postHex("/api/tx", BODY_BYTES_MAX + 1);
    expect(tooLarge.statusCode).toBe(413);
    expect(tooLarge.json().code).toBe("body-too-large");
    node.refuseWith = { code: "bad-blk-length", message: "Too long." };
    expect((await postHex("/api/block", BLOCK_BODY_BYTES_MAX)).json().code).toBe("bad-blk-length");
    expect((await postHex("/api/block", BLOCK_BODY_BYTES_MAX + 1)).statusCode).toBe(413);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])(
    "unsupported-media-type: JSON sent as %s, which any page may send",
    async (type) => {
      const headers = { ...withToken, "content-type": type };
      const payload = '{"action":"stop"}';
      const response = await server.app.inject({ method: "POST", url: "/api/mining", headers, payload });
      expect(response.statusCode).toBe(415);
      expect(response.json().code).toBe("unsupported-media-type");
    },
  );

  it.each(["{", '{"action":"stop","__proto__":{"blocks":1}}', '{"action":"stop"}x'])(
    "bad-request: %s",
    async (payload) => {
      const headers = { ...withToken, "content-type": "application/json" };
      const response = await server.app.inject({ method: "POST", url: "/api/mining", headers, payload });
      expect(response.statusCode).toBe(400);
      expect(response.json().code).toBe("bad-request");
    },
  );

  it("bad-request: none where one is needed", async () => {
    const response = await server.app.inject({ method: "POST", url: "/api/mining", headers: withToken });
    expect(response.statusCode).toBe(400);
    expect(response.json().message).toMatch(/must be a JSON object/);
  });
});

describe("a crowd", () => {
  it("busy: one stranger more than may run at once; the operator comes through", async () => {
    let release = () => {};
    node.patience = new Promise((resolve) => {
      release = resolve;
    });
    const call = (headers = {}) => server.app.inject({ url: "/api/node", headers });
    const crowd = Array.from({ length: STRANGERS_RUNNING_MAX }, () => call());
    await expect.poll(() => node.asked.length).toBe(STRANGERS_RUNNING_MAX);
    const late = await call();
    expect(late.statusCode).toBe(503);
    expect(late.json().code).toBe("busy");
    expect(late.headers["retry-after"]).toBe("1");
    const operator = call(withToken);
    await expect.poll(() => node.asked.length).toBe(STRANGERS_RUNNING_MAX + 1);
    release();
    const answers = await Promise.all([...crowd, operator]);
    expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
    expect((await call()).statusCode).toBe(200);
  });
});

describe("one caller over the network", () => {
  it("too-many-requests: has some requests that run at once; others come through", async () => {
    let release = () => {};
    node.patience = new Promise((resolve) => {
      release = resolve;
    });
    const call = (remoteAddress: string, headers = {}) =>
      server.app.inject({ url: "/api/node", headers, remoteAddress });
    const own = Array.from({ length: STRANGER_RUNNING_MAX }, (_, i) => call(`2001:db8:1:2:${i}::7`));
    await expect.poll(() => node.asked.length).toBe(STRANGER_RUNNING_MAX);
    const late = await call("2001:db8:1:2:ffff::");
    expect([late.statusCode, late.json().code, late.headers["retry-after"]]).toEqual([429, "too-many-requests", "1"]);
    const others = [
      call("2001:db8:1:3::7"),
      call("203.0.113.1"),
      call("127.0.0.1"),
      call("2001:db8:1:2::7", withToken),
    ];
    await expect.poll(() => node.asked.length).toBe(STRANGER_RUNNING_MAX + others.length);
    release();
    for (const { statusCode } of await Promise.all([...own, ...others])) expect(statusCode).toBe(200);
    expect((await call("2001:db8:1:2::8")).statusCode).toBe(200);
  });

  it.each([
    ["127.0.0.1", undefined],
    ["::1", undefined],
    ["::ffff:127.0.0.1", undefined],
    [undefined, undefined],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["2001:db8::1", "2001:db8:0:0"],
    ["2001:DB8:0:0:1::", "2001:db8:0:0"],
    ["fe80::1%eth0", "fe80:0:0:0"],
    ["::2", "0:0:0:0"],
  ])("%s is %s", (address, caller) => {
    expect(callerOf(address)).toBe(caller);
  });
});

describe("errors", () => {
  it.each([
    ["GET", "/"],
    ["GET", "/api"],
    ["GET", "/api/nothing?x=1"],
    ["POST", "/api/node"],
    ["DELETE", "/api/block/00"],
    ["HEAD", "/api/events"],
  ] as const)("not-found: %s %s", async (method, url) => {
    const response = await server.app.inject({ method, url });
    expect(response.statusCode).toBe(404);
    if (method !== "HEAD") expect(Object.keys(response.json())).toEqual(["code", "message"]);
  });

  it("bad-request: a path that can't be decoded", async () => {
    const response = await server.app.inject({ url: "/api/block/%E0%A4%A" });
    expect(response.statusCode).toBe(400);
    expect(response.json().code).toBe("bad-request");
  });

  it("bad-request: a path beyond any hash", async () => {
    const response = await server.app.inject({ url: `/api/block/${"0".repeat(5_000)}` });
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(Object.keys(response.json())).toEqual(["code", "message"]);
  });

  it.each([
    ["stopping", 503],
    ["not-found", 404],
    ["peer-not-found", 404],
    ["block-not-found", 404],
    ["txn-mempool-conflict", 409],
    ["not-a-full-node", 409],
    ["bad-address", 400],
    ["some-code-of-tomorrow", 400],
  ])("%s has the status %i", async (code, status) => {
    node.refuseWith = { code, message: "Because." };
    const response = await server.app.inject({ url: `/api/block/${hashOf(1)}` });
    expect(response.statusCode).toBe(status);
    expect(response.json()).toEqual({ code, message: "Because." });
  });

  it("internal-error: says nothing to the caller, and the log has no secret", async () => {
    node.answersNonsense = true;
    const response = await server.app.inject({ url: "/api/wallet", headers: withToken });
    expect(response.statusCode).toBe(500);
    expect(response.json()).toEqual({
      code: "internal-error",
      message: "A fault of this node; its log has the details.",
    });
    expect(node.logged).toHaveLength(1);
    expect(node.logged[0]).toMatch(/^error api GET \/api\/wallet failed: Error: asked for wallet/);
    expect(node.logged[0]).not.toContain(TOKEN);
  });

  it("stopping: requests after the beginning of the end", async () => {
    server.beginStop();
    const response = await server.app.inject({ url: "/api/node" });
    expect(response.statusCode).toBe(503);
    expect(response.json().code).toBe("stopping");
  });

  it("every answer is neither cached nor sniffed nor embedded", async () => {
    for (const url of ["/api/node", "/nothing", "/api/wallet"]) {
      expect((await server.app.inject({ url })).headers).toMatchObject({
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin",
      });
    }
  });
});
