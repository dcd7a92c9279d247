import type { Archives } from "@orrery/db";
import {
  type ForkRequest,
  foldPrefix,
  indexPlan,
  type PinnedOutput,
  parseStepKey,
  planFork,
  type RunState,
} from "@orrery/engine";
import type { Json } from "@orrery/graph";
import { canonicalJson, type Plan } from "@orrery/plan";
import type { NewValue } from "@orrery/ports";
import { v7 as uuidv7 } from "uuid";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { draftPins, noPins, pinsOfRun, type RunPins } from "./draft-pins.ts";
import { findRun } from "./find-run.ts";
import { compileForRun, draftGraph, isInPlan, partTo, requireStep } from "./start-run.ts";
import { type Startable, submitStart } from "./submit-start.ts";

export interface ForkInput {
  readonly runId: string;
  /** Up to which event of the run; absent: all there are. */
  readonly seq?: number;
  /** Steps, or containers with all that is in them, that are made again together with all that follows from them. */
  readonly rerun: readonly string[];
  /** Values in place of what steps gave. */
  readonly outputs: readonly { readonly stepKey: string; readonly value: Json }[];
  /** Absent: that of the run. */
  readonly input?: Json;
  /** `draft`: the workflow as it is drawn now. */
  readonly graph: "same" | "draft";
  readonly breakpoints?: readonly string[];
  /** Outputs that are pinned in the draft stand for what their steps would give; a run of the drawing as it ran keeps its own. */
  readonly pins?: boolean;
  /** Of the draft: only what leads to this node runs, and the run ends when it has. */
  readonly to?: string;
  /** Steps that ended are kept as they are, also where they, or what came before them, have been changed since. */
  readonly asIs?: boolean;
}

const readPage = 2_000;
const valueBytes = 4 * 1024 * 1024;

/**
 * Starts a run that keeps every step of another one whose node and inputs are unchanged. `kept` counts them (an iteration
 * kept as a whole is one). Throws `NOT_FOUND`, `INVALID` (`FORK_TWO_VALUES`: for one step; `FORK`: a step named is none, a value would never be used, the
 * log does not reach that far; `PLAN`; `INPUT`), `TOO_LARGE`, `CONFLICT` (`VALUES_GONE`: deleted; `ARCHIVE_AWAY`: in a file
 * that cannot be read here); nothing is stored then. Of a run in an archive the kept values are read from its file.
 */
export async function forkRun({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: ForkInput;
}): Promise<{ readonly runId: string; readonly kept: number }> {
  const { row } = await findRun(ctx, "run.start", input.runId);
  const { log, values, archives } = ctx.services;
  // The journal copies what is kept within the database: a value that has left it would be missing without a word.
  const isArchived = !(await archives.hasValues(row.id));
  if (isArchived) await requireArchive(archives, row.id);
  const oldPlan = await log.plan(row.id);
  if (oldPlan === null) throw new ServiceError("NOT_FOUND", "RUN", "There is no such run.");
  const seq = input.seq ?? row.lastSeq;
  const from = await foldPrefix(
    indexPlan(oldPlan),
    (after) => log.read(row.id, after, Math.min(readPage, seq - after)),
    seq,
  );
  if (row.lastSeq === 0) throw invalid("The run has not begun yet: let it begin first.");
  if (from?.started == null) throw invalid("The run has no such place to fork from.");
  const { startable, pinned } =
    input.graph === "same"
      ? {
          startable: await storedStartable(ctx, row, oldPlan),
          pinned: await pinsOfRun({ log, values }, { runId: row.id, workflowId: row.workflowId }),
        }
      : await draftStartable(ctx, row, input);
  const { plan } = startable;
  const strange = [...input.rerun, ...input.outputs.map(({ stepKey }) => stepKey)].find((key) => !isStep(plan, key));
  if (strange !== undefined) throw invalid(`There is no step “${strange}”.`);
  const twice = input.outputs.find(({ stepKey }, at) =>
    input.outputs.some((one, i) => i < at && one.stepKey === stepKey),
  );
  if (twice !== undefined)
    throw new ServiceError("INVALID", "FORK_TWO_VALUES", `There are two values for the step “${twice.stepKey}”.`);

  const given = await givenValues(ctx, { row, from, outputs: input.outputs });
  const outputs = given.map(({ stepKey, value }) => ({
    stepKey,
    value: { id: value.id, bytes: Buffer.byteLength(value.json, "utf8") },
  }));
  const asIs = input.asIs === true ? ({ asIs: true } as const) : {};
  const request: ForkRequest = { runId: row.id, seq, rerun: input.rerun, outputs, ...asIs };
  const isSameInput = input.input === undefined;
  const { kept, copied } = keptBy({ from, oldPlan, plan, request, isSameInput, pins: pinned.pins });
  const read = isArchived ? await readArchived(archives, row.id, copied) : [];
  const runInput = input.input ?? (await values.read(row.id, from.started.input.id)) ?? {};
  const { breakpoints, to } = input;
  const stops = to === undefined ? breakpoints : breakpoints?.filter((id) => isInPlan(plan, id));
  const { runId } = await submitStart(ctx, {
    ...startable,
    ...(from.started.entry !== null && hasEntry(startable.plan, from.started.entry) && { entry: from.started.entry }),
    workflowId: row.workflowId,
    input: runInput,
    ...(input.input === undefined && { inputId: from.started.input.id }),
    ...(stops !== undefined && { breakpoints: stops }),
    fork: request,
    given: [...given.map(({ value }) => value), ...read],
    pinned,
  });
  return { runId, kept };
}

type RunRecord = Awaited<ReturnType<typeof findRun>>["row"];

