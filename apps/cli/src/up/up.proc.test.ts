import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, isSameProcess, openEmbedded, processIdentity } from "@orrery/db/embedded";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Launched, launchTiny } from "./testing/launched.ts";

const READY = /^Ready in [\d.]+ s\. Open (http:\/\/127\.0\.0\.1:\d+)\/sign-in\?token=([\w-]+)$/m;
const isRoot = process.getuid?.() === 0;

describe("orrery up", () => {
  let folder: string;
  let dataDir: string;
  let env: Record<string, string>;
  let launchers: Launched[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "orrery-up-"));
    dataDir = join(folder, "data");
    env = { ORRERY_DATA: dataDir, PORT: String(await freePort()), EXECUTOR_PORT: String(await freePort()) };
    launchers = [];
  });

  afterEach(async () => {
    for (const { process: child, ended } of launchers) {
      child.kill("SIGTERM");
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (more: Record<string, string> = {}): Launched => {
    const launched = launchTiny({ ...env, ...more });
    launchers.push(launched);
    return launched;
  };

  const refused = async (more: Record<string, string>): Promise<{ code: number | string; output: string }> => {
    const launched = start(more);
    const code = await launched.ended;
    return { code, output: launched.output().trim() };
  };

  test("a first start makes the database, a second finds it; Ctrl-C ends every child", async () => {
    const first = start();
    await first.printed(READY);
    const children = childrenOf(dataDir);
    expect(Object.keys(children).toSorted()).toEqual(["executor", "postgres", "studio"]);
    first.process.kill("SIGINT");
    expect(await first.ended).toBe(0);
    expect(stillRunning(children)).toEqual([]);

    const second = start();
    await second.printed(READY);
    expect(phaseNotes(first)).toEqual({
      Database: "built-in Postgres, new",
      Migrations: expect.stringMatching(/^\d+ applied$/),
    });
    expect(phaseNotes(second)).toEqual({ Database: "built-in Postgres", Migrations: "up to date" });
  });

  test("a preset token is in the address; the database has no more than its hash, and the services do not get it", async () => {
    const token = "a-preset-token-0123456789";
    const [, , printed] = await start({ ORRERY_TOKEN: token }).printed(READY);
    const rows = await query(
      await databaseUrlOf(env),
      "select identifier, round(extract(epoch from expires_at - now()) / 60) as minutes from verification",
    );
    const environment = await (await fetch(`http://127.0.0.1:${env.PORT}/env`)).text();
    expect([printed, rows, environment.includes(token)]).toEqual([
      token,
      [{ identifier: expect.not.stringContaining(token), minutes: "60" }],
      false,
    ]);
  });

  test("after kill -9 of the launcher the next start stops the orphans and keeps the database", async () => {
    const first = start();
    await first.printed(READY);
    const before = childrenOf(dataDir);
    first.process.kill("SIGKILL");
    await first.ended;
    expect(stillRunning(before).toSorted()).toEqual(["executor", "postgres", "studio"]);

    const second = start();
    await second.printed(READY);
    expect(stillRunning(before)).toEqual(["postgres"]);
    expect(phaseNotes(second)).toEqual({ Database: "built-in Postgres, was running", Migrations: "up to date" });
    const after = childrenOf(dataDir);
    second.process.kill("SIGTERM");
    expect(await second.ended).toBe(0);
    expect(stillRunning({ ...before, ...after })).toEqual([]);
  });

  test("a service that dies is started again", async () => {
    const launched = start();
    await launched.printed(READY);
    const { executor } = childrenOf(dataDir);
    process.kill(executor?.pid ?? 0, "SIGKILL");
    await launched.printed(/^The executor ended \(SIGKILL\); it is started again\. See .*executor\.log\.$/m);
    await launched.printed(/^The executor is back\.$/m);
    const pid = await (await fetch(`http://127.0.0.1:${env.EXECUTOR_PORT}/pid`)).text();
    expect(Number(pid)).not.toBe(executor?.pid);
    expect(Number(pid)).toBe(childrenOf(dataDir).executor?.pid);
  });

  test("a built-in Postgres that dies is started again at the same address", async () => {
    const launched = start();
    await launched.printed(READY);
    const { postgres, studio, executor } = childrenOf(dataDir);
    const url = await databaseUrlOf(env);
    process.kill(postgres?.pid ?? 0, "SIGKILL");
    await launched.printed(/^The built-in Postgres ended; it is started again\./m);
    await launched.printed(/^The built-in Postgres is back after [\d.]+ s\.$/m);
    expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(stillRunning({ ...(studio && { studio }), ...(executor && { executor }) }).toSorted()).toEqual([
      "executor",
      "studio",
    ]);
  });

  test("a second launcher on the same data folder is refused", async () => {
    await start().printed(READY);
    const { code, output } = await refused({ PORT: String(await freePort()), EXECUTOR_PORT: String(await freePort()) });
    expect([code, output]).toEqual([
      1,
      `Orrery already runs on ${dataDir}: open http://127.0.0.1:${env.PORT}, or stop it (process ${launchers[0]?.pid}), or start another one with its own ORRERY_DATA, PORT and EXECUTOR_PORT.`,
    ]);
  });

  test("a taken port", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(Number(env.PORT), "127.0.0.1", resolve));
    expect(await refused({})).toEqual({
      code: 1,
      output: `Port ${env.PORT} is taken by another program: stop that program, or set PORT to a free port.`,
    });
    server.close();
  });

  test("a data folder that cannot be made", async () => {
    writeFileSync(join(folder, "file"), "");
    const place = join(folder, "file", "data");
    expect(await refused({ ORRERY_DATA: place })).toEqual({
      code: 1,
      output: `The data folder ${place} cannot be used (a file stands in its way): set ORRERY_DATA to a folder you may write.`,
    });
  });

  test.skipIf(isRoot)(
    "a data folder that may not be written (root may write everywhere: skipped as root)",
    async () => {
      mkdirSync(dataDir);
      chmodSync(dataDir, 0o500);
      expect(await refused({})).toEqual({
        code: 1,
        output: `The data folder ${dataDir} cannot be used (no permission to write there): set ORRERY_DATA to a folder you may write.`,
      });
    },
  );

  test.skipIf(!isRoot).each([
    ["full", "size=1m", 1],
    ["too small for a database", "size=24m", 0],
  ])("a data folder on a tmpfs that is %s (mounting needs root: skipped otherwise)", async (_name, size, fill) => {
    mkdirSync(dataDir);
    execFileSync("mount", ["-t", "tmpfs", "-o", size, "tmpfs", dataDir]);
    try {
      if (fill === 1) writeFileSync(join(dataDir, "ballast"), Buffer.alloc(1024 * 1024 - 4096));
      const { code, output } = await refused({});
      expect([code, output]).toEqual([
        1,
        expect.stringMatching(
          /^The data folder \S+ is full \(\d+ MB are free, at least \d+ MB are needed\): free some space, or set ORRERY_DATA to another folder\.$/,
        ),
      ]);
    } finally {
      execFileSync("umount", [dataDir]);
    }
  });

  test.each([
    [
      "postgres//nowhere",
      "DATABASE_URL is not a Postgres address: it must look like postgres://user:password@host:5432/database.",
    ],
    [
      "mysql://u:p@127.0.0.1/x",
      "DATABASE_URL is not a Postgres address: it must look like postgres://user:password@host:5432/database.",
    ],
    [
      "postgres://u:secret@127.0.0.1:1/x",
      "The database at 127.0.0.1:1/x cannot be reached (nothing listens there): check DATABASE_URL, and that Postgres is running.",
    ],
    [
      "postgres://u:secret@no-such-host.invalid/x",
      expect.stringMatching(/^The database at no-such-host\.invalid:5432\/x cannot be reached \(the host name .*\)/),
    ],
  ])("a bad DATABASE_URL: %s", async (DATABASE_URL, message) => {
    expect(await refused({ DATABASE_URL })).toEqual({ code: 1, output: message });
  });

  describe("with a database of one's own", () => {
    let own: Awaited<ReturnType<typeof openEmbedded>>;
    let url: URL;

    beforeEach(async () => {
      own = await openEmbedded({ dataDir: join(folder, "own"), durable: false });
      url = new URL(own.url);
    });

    afterEach(() => own.release());

    test("a wrong password and a missing database", async () => {
      url.password = "wrong";
      expect(await refused({ DATABASE_URL: url.href })).toEqual({
        code: 1,
        output: `The database at ${url.host}/orrery refused the user orrery: check the user and the password in DATABASE_URL.`,
      });
      const other = new URL(own.url);
      other.pathname = "/nothing";
      expect(await refused({ DATABASE_URL: other.href })).toEqual({
        code: 1,
        output: `The server at ${url.host} has no database nothing: create it, or change DATABASE_URL.`,
      });
    });

    test("none is started beside it; when it goes away and comes back, the services stay up", async () => {
      const launched = start({ DATABASE_URL: own.url });
      await launched.printed(READY);
      const children = childrenOf(dataDir);
      expect(Object.keys(children).toSorted()).toEqual(["executor", "studio"]);
      await own.release();
      await launched.printed(/^The database went away; reconnecting until it is back\.$/m);
      own = await openEmbedded({ dataDir: join(folder, "own"), durable: false });
      await launched.printed(/^The database is back after [\d.]+ s\.$/m);
      expect(stillRunning(children).toSorted()).toEqual(["executor", "studio"]);
    });
  });
});

