import { type OpenShareLink, openTemplateLink } from "@orrery/services";
import { installation } from "../../../../server/installation.server.ts";
import { drawDashboardPicture } from "../../../../share/draw-dashboard-picture.ts";
import { drawRunPicture, drawTemplatePicture } from "../../../../share/draw-run-picture.ts";
import { dashboardForPicture, findOpenLink, runForPicture } from "../../../../share/open-for-picture.server.ts";
import { renderPicture } from "../../../../share/render-picture.server.ts";
import { recentPicture, shareBusy, takeOpening } from "../../../../share/share-faces.server.ts";
import { shareDataHeaders } from "../../../../share/share-headers.server.ts";
import { shareNotFound } from "../../../../share/share-not-found.server.ts";

export const dynamic = "force-dynamic";

/** A shared run, workflow or dashboard as a picture, for previews of the link elsewhere; of a link with a password there is none. */
export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ readonly token: string }> },
): Promise<Response> {
  const link = await findOpenLink((await params).token);
  if (link === null) return shareNotFound();
  if (!takeOpening(link)) return shareBusy();
  const picture = await recentPicture(link, async () => renderPicture(await drawLink(link)));
  return picture === null ? shareBusy() : new Response(picture, { headers: shareDataHeaders("image/png") });
}

async function drawLink(link: OpenShareLink): Promise<string> {
  if (link.kind === "run") return drawRunPicture(await runForPicture(link));
  if (link.kind === "dashboard") return drawDashboardPicture(await dashboardForPicture(link));
  return drawTemplatePicture(openTemplateLink({ services: installation().services, link, file: "" }));
}
