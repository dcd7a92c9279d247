export const dynamic = "force-dynamic";

/** Says that this process serves requests; it does not ask the database, so a database that is away restarts nothing. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });
}
