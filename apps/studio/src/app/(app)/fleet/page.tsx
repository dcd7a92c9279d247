import { showFleet } from "@orrery/services";
import type { Metadata } from "next";
import { FleetScreen } from "../../../fleet/fleet-screen.tsx";
import { TopBar } from "../../../frame/top-bar.tsx";
import { pageContext } from "../../../server/request-context.server.ts";

export const metadata: Metadata = { title: "Fleet" };

export default async function FleetPage() {
  const fleet = await showFleet({ ctx: await pageContext() });
  return (
    <>
      <TopBar title="Fleet" />
      <FleetScreen fleet={fleet} />
    </>
  );
}
