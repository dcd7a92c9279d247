import { findShareLink, isShareProof } from "@orrery/services";
import { installation } from "../../../../server/installation.server.ts";
import { orShareNotFound } from "../../../../share/or-share-not-found.server.ts";
import { recentDashboard, shareBusy, takeReading } from "../../../../share/share-faces.server.ts";
import { shareDataHeaders } from "../../../../share/share-headers.server.ts";
import { shareNotFound } from "../../../../share/share-not-found.server.ts";

export const dynamic = "force-dynamic";

/** A shared dashboard as it is now, for its page to show; of a link with a password by the proof in `?proof=`. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly token: string }> },
): Promise<Response> {
  const { services } = installation();
  const { token } = await params;
  const link = await findShareLink(services, token);
  const proof = new URL(request.url).searchParams.get("proof");
  if (link?.kind !== "dashboard" || !(await isShareProof(services, link, proof))) return shareNotFound();
  const dashboard = takeReading(link) ? recentDashboard(link, `/s/${token}/data`) : null;
  if (dashboard === null) return shareBusy();
  const headers = shareDataHeaders("application/json; charset=utf-8");
  return orShareNotFound(async () => new Response(JSON.stringify(await dashboard), { headers }));
}
