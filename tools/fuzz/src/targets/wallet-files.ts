/** The wallet's file, as somebody may have changed it: it must ask for no more than a machine has, and tell no secret. */
import { isDeepStrictEqual } from "node:util";
import { FatalError, readWalletText, writeWalletText } from "@triad/host-nodejs";
import { newMnemonic, seedOfMnemonic, writeAccountKey } from "@triad/wallet";
import { textOf, utf8 } from "../generate/bytes.ts";
import { hostileJson } from "../generate/json-shapes.ts";
import { expectThat, type Target } from "../target.ts";

const PATH = "wallet";
/** What one try of a passphrase may take: 128 × N × r bytes (RFC 7914), 256 MB. */
const SCRYPT_BYTES_MAX = 2 ** 28;

export function openWalletFiles(): Target {
  const words = newMnemonic(new Uint8Array(16).fill(5));
  const accountKey = writeAccountKey(seedOfMnemonic(words));
  const sealed = { n: 2 ** 17, r: 8, p: 1, salt: "00".repeat(16), nonce: "00".repeat(12), sealed: "ab".repeat(90) };
  const birthday = 1_800_000_000;
  const files = [
    writeWalletText({ kind: "plain", words, birthday }),
    writeWalletText({ kind: "plain", words, birthday: undefined }),
    writeWalletText({ kind: "sealed", accountKey, sealed, birthday }),
    writeWalletText({ kind: "sealed", accountKey, sealed, birthday: undefined }),
  ];
  const documents = files.map((text) => JSON.parse(text));
  return {
    samples: files.map(utf8),
    dictionary: ['"version":2', '"mnemonic":', '"n":1048576', '"r":', '"p":4', "tpub", "1e9", "null", "{"].map(utf8),
    shape: (random) => utf8(hostileJson(random.pick(documents), random)),
    check(input, timed) {
      try {
        const contents = timed(() => readWalletText(PATH, textOf(input)));
        expectThat(isDeepStrictEqual(readWalletText(PATH, writeWalletText(contents)), contents), "is read as written");
        if (contents.kind === "sealed") {
          const { n, r, p } = contents.sealed;
          expectThat(128 * n * r <= SCRYPT_BYTES_MAX && p <= 4, "what a passphrase costs to try is bounded");
        }
        return `accepted ${contents.kind} ${contents.birthday === undefined ? "of unknown age" : "with a birthday"}`;
      } catch (error) {
        if (!(error instanceof FatalError)) throw error;
        expectThat(/^[ -~]*$/.test(error.message), "a message has nothing that turns a terminal about");
        for (const word of words.split(" ")) expectThat(!error.message.includes(word), "a message tells no word");
        return `refused ${error.message.replace(/\. It is left.*/s, "").replace(/version \S+ is/, "version N is")}`;
      }
    },
  };
}