/** Throws `CONFLICT` where what the run's steps gave cannot be read any more. */
async function requireArchive(archives: Archives, runId: string): Promise<void> {
  const found = await archives.find(runId);
  if (found === null) throw gone();
  if (found.isReadable) return;
  throw new ServiceError(
    "CONFLICT",
    "ARCHIVE_AWAY",
    `This run was moved to the archive ${found.file}, which cannot be read here. Put the file back into the archive folder, or start a new run.`,
  );
}

/** Values that a fork keeps, from the file of the run's archive. Throws `CONFLICT` where the file does not hold them all. */
async function readArchived(archives: Archives, runId: string, ids: readonly string[]): Promise<readonly NewValue[]> {
  const found = await archives.values(runId, ids);
  return ids.map((id) => {
    const value = found.get(id);
    if (value === undefined) throw gone();
    return { id, kind: value.valueKind, json: value.json, labels: value.labels };
  });
}

function gone(): ServiceError {
  return new ServiceError(
    "CONFLICT",
    "VALUES_GONE",
    "What this run's steps gave was deleted when its time had passed: start a new run.",
  );
}

/** What would be kept: how many steps, and which of the run's values. Throws `INVALID` where a given value would never be used. */
function keptBy(fork: {
  readonly from: RunState;
  readonly oldPlan: Plan;
  readonly plan: Plan;
  readonly request: ForkRequest;
  readonly isSameInput: boolean;
  readonly pins: readonly PinnedOutput[];
}): { readonly kept: number; readonly copied: readonly string[] } {
  const { from, oldPlan, plan, request, pins } = fork;
  const input = fork.isSameInput && from.started !== null ? from.started.input : { id: "new", bytes: 0 };
  const entry = plan.nodes.find((node) => node.role === "entry")?.id ?? null;
  const command = {
    id: "fork",
    kind: "start",
    by: "",
    input,
    planHash: plan.hash,
    entry,
    fork: request,
    pins,
  } as const;
  const planned = planFork(indexPlan(plan), { from, oldPlan, plan, request }, { command, now: 0 });
  const [unused] = planned.unused;
  if (unused !== undefined) {
    throw invalid(`The value for “${unused}” would not be used: something before it has to be made again.`);
  }
  const kept = planned.events.filter((event) => event.type !== "scope.opened" && "from" in event).length;
  return { kept, copied: planned.copied };
}

/** The values that a person gives; those that say what the step gave anyway are left out. */
async function givenValues(
  ctx: ServiceContext,
  { row, from, outputs }: { readonly row: RunRecord; readonly from: RunState; readonly outputs: ForkInput["outputs"] },
): Promise<{ readonly stepKey: string; readonly value: NewValue }[]> {
  const given: { stepKey: string; value: NewValue }[] = [];
  for (const { stepKey, value } of outputs) {
    const json = JSON.stringify(value);
    if (Buffer.byteLength(json, "utf8") > valueBytes)
      throw new ServiceError("TOO_LARGE", "FORK", `The value for “${stepKey}” is larger than 4 MB.`);
    const before = from.steps.get(stepKey)?.output ?? null;
    const known = before === null ? null : await ctx.services.values.read(row.id, before.id);
    if (before !== null && known !== null && canonicalJson(known) === canonicalJson(value)) continue;
    given.push({ stepKey, value: { id: uuidv7(), kind: "json", json, labels: { i: "T", c: [] } } });
  }
  return given;
}

/** The plan and the drawing that the run was started with. */
async function storedStartable(ctx: ServiceContext, row: RunRecord, plan: Plan): Promise<Startable> {
  const { workspaceId, drawingHash } = row;
  const drawing = await ctx.services.db.drawing.findUniqueOrThrow({
    where: { workspaceId_hash: { workspaceId, hash: drawingHash } },
  });
  return {
    name: row.name,
    plan,
    planJson: JSON.stringify(plan),
    drawing: { hash: drawingHash, json: JSON.stringify(drawing.graph) },
  };
}

async function draftStartable(
  ctx: ServiceContext,
  row: RunRecord,
  { to, pins }: ForkInput,
): Promise<{ readonly startable: Startable; readonly pinned: RunPins }> {
  const actor = requirePermission(ctx.actor, "run.start");
  if (row.workflowId === null) throw invalid("The run is of no stored workflow.");
  const { workflowId, workspaceId } = row;
  const draft = await draftGraph(ctx.services, { workflowId, workspaceId });
  const graph = to === undefined ? draft : partTo(draft, to);
  const compiled = await compileForRun(ctx.services, workspaceId, graph);
  if (to !== undefined) requireStep(compiled.plan, graph, to);
  return {
    startable: { name: draft.name, ...compiled },
    pinned: pins === true ? draftPins(actor, { graph, plan: compiled.plan, workflowId }) : noPins,
  };
}

function hasEntry(plan: Plan, id: string): boolean {
  return plan.nodes.some((node) => node.id === id && node.role === "entry");
}

/** Whether a run of the plan can have this step: each node on its path stands in the one before it. */
function isStep(plan: Plan, stepKey: string): boolean {
  const parts = parseStepKey(stepKey);
  // A part of a step is not made again by itself, nor is its value given: it follows from what the step asked before.
  if (parts === null || parts.sub.length > 0) return false;
  const ids = [...parts.path.map(({ nodeId }) => nodeId), parts.nodeId];
  return ids.every((id, at) => plan.nodes.find((node) => node.id === id)?.parentId === (ids[at - 1] ?? null));
}

function invalid(message: string): ServiceError {
  return new ServiceError("INVALID", "FORK", message);
}
