import type { ForkRequest } from "@orrery/engine";
import type { Json, JsonSchema } from "@orrery/graph";
import { validateJson } from "@orrery/node-kit";
import type { Diagnostic, Plan } from "@orrery/plan";
import type { NewValue } from "@orrery/ports";
import { v7 as uuidv7 } from "uuid";
import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext, Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { noPins, type RunPins } from "./draft-pins.ts";
import { runGate } from "./run-gate.ts";

/** A run's input and a step's value end here. */
const maxInputBytes = 4 * 1024 * 1024;

/** What a run executes and shows, as it is stored. */
export interface Startable {
  readonly name: string;
  readonly plan: Plan;
  readonly planJson: string;
  readonly drawing: { readonly hash: string; readonly json: string };
}

export interface RunStart extends Startable {
  readonly workflowId: string | null;
  readonly input: Json;
  /** The id under which the input is stored; absent: a new one. */
  readonly inputId?: string;
  /** The entry that starts; absent: the one that a person starts. */
  readonly entry?: string | null;
  /** The trigger that a person used: a chat. */
  readonly triggerId?: string | null;
  /** The published version it is a run of. */
  readonly version?: number;
  readonly breakpoints?: readonly string[];
  readonly fork?: ForkRequest;
  readonly given?: readonly NewValue[];
  readonly pinned?: RunPins;
  /** `traceparent` of the caller. */
  readonly trace?: string;
}

/**
 * Makes the run, its command and its job durable together and returns the run's id. Throws `INVALID` (`INPUT`: it does not
 * fit; `BREAKPOINTS`: no such node) or `TOO_LARGE`; nothing is stored then.
 */
export async function submitStart(ctx: ServiceContext, start: RunStart): Promise<{ readonly runId: string }> {
  const actor = requirePermission(ctx.actor, "run.start");
  const { plan, breakpoints = [], fork, given = [], pinned = noPins, trace } = start;
  checkInput(inputSchemaOf(ctx.services, plan, start.entry), start.input);
  const strange = breakpoints.find((id) => !plan.nodes.some((node) => node.id === id));
  if (strange !== undefined)
    throw new ServiceError("INVALID", "BREAKPOINTS", `There is no node “${strange}” to pause before.`);
  const json = JSON.stringify(start.input);
  const bytes = Buffer.byteLength(json, "utf8");
  if (bytes > maxInputBytes) throw new ServiceError("TOO_LARGE", "INPUT", "The input is larger than 4 MB.");

  const runId = uuidv7();
  const valueId = start.inputId ?? uuidv7();
  const entry = start.entry === undefined ? defaultEntry(ctx.services, plan) : start.entry;
  const { workflowId, name, input } = start;
  const { workspaceId } = actor;
  await ctx.services.submitter.submit({
    runId,
    workspaceId: actor.workspaceId,
    workflowId: start.workflowId,
    name: start.name,
    plan: { hash: plan.hash, json: start.planJson },
    drawing: start.drawing,
    startedBy: actorName(actor),
    version: start.version ?? null,
    triggerId: start.triggerId ?? null,
    ...runGate(plan, { workspaceId, workflowId, name, entry, input }),
    command: {
      id: uuidv7(),
      payload: JSON.stringify({
        input: { id: valueId, bytes },
        planHash: plan.hash,
        entry,
        ...(breakpoints.length > 0 && { breakpoints }),
        ...(fork !== undefined && { fork }),
        ...(pinned.pins.length > 0 && { pins: pinned.pins }),
        ...(trace !== undefined && { trace }),
      }),
    },
    input: { id: valueId, kind: "json", json, labels: { i: "T", c: [] } },
    given: [...given, ...pinned.values],
    ...(fork !== undefined && { forkOf: { runId: fork.runId, seq: fork.seq } }),
  });
  return { runId };
}

/** The entry that a person or a caller starts; where only triggers do, the first of them; null where there is none. */
export function defaultEntry({ catalog }: Pick<Services, "catalog">, plan: Plan): string | null {
  const entries = plan.nodes.filter((node) => node.role === "entry" && node.disabled !== true);
  return (entries.find(({ type }) => catalog.get(type)?.trigger === undefined) ?? entries[0])?.id ?? null;
}

/** What the entry takes that starts; that of the plan's own where no other is named. */
function inputSchemaOf(
  { catalog }: Pick<Services, "catalog">,
  plan: Plan,
  entry: string | null | undefined,
): JsonSchema {
  const node = plan.nodes.find(({ id }) => id === entry);
  return (node && catalog.get(node.type)?.inputSchema?.(node.config)) ?? plan.inputSchema;
}

function checkInput(schema: JsonSchema, input: Json): void {
  const problems = validateJson(schema, input);
  const [first] = problems;
  if (first === undefined) return;
  throw new ServiceError(
    "INVALID",
    "INPUT",
    `The input does not fit: ${first.path === "" ? "" : `${first.path}: `}${first.message}`,
    problems.map(
      (problem): Diagnostic => ({
        code: "ORR_INPUT",
        severity: "error",
        message: problem.message,
        field: problem.path,
      }),
    ),
  );
}
