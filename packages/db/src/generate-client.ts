import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/**
 * Generates the Prisma client where it is missing or older than prisma/schema.prisma; otherwise only hashes the schema.
 * @param root the repository's root.
 * @returns whether it generated.
 * @throws Error with Prisma's words when it fails.
 */
export async function generateClient(root: string, options: { readonly force?: boolean } = {}): Promise<boolean> {
  const output = join(root, "packages/db/src/generated");
  const stamp = join(output, ".schema-hash");
  const hash = schemaHash(root);
  const isFresh = existsSync(join(output, "client.ts")) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
  if (isFresh && options.force !== true) return false;
  await runPrisma(root);
  writeFileSync(stamp, hash);
  return true;
}

function schemaHash(root: string): string {
  const manifest = createRequire(import.meta.url).resolve("prisma/package.json");
  return createHash("sha256")
    .update(readFileSync(join(root, "prisma/schema.prisma")))
    .update(readFileSync(manifest))
    .digest("hex");
}

function runPrisma(root: string): Promise<void> {
  const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, "generate"], {
      cwd: root,
      env: {
        ...process.env,
        // The client needs no engine binary, but the CLI would download one unless it is told where it stands.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    const listen = (chunk: Buffer): void => {
      said = (said + chunk.toString("utf8")).slice(-4_000);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`prisma generate failed: ${said.trim()}`));
    });
  });
}
