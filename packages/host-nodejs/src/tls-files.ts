/**
 * Certificates and keys of `wss`, read once at start: what would fail at the first connection, or only for others, is
 * said at once and with the name of the file.
 */
import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import tls, { type SecureContext } from "node:tls";
import { EXIT, FatalError } from "./fatal-error.ts";
import { fileFault } from "./file-fault.ts";

/** What a listener shows. */
export interface TlsIdentity {
  /** PEM: the node's own certificate first, then those between it and a root. */
  readonly certificates: string;
  /** PEM, without passphrase. */
  readonly key: string;
  /** The first DNS name that the certificate is for: others verify it, so this is what they are told to dial. */
  readonly name: string | undefined;
  /** Unix milliseconds. */
  readonly expiresUnixMs: number;
}

export interface TlsFiles {
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
/** `DNS:node.example` among a certificate's names; not `*.example`, which nobody can dial. */
const DNS_NAME = /^DNS:([a-z0-9_-]+(?:\.[a-z0-9_-]+)*)$/i;

/** Undefined when neither file is named. @throws FatalError with what is wrong with which file. */
export function readTlsIdentity({ cert, key }: TlsFiles, unixMs: number): TlsIdentity | undefined {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    throw new FatalError("--tls-cert and --tls-key belong together: give both, or neither for plain ws.", EXIT.usage);
  }
  const certificates = readText(cert, "--tls-cert");
  const [certificate] = parseCertificates(certificates, cert, "--tls-cert");
  const keyText = readText(key, "--tls-key");
  if (certificate === undefined || !certificate.checkPrivateKey(parseKey(keyText, key))) {
    throw new FatalError(
      `The key in ${key} (--tls-key) is not that of the first certificate in ${cert} (--tls-cert). A node's own certificate stands before those of its issuers.`,
    );
  }
  checkDates(certificate, cert, unixMs);
  return { certificates, key: keyText, name: nameOf(certificate), expiresUnixMs: Date.parse(certificate.validTo) };
}

/** Those of the file, besides what `makeTlsContext` trusts anyway. @throws FatalError when it has none. */
export function readTrustedCertificates(path: string | undefined): readonly string[] {
  if (path === undefined) return [];
  return parseCertificates(readText(path, "--tls-ca"), path, "--tls-ca").map(String);
}

/**
 * For dialling wss. It trusts what Node trusts, the system's list where Node can read it (22.15 and later), and `more`
 * (PEM). Made at the first use, since reading hundreds of certificates takes longer than a turn, and few nodes dial wss.
 */
export function makeTlsContext(more: readonly string[]): () => SecureContext {
  let context: SecureContext | undefined;
  return () => {
    context ??= tls.createSecureContext(trustedBesides(more));
    return context;
  };
}

function trustedBesides(more: readonly string[]): { readonly ca?: string[] } {
  // Not in the types of Node 20, nor there when it runs.
  const read: unknown = Reflect.get(tls, "getCACertificates");
  if (typeof read === "function") return { ca: [...new Set<string>([...read("default"), ...read("system"), ...more])] };
  // Left alone, Node adds those of NODE_EXTRA_CA_CERTS, which it doesn't tell before 22.15.
  return more.length === 0 ? {} : { ca: [...tls.rootCertificates, ...more] };
}

function readText(path: string, option: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new FatalError(`Can't read ${path} (${option}): ${fileFault(error)}. Check the path and who may read it.`);
  }
}

/** @throws FatalError when there is none, or one that can't be read. */
function parseCertificates(text: string, path: string, option: string): readonly X509Certificate[] {
  const blocks = text.match(PEM_CERTIFICATE) ?? [];
  if (blocks.length === 0) {
    throw new FatalError(`${path} (${option}) holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).`);
  }
  return blocks.map((block, index) => {
    try {
      return new X509Certificate(block);
    } catch {
      throw new FatalError(`Certificate ${index + 1} in ${path} (${option}) is damaged.`);
    }
  });
}

function parseKey(text: string, path: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch (error) {
    const isEncrypted = error instanceof Error && "code" in error && error.code === "ERR_MISSING_PASSPHRASE";
    throw new FatalError(
      isEncrypted
        ? `The key in ${path} (--tls-key) has a passphrase. A node starts without asking: use a key without one, in a file that only its user may read.`
        : `${path} (--tls-key) holds no private key in PEM form.`,
    );
  }
}

function checkDates({ validFrom, validTo }: X509Certificate, path: string, unixMs: number): void {
  if (unixMs >= Date.parse(validTo)) {
    throw new FatalError(
      `The certificate in ${path} (--tls-cert) expired on ${validTo}. Nobody would connect; renew it.`,
    );
  }
  if (unixMs < Date.parse(validFrom)) {
    throw new FatalError(
      `The certificate in ${path} (--tls-cert) is valid from ${validFrom} on. Wait, or set this machine's clock.`,
    );
  }
}

function nameOf({ subjectAltName = "" }: X509Certificate): string | undefined {
  const names = subjectAltName.split(", ").flatMap((entry) => DNS_NAME.exec(entry)?.[1]?.toLowerCase() ?? []);
  // of use on this machine only
  return names.find((name) => name !== "localhost");
}
