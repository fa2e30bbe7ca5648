/** A running node as the test network sees it: its HTTP API, with the token of its data directory. */
import { readFile } from "node:fs/promises";

/** A node under load on a busy machine answers within this; beyond it something is wrong. */
const REQUEST_TIMEOUT_MS = 15_000;

export interface NodeState {
  readonly height: number;
  readonly tipHash: string;
  readonly peers: number;
  readonly synchronising: boolean;
  readonly nodeKey: string;
}

export interface ConnectedPeer {
  readonly peer: number;
  readonly direction: "inbound" | "outbound";
  /** HOST:PORT */
  readonly address: string;
  readonly nodeKey: string;
}

/** Base units, but for the address. */
export interface WalletState {
  readonly confirmed: number;
  readonly pending: number;
  readonly immature: number;
  readonly address: string;
}

export interface NodeNotice {
  readonly code: string;
  readonly level: string;
  readonly text: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

export class NodeClient {
  readonly #url: string;
  readonly #cookieFile: string;

  constructor(url: string, cookieFile: string) {
    this.#url = url;
    this.#cookieFile = cookieFile;
  }

  async state(): Promise<NodeState> {
    return (await this.#call("GET", "/api/node")) as NodeState;
  }

  async peers(): Promise<readonly ConnectedPeer[]> {
    return (await this.#call("GET", "/api/peers")) as ConnectedPeer[];
  }

  /** Asks the node to dial HOST:PORT; it answers before the connection stands. */
  async connect(address: string): Promise<void> {
    await this.#call("POST", "/api/peers", { address });
  }

  async wallet(): Promise<WalletState> {
    return (await this.#call("GET", "/api/wallet")) as WalletState;
  }

  /** Base units that can be spent now, unconfirmed change included. */
  async spendable(): Promise<number> {
    const { confirmed, pending } = await this.wallet();
    return confirmed + Math.min(0, pending);
  }

  async pay(to: string, amount: number): Promise<string> {
    return ((await this.#call("POST", "/api/wallet/send", { to, amount })) as { txid: string }).txid;
  }

  async mine(action: "start" | "stop" | "generate", blocks?: number): Promise<void> {
    await this.#call("POST", "/api/mining", blocks === undefined ? { action } : { action, blocks });
  }

  async poolTxids(): Promise<readonly string[]> {
    return (await this.#call("GET", "/api/mempool/txids")) as string[];
  }

  async blockTxids(hash: string): Promise<readonly string[]> {
    return (await this.#call("GET", `/api/block/${hash}/txids`)) as string[];
  }

  /** Ids of the transactions whose outputs this one spends. */
  async parentsOf(txid: string): Promise<readonly string[]> {
    const { vin } = (await this.#call("GET", `/api/tx/${txid}`)) as { vin: readonly { txid: string }[] };
    return vin.map((input) => input.txid);
  }

  async blockHash(height: number): Promise<string> {
    return (await this.#call("GET", `/api/block-height/${height}`)) as string;
  }

  /** Calls `listener` for every notice until the signal or the node ends it. */
  async follow(listener: (notice: NodeNotice) => void, signal: AbortSignal): Promise<void> {
    const response = await fetch(`${this.#url}/api/events`, { headers: await this.#headers(), signal });
    if (!response.ok || response.body === null) throw new Error(`events: HTTP ${response.status}`);
    let rest = "";
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (line.startsWith("data: ")) listener(JSON.parse(line.slice(6)) as NodeNotice);
    }
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.#url + path, {
      method,
      headers: { ...(await this.#headers()), ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") ?? false;
    const answer: unknown = isJson ? JSON.parse(text) : text;
    if (response.ok) return answer;
    const { message } = (isJson ? answer : { message: text }) as { message?: string };
    throw new Error(message ?? `${method} ${path}: HTTP ${response.status}`);
  }

  /** Read each time: a node makes a new token at each start, and its directory may still hold that of an earlier one. */
  async #headers(): Promise<Record<string, string>> {
    return { authorization: `Bearer ${(await readFile(this.#cookieFile, "utf8")).trim()}` };
  }
}
