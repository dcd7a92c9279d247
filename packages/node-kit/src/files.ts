/** A file of the workspace, as values name it. Whoever has this can read what it held, also when the name holds something else since. */
export interface FileValue {
  readonly name: string;
  /** Of its content, in hexadecimal. */
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** What a step's success does to the workspace's names; `file` null takes the name away. Its content has been kept before. */
export interface FileChange {
  readonly name: string;
  readonly file: FileValue | null;
}

export interface FileToKeep {
  readonly name: string;
  readonly mediaType: string;
  /** Text is kept as UTF-8. */
  readonly content: string | Uint8Array;
}

/** Files of the workspace as one step may use them. Throws `StepFailure` with `FILE_…`. */
export interface StepFiles {
  /** Keeps what a file holds; its name is given by the change that goes with the step's success (`files`). */
  keep(file: FileToKeep): Promise<FileValue>;
  /** Null where there is no file of this name. */
  find(name: string): Promise<FileValue | null>;
  /** `FILE_GONE` where the content is no longer kept, `FILE_TOO_LARGE` where it has more than `maxBytes`. */
  read(file: Pick<FileValue, "name" | "sha256">, maxBytes: number): Promise<Uint8Array>;
  /** By name, those that begin so, at most `limit`. */
  list(prefix: string, limit: number): Promise<readonly FileValue[]>;
}

const longestName = 200;

/** Why this cannot be the name of a file; null where it can. A name is no path: it means the same everywhere. */
export function fileNameProblem(name: string): string | null {
  if (name === "" || name.length > longestName) return `A file's name has 1 to ${longestName} signs.`;
  if (/[\p{Cc}\p{Cf}\\<>:"|?*]/u.test(name))
    return "A file's name holds no control signs and none of \\ < > : \" | ? *.";
  const parts = name.split("/");
  const isOdd = parts.some((part) => part === "" || part === "." || part === ".." || part !== part.trim());
  return isOdd
    ? "The parts of a file's name, between slashes, are not empty, not . or .. and have no blanks around them."
    : null;
}

/** Whether a value names a file. */
export function isFileValue(value: unknown): value is FileValue {
  if (typeof value !== "object" || value === null) return false;
  const { name, sha256, mediaType, bytes } = value as { readonly [key in keyof FileValue]?: unknown };
  return (
    typeof name === "string" &&
    typeof sha256 === "string" &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    typeof mediaType === "string" &&
    typeof bytes === "number"
  );
}