type Child = { readonly pid: number; readonly identity: string };

/** What the launcher has noted of its children, and Postgres of itself. */
function childrenOf(dataDir: string): Record<string, Child> {
  const run = join(dataDir, "run");
  const children: Record<string, Child> = {};
  for (const file of readdirSync(run).filter((name) => name.endsWith(".json") && name !== "launcher.json")) {
    const { pid, identity } = JSON.parse(readFileSync(join(run, file), "utf8"));
    children[file.slice(0, -".json".length)] = { pid, identity };
  }
  try {
    const pid = Number(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    children.postgres = { pid, identity: processIdentity(pid) ?? "" };
  } catch {
    // With a database of one's own there is none.
  }
  return children;
}

function stillRunning(children: Readonly<Record<string, Child>>): string[] {
  return Object.entries(children).flatMap(([name, { pid, identity }]) => (isSameProcess(pid, identity) ? [name] : []));
}

function phaseNotes(launched: Launched): Record<string, string> {
  const lines = [...launched.output().matchAll(/^ {2}(Database|Migrations) +[\d.]+ s {3}(.+)$/gm)];
  return Object.fromEntries(lines.map(([, name, note]) => [name ?? "", note ?? ""]));
}

async function databaseUrlOf(env: Readonly<Record<string, string>>): Promise<string> {
  const own: unknown = await (await fetch(`http://127.0.0.1:${env.PORT}/env`)).json();
  if (typeof own !== "object" || own === null || !("DATABASE_URL" in own)) throw new Error("no DATABASE_URL");
  return String(own.DATABASE_URL);
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
