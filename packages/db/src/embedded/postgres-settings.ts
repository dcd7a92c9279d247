import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, listenObstacle } from "./free-port.ts";

/** What is remembered of the built-in Postgres between two starts. */
export type PostgresSettings = { readonly port: number; readonly password: string };

/** The account and the database that the cluster is made with. */
export const POSTGRES_NAME = "orrery";

/** The address of the built-in Postgres. */
export function embeddedUrl({ port, password }: PostgresSettings): string {
  return `postgres://${POSTGRES_NAME}:${password}@127.0.0.1:${port}/${POSTGRES_NAME}`;
}

/** What the last start noted in the data folder; undefined before the first. */
export function readPostgresSettings(dataDir: string): PostgresSettings | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(settingsFile(dataDir), "utf8"));
    if (typeof value !== "object" || value === null || !("port" in value) || !("password" in value)) return undefined;
    const { port, password } = value;
    return typeof port === "number" && typeof password === "string" ? { port, password } : undefined;
  } catch {
    return undefined;
  }
}

/** Notes the settings, readable by this user alone. */
export function writePostgresSettings(dataDir: string, settings: PostgresSettings): void {
  writeFileSync(settingsFile(dataDir), `${JSON.stringify(settings)}\n`, { mode: 0o600 });
}

/** New settings for a cluster that is about to be made. */
export async function newPostgresSettings(): Promise<PostgresSettings> {
  return { port: await freePort(), password: randomBytes(24).toString("base64url") };
}

/** The same settings on a port that is free now: the remembered one where it can be. */
export async function onFreePort(settings: PostgresSettings): Promise<PostgresSettings> {
  const obstacle = await listenObstacle(settings.port);
  return obstacle === undefined ? settings : { ...settings, port: await freePort() };
}

function settingsFile(dataDir: string): string {
  return join(dataDir, "postgres.json");
}
