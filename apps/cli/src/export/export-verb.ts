import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { generateClient } from "@orrery/db/generate";
import { type ServiceContext, ServiceError, type ShareProjection } from "@orrery/services";
import { buildViewer } from "@orrery/viewer/build";
import { readSettings } from "../up/read-settings.ts";

const usage = `Usage: pnpm orrery export run ID --html FILE [--inputs NODE,… | all] [--outputs NODE,… | all] [--cost]`;
const runId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * `orrery export run ID --html FILE`: writes a run as one HTML file that replays offline. Inputs, outputs and cost are in it
 * only where they are asked for. @returns the exit code: 1 where there is no such run, 2 for bad usage.
 */
export async function exportVerb(words: readonly string[], root: string): Promise<number> {
  const asked = readWords(words);
  if (asked === null) {
    console.error(usage);
    return 2;
  }
  const cwd = process.env.INIT_CWD || process.cwd();
  try {
    await generateClient(root);
    await buildViewer(root);
    const { openHouse } = await import("../run/open-house.ts");
    const settings = readSettings(process.env, { root, cwd, mode: "production" });
    const house = await openHouse(settings, (line) => console.error(line));
    try {
      const file = resolve(cwd, asked.file);
      await writeFile(file, await htmlOf(house.ctx, asked));
      console.log(`Written to ${file}`);
      return 0;
    } finally {
      await house.close();
    }
  } catch (error) {
    console.error(error instanceof ServiceError || error instanceof Error ? error.message : String(error));
    return 1;
  }
}

interface Asked {
  readonly id: string;
  readonly file: string;
  readonly inputs: string;
  readonly outputs: string;
  readonly cost: boolean;
}

function readWords(words: readonly string[]): Asked | null {
  try {
    const text = { type: "string" } as const;
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { html: text, inputs: text, outputs: text, cost: { type: "boolean" } },
    });
    const [what, id, ...rest] = positionals;
    if (what !== "run" || id === undefined || !runId.test(id) || rest.length > 0 || !values.html) return null;
    const { html, inputs = "", outputs = "", cost = false } = values;
    return { id, file: html, inputs, outputs, cost };
  } catch {
    return null;
  }
}

async function htmlOf(ctx: ServiceContext, asked: Asked): Promise<string> {
  const { getRun, previewSharedRun } = await import("@orrery/services");
  const { exportHtml } = await import("@orrery/viewer/export");
  const { viewerBundle } = await import("@orrery/viewer/bundle");
  const { plan } = await getRun({ ctx, input: { id: asked.id } });
  const known = plan.nodes.map(({ id }) => id);
  const projection: ShareProjection = {
    inputs: nodesOf(asked.inputs, known),
    outputs: nodesOf(asked.outputs, known),
    usage: asked.cost ? "shown" : "hidden",
  };
  const run = await previewSharedRun({ ctx, input: { runId: asked.id, projection } });
  return exportHtml(run, { ...viewerBundle, title: run.title || "A run" });
}

/** Throws for a node that the run does not have: a slip must not leave out what somebody counts on. */
function nodesOf(text: string, known: readonly string[]): readonly string[] {
  if (text === "all") return known;
  const ids = text.split(",").filter((id) => id !== "");
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new Error(`This run has no node ${unknown}. It has ${known.join(", ")}.`);
  return ids;
}
