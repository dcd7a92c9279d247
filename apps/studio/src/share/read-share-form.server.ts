import {
  type DashboardProjection,
  previewSharedDashboard,
  previewSharedRun,
  previewSharedTemplate,
  type ShareProjection,
} from "@orrery/services";
import type { SharedPage } from "@orrery/viewer/shared-page";
import { contextOf } from "../server/request-context.server.ts";

/** Of 10,000 nodes, each ticked twice, and some room. */
const mostBytes = 2 * 1024 * 1024;
const ranges: readonly DashboardProjection["range"][] = ["24h", "7d", "30d", "90d"];
const nodeId = /^[a-z][a-z0-9_]{0,63}$/;
const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What the form of a share dialog asks for as others will see it: a run or a dashboard by its projection, or a workflow. Null for a form that
 * says something else.
 */
export async function readShareForm(request: Request): Promise<SharedPage | null> {
  if (!(Number(request.headers.get("content-length") ?? Number.NaN) <= mostBytes)) return null;
  const form = new URLSearchParams(await request.text());
  const workflowId = form.get("workflow");
  if (workflowId !== null) {
    if (!idForm.test(workflowId)) return null;
    return (await previewSharedTemplate({ ctx: await contextOf(request.headers), input: { workflowId } })).shared;
  }
  const dashboard = form.get("dashboard");
  if (dashboard !== null) {
    const workflowId = dashboard === "workspace" ? null : dashboard;
    const projection = dashboardProjection(form);
    if (projection === null || (workflowId !== null && !idForm.test(workflowId))) return null;
    return previewSharedDashboard({ ctx: await contextOf(request.headers), input: { workflowId, projection } });
  }
  const runId = form.get("run") ?? "";
  const inputs = idsOf(form.get("inputs"));
  const outputs = idsOf(form.get("outputs"));
  if (!idForm.test(runId) || inputs === null || outputs === null) return null;
  const projection: ShareProjection = { inputs, outputs, usage: form.get("usage") === "shown" ? "shown" : "hidden" };
  const ctx = await contextOf(request.headers);
  return previewSharedRun({ ctx, input: { runId, projection } });
}

function dashboardProjection(form: URLSearchParams): DashboardProjection | null {
  const range = ranges.find((one) => one === form.get("range"));
  const tick = (name: string) => (form.get(name) === "shown" ? "shown" : "hidden");
  return range === undefined ? null : { range, names: tick("names"), errors: tick("errors"), usage: tick("usage") };
}

function idsOf(text: string | null): readonly string[] | null {
  const ids = (text ?? "").split(" ").filter((id) => id !== "");
  return ids.every((id) => nodeId.test(id)) ? ids : null;
}
