import { defineConfig } from "prisma/config";

// For `prisma generate` here, and for `prisma migrate deploy` elsewhere; Orrery itself migrates by packages/db.
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgres://localhost:5432/orrery" },
});
