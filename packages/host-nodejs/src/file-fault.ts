/** What an error of the file system means, in words that go into a sentence. */

const MEANINGS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or directory",
  EACCES: "this user is not allowed to",
  EPERM: "this user is not allowed to",
  EISDIR: "it is a directory",
  ENOTDIR: "a part of its path is a file",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "this user's share of the disk is full",
  ENAMETOOLONG: "its name is too long",
  ELOOP: "its links lead in a circle",
  EMFILE: "too many files are open",
};

/** `there is no such file or directory`; of what is not of the file system or seldom, its own message. */
export function fileFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const meaning = "code" in error ? MEANINGS[String(error.code)] : undefined;
  return meaning ?? error.message;
}
