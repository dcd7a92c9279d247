import { actorName } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import type { TargetLimitRow } from "./list-target-limits.ts";
import { requireInstallation } from "./require-installation.ts";

/** A host as addresses name it, its port if any, and a model of it after a blank. */
const shape = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?(?: [^\s]{1,200})?$/;

/**
 * Sets the most that a host or a model is asked by all executors together, who take it over within seconds; with neither
 * a rate nor a number it is lifted. Throws `INVALID` (`TARGET`: no host; `LIMIT`: no number that can be kept to).
 */
export async function setTargetLimit({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: TargetLimitRow;
}): Promise<void> {
  const actor = requireInstallation(ctx);
  const name = input.name.trim().toLowerCase();
  if (!shape.test(name)) {
    throw new ServiceError("INVALID", "TARGET", "Name a host, as in api.example.com, or a host and one of its models.");
  }
  const { perSecond, atOnce } = input;
  if (!isLimit(perSecond, 0.001, 100_000) || !isLimit(atOnce, 1, 10_000) || !Number.isInteger(atOnce ?? 1)) {
    throw new ServiceError(
      "INVALID",
      "LIMIT",
      "A rate is 0.001 to 100,000 requests a second; at a time there may be 1 to 10,000.",
    );
  }
  await ctx.services.db.$transaction(async (tx) => {
    const limit = { perSecond, atOnce, setBy: actorName(actor), setAt: new Date() };
    if (perSecond === null && atOnce === null) await tx.targetLimit.deleteMany({ where: { name } });
    else await tx.targetLimit.upsert({ where: { name }, create: { name, ...limit }, update: limit });
    await writeAudit(tx, { actor, verb: "target.limit", subject: name });
  });
}

function isLimit(value: number | null, least: number, most: number): boolean {
  return value === null || (value >= least && value <= most);
}
