import { formatGraph } from "@orrery/graph";
import { findShareLink, isShareProof } from "@orrery/services";
import { fileName } from "../../../../editor/download-graph.ts";
import { installation } from "../../../../server/installation.server.ts";
import { shareBusy, takeOpening } from "../../../../share/share-faces.server.ts";
import { shareDataHeaders } from "../../../../share/share-headers.server.ts";
import { shareNotFound } from "../../../../share/share-not-found.server.ts";

export const dynamic = "force-dynamic";

/** The graph file of a shared workflow, to be imported; of a link with a password by the proof in `?proof=`. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly token: string }> },
): Promise<Response> {
  const { services } = installation();
  const link = await findShareLink(services, (await params).token);
  const proof = new URL(request.url).searchParams.get("proof");
  if (link?.kind !== "template" || !(await isShareProof(services, link, proof))) return shareNotFound();
  if (!takeOpening(link)) return shareBusy();
  const { graph } = link.shown;
  const name = encodeURIComponent(`${fileName(graph.name)}.graph.json`);
  const headers = {
    ...shareDataHeaders("application/json; charset=utf-8"),
    "content-disposition": `attachment; filename="workflow.graph.json"; filename*=UTF-8''${name}`,
  };
  return new Response(formatGraph(graph), { headers });
}
