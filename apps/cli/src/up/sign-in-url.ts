import { spawn } from "node:child_process";
import { join } from "node:path";
import type { UpSettings } from "./read-settings.ts";
import { compileCache } from "./services.ts";

/**
 * The address a browser opens to sign the owner in, once and within an hour. The settings may preset its token.
 * @throws Error with what the program that makes it said.
 */
export function mintSignInUrl(settings: UpSettings, databaseUrl: string): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "print-sign-in-url.ts")], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      ORRERY_URL: `http://127.0.0.1:${settings.port}`,
      ORRERY_TOKEN: settings.token ?? "",
      NODE_COMPILE_CACHE: compileCache(settings.root),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let url = "";
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    url += chunk.toString("utf8");
  });
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString("utf8");
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      const reason = said.split("\n").find((line) => line.includes("Error")) ?? said.trim().split("\n")[0];
      if (code === 0 && URL.canParse(url)) resolve(url);
      else reject(new Error(`the sign-in link could not be made: ${reason ?? ""}`));
    });
  });
}
