/** The version of this release; a test holds it against package.json, which a bundle doesn't carry. */
export const VERSION = "0.1.0";
