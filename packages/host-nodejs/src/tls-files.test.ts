import { X509Certificate } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FatalError } from "./fatal-error.ts";
import { readTlsIdentity, readTrustedCertificates } from "./tls-files.ts";

const NOW = Date.UTC(2027, 0, 1);
const TEN_YEARS_MS = 10 * 365 * 86_400_000;

function certificate(name: string): string {
  return fileURLToPath(new URL(`testing/certificates/${name}`, import.meta.url));
}

const CERT = certificate("node.pem");
const KEY = certificate("node.key");

function messageOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof FatalError) return error.message;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("the files of TLS", () => {
  const directory = join(tmpdir(), `triad-tls-${process.pid}`);

  function write(name: string, text: string): string {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  }

  beforeAll(() => mkdirSync(directory, { recursive: true }));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it("are not needed for plain ws", () => {
    expect(readTlsIdentity({ cert: undefined, key: undefined }, NOW)).toBeUndefined();
    expect(readTrustedCertificates(undefined)).toEqual([]);
  });

  it("give the first name that can be dialled from elsewhere", () => {
    expect(readTlsIdentity({ cert: CERT, key: KEY }, NOW)?.name).toBe("node.test");
  });

  it("may hold the issuers after the node's own certificate, not before it", () => {
    const [own, ca] = [readFileSync(CERT, "utf8"), readFileSync(certificate("ca.pem"), "utf8")];
    const chain = write("chain.pem", `A comment.\n${own}${ca}`);
    expect(readTlsIdentity({ cert: chain, key: KEY }, NOW)?.certificates).toContain(ca);
    const backwards = write("backwards.pem", ca + own);
    expect(messageOf(() => readTlsIdentity({ cert: backwards, key: KEY }, NOW))).toContain("is not that of the first");
  });

  it("belong together", () => {
    expect(messageOf(() => readTlsIdentity({ cert: CERT, key: undefined }, NOW))).toContain(
      "--tls-key belong together",
    );
    expect(messageOf(() => readTlsIdentity({ cert: undefined, key: KEY }, NOW))).toContain("--tls-key belong together");
    const other = certificate("other.key");
    expect(messageOf(() => readTlsIdentity({ cert: CERT, key: other }, NOW))).toContain(`${other} (--tls-key) is not`);
  });

  it("that can't be read are named, with the option", () => {
    const missing = join(directory, "missing.pem");
    const text = write("text.pem", "nothing");
    const damaged = write("damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    expect(messageOf(() => readTlsIdentity({ cert: missing, key: KEY }, NOW))).toContain(`${missing} (--tls-cert)`);
    expect(messageOf(() => readTlsIdentity({ cert: CERT, key: missing }, NOW))).toContain(`${missing} (--tls-key)`);
    expect(messageOf(() => readTlsIdentity({ cert: text, key: KEY }, NOW))).toContain("holds no certificate in PEM");
    expect(messageOf(() => readTlsIdentity({ cert: damaged, key: KEY }, NOW))).toContain("Certificate 1 in");
    expect(messageOf(() => readTlsIdentity({ cert: CERT, key: text }, NOW))).toContain("holds no private key");
    expect(messageOf(() => readTrustedCertificates(missing))).toContain(`${missing} (--tls-ca)`);
    expect(messageOf(() => readTrustedCertificates(text))).toContain("holds no certificate in PEM");
  });

  it("are refused before and after the certificate's time", () => {
    const { validFrom, validTo } = datesOf();
    const read = (unixMs: number) => readTlsIdentity({ cert: CERT, key: KEY }, unixMs);
    expect(read(validFrom)).toBeDefined();
    expect(messageOf(() => read(validFrom - 1))).toContain("is valid from");
    expect(read(validTo - 1)).toBeDefined();
    expect(messageOf(() => read(validTo))).toContain("expired on");
    expect(read(validFrom)?.expiresUnixMs).toBe(validTo);
    expect(validTo - NOW).toBeGreaterThan(TEN_YEARS_MS);
  });
});

function datesOf(): { readonly validFrom: number; readonly validTo: number } {
  const { validFrom, validTo } = new X509Certificate(readFileSync(CERT));
  return { validFrom: Date.parse(validFrom), validTo: Date.parse(validTo) };
}
