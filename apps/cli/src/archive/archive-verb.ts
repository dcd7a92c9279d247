import { basename, dirname, resolve } from "node:path";
import {
  keepLog,
  readArchive,
  readArchivedRun,
  readManifest,
  readRetentionSettings,
  verifyArchive,
} from "@orrery/db/retention";
import { PlaceProblem, readInstallationPlace } from "../serve/installation-place.ts";

const usage = `Usage: pnpm orrery archive now | pnpm orrery archive read FILE [RUN] | pnpm orrery archive verify FILE`;

/**
 * `orrery archive`: `now` does what an executor does each night; `read` prints the lines of an archive, or those of one
 * run; `verify` reads it through. @returns the exit code.
 */
export async function archiveVerb(words: readonly string[]): Promise<number> {
  const [what, file, runId, ...rest] = words;
  try {
    if (what === "now" && file === undefined) return await archiveNow();
    if (file !== undefined && rest.length === 0 && (what === "read" || (what === "verify" && runId === undefined))) {
      const path = resolve(process.env.INIT_CWD || process.cwd(), file);
      const [dir, manifest] = [dirname(path), await readManifest(dirname(path), basename(path))];
      if (what === "read") {
        for await (const line of runId === undefined
          ? readArchive(dir, manifest)
          : readArchivedRun(dir, manifest, runId)) {
          process.stdout.write(`${JSON.stringify(line)}\n`);
        }
        return 0;
      }
      await verifyArchive(dir, manifest);
      const { counts, range } = manifest;
      console.log(
        `${manifest.file} is whole: ${range.name}, ${counts.runs} runs, ${counts.events} events, ${counts.values} values.`,
      );
      return 0;
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
  console.error(usage);
  return 2;
}

async function archiveNow(): Promise<number> {
  const { databaseUrl } = readInstallationPlace(process.env);
  const settings = readRetentionSettings(process.env);
  if (settings.logDays === null && settings.valueDays === null && settings.runDays === null) {
    throw new PlaceProblem(
      "Everything is kept: set ORRERY_RETENTION_DAYS, ORRERY_VALUE_RETENTION_DAYS or ORRERY_RUN_RETENTION_DAYS first.",
    );
  }
  const done = await keepLog({ databaseUrl, settings });
  for (const { note } of done) console.log(note);
  if (done.length === 0) console.log("Nothing is old enough, or another process is at it.");
  return done.some(({ what }) => what === "failed") ? 1 : 0;
}
