import { viewerBundle } from "@orrery/viewer/bundle";
import { exportHtml } from "@orrery/viewer/export";
import { readShareForm } from "../../../share/read-share-form.server.ts";
import { refusedShare } from "../../../share/refused-share.server.ts";
import { shareDataHeaders } from "../../../share/share-headers.server.ts";

export const dynamic = "force-dynamic";

/** A run as one HTML file to keep, which replays without us. */
export async function POST(request: Request): Promise<Response> {
  try {
    const run = await readShareForm(request);
    if (run === null || "kind" in run) return new Response("This is no form of the share dialog.", { status: 400 });
    const html = exportHtml(run, { ...viewerBundle, title: run.title || "A run" });
    const name = `${run.title.replace(/[^\w-]+/g, "-").replace(/^-+|-+$/g, "") || "run"}.html`;
    const headers = { "content-disposition": `attachment; filename="${name}"` };
    return new Response(html, { headers: { ...shareDataHeaders("application/octet-stream"), ...headers } });
  } catch (error) {
    return refusedShare(error);
  }
}
