import { deviationKinds } from "@orrery/engine/baseline";
import { z } from "zod";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { type AlertTargetInput, storedPlace } from "./alert-target.ts";

const mostShown = 5;
const alertShape = z.object({
  data: z.object({
    run: z.object({ id: z.string() }).nullable(),
    items: z.array(z.object({ node: z.object({ name: z.string() }), text: z.string() })),
  }),
});

export interface AlertTargetRow extends AlertTargetInput {
  readonly id: string;
  /** The last five, newest first. */
  readonly deliveries: readonly AlertDeliveryRow[];
}

export interface AlertDeliveryRow {
  readonly id: string;
  readonly kind: "deviation" | "usual" | "test";
  /** `due`: it is sent, or tried again at `nextAt`. `failed`: it was given up. */
  readonly status: "due" | "sent" | "failed";
  readonly tries: number;
  /** Why the last try failed; null where none has. */
  readonly problem: string | null;
  /** What it tells, one line each. */
  readonly texts: readonly string[];
  /** The run it is about; null for a test. */
  readonly runId: string | null;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly nextAt: number;
}

/** Who is told of what is other than usual, by name, and how the last alerts went. */
export async function listAlertTargets({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly AlertTargetRow[]> {
  const { workspaceId } = requirePermission(ctx.actor, "alert.read");
  const rows = await ctx.services.db.alertTarget.findMany({
    where: { workspaceId },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    include: { deliveries: { orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: mostShown } },
  });
  return rows.map(({ id, name, channel, place, credential, kinds, quietMinutes, enabled, deliveries }) => ({
    ...{ id, name, credential, quietMinutes, enabled },
    place: storedPlace(channel, place),
    kinds: deviationKinds.filter((kind) => kinds.includes(kind)),
    deliveries: deliveries.map((one) => ({
      id: one.id,
      kind: one.kind === "test" || one.kind === "usual" ? one.kind : "deviation",
      status: one.status === "sent" || one.status === "failed" ? one.status : "due",
      tries: one.tries,
      problem: one.problem,
      ...read(one.body),
      createdAt: one.createdAt.getTime(),
      nextAt: one.nextAt.getTime(),
    })),
  }));
}

/** What a stored alert tells; of one that another version wrote, nothing. */
function read(body: unknown): Pick<AlertDeliveryRow, "texts" | "runId"> {
  const { data } = alertShape.catch({ data: { run: null, items: [] } }).parse(body);
  return { runId: data.run?.id ?? null, texts: data.items.map(({ node, text }) => `${node.name}: ${text}`) };
}
