import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { PrismaClient } from "./generated/client.ts";

/**
 * The Prisma client for what people own (workflows, sessions, lists).
 * @param source a pool to share, or a database URL; with a URL the client keeps at most ten connections of its own.
 */
export function createDb(source: pg.Pool | string): PrismaClient {
  const adapter =
    typeof source === "string" ? new PrismaPg({ connectionString: source, max: 10 }) : new PrismaPg(source);
  return new PrismaClient({ adapter });
}
