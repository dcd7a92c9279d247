import {
  listShareLinks,
  makeDashboardLink,
  makeShareLink,
  makeTemplateLink,
  previewSharedTemplate,
  revokeShareLink,
} from "@orrery/services";
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

const id = z.uuid();
const nodeIds = z.array(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/)).max(10_000);

/** What a link shows of a run beside names, states and times. */
export const projectionInput = z.strictObject({
  inputs: nodeIds,
  outputs: nodeIds,
  usage: z.enum(["shown", "hidden"]),
});

const shownOrHidden = z.enum(["shown", "hidden"]);

/** What a link shows of a dashboard beside counts, success and times. */
export const dashboardProjectionInput = z.strictObject({
  range: z.enum(["24h", "7d", "30d", "90d"]),
  names: shownOrHidden,
  errors: shownOrHidden,
  usage: shownOrHidden,
});

const dashboard = z.strictObject({ workflowId: id.nullable() });

const terms = {
  days: z.int().min(1).max(365),
  password: z.string().min(1).max(200).exactOptional(),
};

/** The links by which people without an account see runs, workflows and dashboards. */
export const shareRouter = router({
  list: procedure
    .input(
      z.object({
        runId: id.exactOptional(),
        workflowId: id.exactOptional(),
        dashboard: dashboard.exactOptional(),
      }),
    )
    .query(({ ctx, input }) => listShareLinks({ ctx, input })),
  make: procedure
    .input(
      z.object({
        runId: id,
        projection: projectionInput,
        ...terms,
      }),
    )
    .mutation(({ ctx, input }) => makeShareLink({ ctx, input })),
  templatePreview: procedure
    .input(z.object({ workflowId: id }))
    .query(({ ctx, input }) => previewSharedTemplate({ ctx, input })),
  makeTemplate: procedure
    .input(z.object({ workflowId: id, ...terms }))
    .mutation(({ ctx, input }) => makeTemplateLink({ ctx, input })),
  makeDashboard: procedure
    .input(z.object({ ...dashboard.shape, projection: dashboardProjectionInput, ...terms }))
    .mutation(({ ctx, input }) => makeDashboardLink({ ctx, input })),
  revoke: procedure.input(z.object({ id })).mutation(({ ctx, input }) => revokeShareLink({ ctx, input })),
});
