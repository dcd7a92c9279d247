import { openSharedPage, openWithPassword } from "../../../../share/open-shared-page.server.ts";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly token: string }>;
}

/** A shared run for a frame of any page. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return openSharedPage(request, (await params).token, "anybody");
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return openWithPassword(request, (await params).token, "anybody");
}
