import { studioMetrics } from "../../server/studio-metrics.server.ts";

export const dynamic = "force-dynamic";

/**
 * Figures of this process for Prometheus, to whoever sends `ORRERY_METRICS_TOKEN`; without one in the environment there is
 * nothing here, for a page cannot tell who asks from this machine.
 */
export async function GET(request: Request): Promise<Response> {
  const metrics = studioMetrics();
  if (!metrics.mayRead(request.headers.get("authorization"))) return new Response("Not found", { status: 404 });
  return new Response(await metrics.text(), {
    headers: { "Content-Type": metrics.contentType, "Cache-Control": "no-store" },
  });
}
