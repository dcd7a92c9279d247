import { listAlertTargets, listCredentials } from "@orrery/services";
import type { Metadata } from "next";
import { Alerts } from "../../../../baseline/alerts.tsx";
import { pageContext } from "../../../../server/request-context.server.ts";
import { SettingsPage } from "../../../../settings/settings-page.tsx";

export const metadata: Metadata = { title: "Alerts" };

export default async function AlertsPage() {
  const ctx = await pageContext();
  return (
    <SettingsPage title="Alerts" here="alerts" actor={ctx.actor} needs="alert.read">
      {async () => {
        const [rows, credentials] = await Promise.all([listAlertTargets({ ctx }), listCredentials({ ctx })]);
        return <Alerts rows={rows} credentials={credentials} />;
      }}
    </SettingsPage>
  );
}
