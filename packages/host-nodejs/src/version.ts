/** The version of this release; a test holds it against package.json, which a bundle doesn't carry. */
export const VERSION = "0.1.0";

/** Put in by the bundler (tools/build); in a run from the sources it is not there. */
declare const TRIAD_COMMIT: string;

/** "0.1.0 (9b0336d12345)" where the commit of the sources was known when this was bundled, else "0.1.0". */
export const VERSION_WITH_COMMIT: string =
  typeof TRIAD_COMMIT === "string" && TRIAD_COMMIT !== "" ? `${VERSION} (${TRIAD_COMMIT})` : VERSION;
