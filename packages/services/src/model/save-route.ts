import type { ModelRoute } from "@orrery/ports";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";

export interface RouteInput extends Omit<ModelRoute, "frozenAt"> {
  /** Whether there must be none of the name yet, or must be one. */
  readonly isNew: boolean;
}

const mostMembers = 8;

function invalid(reason: string, message: string): ServiceError {
  return new ServiceError("INVALID", reason, message);
}

/**
 * Makes a route, or changes one; a frozen one stays so while it is adaptive. Throws `INVALID` (`ROUTE_…`), `CONFLICT` for a
 * new one whose name is taken, and `NOT_FOUND` for a change of one that is not there.
 */
export async function saveRoute({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: RouteInput;
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "model.manage");
  const { workspaceId } = actor;
  const { name, mode, members, fallbackOn, timeoutMs, hedgeAfterMs, isNew } = input;
  refuseShape(input);
  const known = await ctx.services.models.list(workspaceId);
  await ctx.services.db.$transaction(async (tx) => {
    const where = { workspaceId_name: { workspaceId, name } };
    const routes = await tx.modelRoute.findMany({ where: { workspaceId } });
    const before = routes.find((route) => route.name === name);
    if (isNew && before !== undefined) {
      throw new ServiceError("CONFLICT", "ROUTE_TAKEN", `There is a route “${name}” already.`);
    }
    if (!isNew && before === undefined) throw new ServiceError("NOT_FOUND", "ROUTE", "There is no such route.");
    // A model that has gone since may stay: it is passed over.
    const there = new Set([...known.flatMap(({ id, label }) => [id, label]), ...(before?.models ?? [])]);
    const strange = members.find(
      ({ model }) => model === "default" || !there.has(model) || routes.some((route) => route.name === model),
    );
    if (strange !== undefined) {
      throw invalid("ROUTE_MODEL", `“${strange.model.slice(0, 80)}” is no model that is set up here.`);
    }
    const data = {
      ...{ mode, fallbackOn, timeoutMs, hedgeAfterMs },
      models: members.map(({ model }) => model),
      weights: members.map(({ weight }) => weight),
      ...(mode !== "adaptive" && { frozenAt: null }),
    };
    await tx.modelRoute.upsert({ where, create: { workspaceId, name, ...data }, update: data });
    await writeAudit(tx, { actor, verb: "model.save-route", subject: name });
  });
}

/** What is wrong with a route whatever else there is. */
function refuseShape({ name, members, timeoutMs, hedgeAfterMs }: RouteInput): void {
  if (!/^[a-z][a-z0-9_-]{0,63}$/.test(name) || name === "offline") {
    throw invalid("ROUTE_NAME", "A name has small letters, digits, - and _, such as fast; offline is taken.");
  }
  if (members.length === 0 || members.length > mostMembers) {
    throw invalid("ROUTE_MEMBERS", `Name one to ${mostMembers} models.`);
  }
  if (new Set(members.map(({ model }) => model)).size < members.length) {
    throw invalid("ROUTE_MEMBERS", "Name each model once.");
  }
  if (members.some(({ weight }) => !(weight >= 0.01 && weight <= 100))) {
    throw invalid("ROUTE_WEIGHT", "A weight is from 0.01 to 100.");
  }
  if (!isWait(timeoutMs) || !isWait(hedgeAfterMs)) {
    throw invalid("ROUTE_WAIT", "A time is from 0.1 to 600 seconds.");
  }
  if (hedgeAfterMs !== null && members.length < 2) {
    throw invalid("ROUTE_HEDGE", "With one model there is no other to be asked beside it.");
  }
}

function isWait(ms: number | null): boolean {
  return ms === null || (Number.isInteger(ms) && ms >= 100 && ms <= 600_000);
}
