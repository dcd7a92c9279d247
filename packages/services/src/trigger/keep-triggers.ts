import type { Prisma } from "@orrery/db";
import { cronTimes, type TriggerSpec } from "@orrery/node-kit";
import type { Plan } from "@orrery/plan";
import { v7 as uuidv7 } from "uuid";
import { instanceSecret } from "../identity/instance-secret.ts";
import type { Services } from "../service-context.ts";
import { inputJson } from "../workflow/input-json.ts";
import { sealText } from "./sealed-text.ts";
import { newSigningKey, newToken, tokenSha } from "./trigger-token.ts";

/**
 * Makes a row for each trigger of a plan that is being published. One of the same node and kind keeps its address, its key
 * and whether a person had switched it off; those whose node is gone are switched off and kept, in case it comes back.
 */
export async function keepTriggers(
  tx: Prisma.TransactionClient,
  services: Services,
  published: {
    readonly workspaceId: string;
    readonly workflowId: string;
    readonly version: number;
    readonly plan: Plan;
  },
): Promise<void> {
  const { workspaceId, workflowId, version, plan } = published;
  const specs = triggersOf(services, plan);
  const before = await tx.trigger.findMany({ where: { workflowId } });
  const now = Date.now();
  for (const [nodeId, spec] of specs) {
    const row = before.find((trigger) => trigger.nodeId === nodeId);
    const isSame = row?.kind === spec.kind;
    const needsToken = spec.kind === "webhook" && !(isSame && row?.tokenSha !== null);
    const token = needsToken ? newToken() : null;
    const secret = spec.kind === "webhook" ? await instanceSecret(services.db) : "";
    const needsKey = spec.kind === "webhook" && spec.signed && !(isSame && row?.keySealed !== null);
    const data = {
      kind: spec.kind,
      spec: inputJson(spec),
      version,
      // A trigger whose node had gone comes back switched on; one that a person switched off stays so.
      enabled: row === undefined || !isSame || row.enabled || row.lastProblem === goneProblem,
      ...(row?.lastProblem === goneProblem && { lastProblem: null }),
      sourceId: spec.kind === "run-finished" ? spec.workflow : null,
      nextAt: spec.kind === "schedule" ? nextFiring(spec, now) : null,
      ...(token !== null && { tokenSha: tokenSha(token), tokenSealed: sealText(secret, token) }),
      ...(spec.kind !== "webhook" && { tokenSha: null, tokenSealed: null, keySealed: null }),
      ...(needsKey && { keySealed: sealText(secret, newSigningKey()) }),
    };
    if (row === undefined)
      await tx.trigger.create({ data: { ...data, id: uuidv7(), workspaceId, workflowId, nodeId } });
    else await tx.trigger.update({ where: { id: row.id }, data });
  }
  const gone = before.filter((row) => !specs.has(row.nodeId) && row.enabled).map((row) => row.id);
  await tx.trigger.updateMany({
    where: { id: { in: gone } },
    data: { enabled: false, nextAt: null, lastProblem: goneProblem },
  });
}

/** Also tells a trigger that went with its node from one that a person switched off. */
const goneProblem = "The published version has no such node any more.";

/** The triggers of a plan by node; those that are switched off there are none. */
export function triggersOf(services: Pick<Services, "catalog">, plan: Plan): ReadonlyMap<string, TriggerSpec> {
  return new Map(
    plan.nodes.flatMap((node): [string, TriggerSpec][] => {
      const spec = node.disabled === true ? undefined : services.catalog.get(node.type)?.trigger?.(node.config);
      return spec === undefined ? [] : [[node.id, spec]];
    }),
  );
}

function nextFiring(spec: Extract<TriggerSpec, { kind: "schedule" }>, now: number): Date | null {
  const [next] = cronTimes(spec, now, 1);
  return next === undefined ? null : new Date(next);
}
