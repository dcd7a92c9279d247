import type { RestRoute } from "./rest-route.ts";
import { auditRoutes, runRoutes } from "./run-routes.ts";
import { workflowRoutes } from "./workflow-routes.ts";

/** Everything the REST interface answers, beside its own description. */
export const restRoutes: readonly RestRoute[] = [...workflowRoutes, ...runRoutes, ...auditRoutes];
