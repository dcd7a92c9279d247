import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseProblem } from "../database-problem.ts";

/** Whom the Postgres programs run as: they refuse to run as root. */
export type PostgresAccount = { readonly uid: number; readonly gid: number };

/** A program with its arguments, and the account to start it as where Node itself shall change to it. */
export type AccountCommand = {
  readonly file: string;
  readonly args: readonly string[];
  readonly account?: PostgresAccount;
};

/**
 * Root lends Postgres the system account `postgres`, and makes it where it is missing; anybody else runs it as themselves.
 * @throws DatabaseProblem POSTGRES_FAILED when the account cannot be made.
 */
export function postgresAccount(): PostgresAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = lookUpAccount();
  if (known !== undefined) return known;
  try {
    execFileSync(
      "useradd",
      ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"],
      {
        stdio: "ignore",
      },
    );
  } catch {
    // Told below: what counts is whether the account is there now.
  }
  const made = lookUpAccount();
  if (made !== undefined) return made;
  throw new DatabaseProblem(
    "POSTGRES_FAILED",
    "Postgres does not run as root and the account `postgres` could not be made: start Orrery as another user, or set DATABASE_URL.",
  );
}

function lookUpAccount(): PostgresAccount | undefined {
  try {
    const id = (flag: string): number =>
      Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim());
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

/**
 * How to start `file` as the account. A checkout under /root (mode 0700) is closed to it: there the account keeps, by
 * `setpriv`, the one capability that lets it pass such folders.
 * @param reaches paths that the program must be able to open.
 * @throws DatabaseProblem POSTGRES_FAILED when a folder is closed and the machine has no `setpriv`.
 */
export function commandForAccount(
  command: { readonly file: string; readonly args: readonly string[] },
  account: PostgresAccount | undefined,
  reaches: readonly string[],
): AccountCommand {
  if (account === undefined) return command;
  const closed = [command.file, ...reaches].find((path) => !isOpenTo(path, account));
  if (closed === undefined) return { ...command, account };
  const setpriv = ["/usr/bin/setpriv", "/bin/setpriv"].find((path) => existsSync(path));
  if (setpriv === undefined) {
    throw new DatabaseProblem(
      "POSTGRES_FAILED",
      `The account postgres may not enter the folders above ${closed}: open them (chmod o+x), start Orrery as another user, or set DATABASE_URL.`,
    );
  }
  return {
    file: setpriv,
    args: [
      `--reuid=${account.uid}`,
      `--regid=${account.gid}`,
      "--clear-groups",
      // Postgres asks access(2) where its own files are, which forgets capabilities unless told not to.
      "--securebits=+no_setuid_fixup",
      "--inh-caps=+dac_override",
      "--ambient-caps=+dac_override",
      "--",
      command.file,
      ...command.args,
    ],
  };
}

function isOpenTo(path: string, account: PostgresAccount): boolean {
  if (!existsSync(path)) return isOpenTo(dirname(path), account);
  const { uid, gid, mode } = statSync(path);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  if (((mode >> shift) & 1) === 0) return false;
  const parent = dirname(path);
  return parent === path || isOpenTo(parent, account);
}
