import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { keyIdOf, type SealingKey } from "./seal.ts";

/** The key of this installation is missing, unreadable or another one. The message is for people. */
export class InstanceKeyProblem extends Error {}

/** `bytes` as a key; 32 of them. */
export function instanceKeyOf(bytes: Buffer): SealingKey {
  return { id: keyIdOf(bytes), bytes };
}

/** Reads 32 bytes as base64, base64url or hexadecimal. `from` names where the text stands. */
export function parseInstanceKey(text: string, from: string): SealingKey {
  const trimmed = text.trim();
  const bytes = /^[0-9a-f]{64}$/i.test(trimmed)
    ? Buffer.from(trimmed, "hex")
    : /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)
      ? Buffer.from(trimmed, "base64")
      : null;
  if (bytes?.length !== 32) {
    throw new InstanceKeyProblem(`${from} is no key: it must be 32 random bytes as base64 or hexadecimal.`);
  }
  return instanceKeyOf(bytes);
}

/** Fresh key text, as it is written to the file. */
export function newInstanceKeyText(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * The installation's key: `ORRERY_KEY`, or the file that `ORRERY_KEY_FILE` names, which only its owner may read. Null where
 * neither is set.
 * @throws InstanceKeyProblem
 */
export function readInstanceKey(env: Readonly<Record<string, string | undefined>>): SealingKey | null {
  if (env.ORRERY_KEY?.trim()) return parseInstanceKey(env.ORRERY_KEY, "ORRERY_KEY");
  const file = env.ORRERY_KEY_FILE;
  return file ? readKeyFile(file) : null;
}

/** @throws InstanceKeyProblem where there is no such file, others may read it, or it holds no key. */
export function readKeyFile(file: string): SealingKey {
  let text: string;
  try {
    if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) {
      throw new InstanceKeyProblem(`Others may read the key in ${file}. Run: chmod 600 "${file}"`);
    }
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof InstanceKeyProblem) throw error;
    throw new InstanceKeyProblem(`The key in ${file} cannot be read. Put it back, or set ORRERY_KEY.`);
  }
  return parseInstanceKey(text, file);
}

/** Makes the key's file where there is none; whoever comes first wins. */
export function ensureKeyFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, `${newInstanceKeyText()}\n`, { mode: 0o600 });
  try {
    linkSync(fresh, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}
