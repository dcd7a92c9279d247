import { listShareLinks } from "@orrery/services";
import { EmptyState } from "@orrery/ui";
import { Share2 } from "lucide-react";
import type { Metadata } from "next";
import { pageContext } from "../../../../server/request-context.server.ts";
import { SettingsPage } from "../../../../settings/settings-page.tsx";
import { OpenLinks } from "../../../../share/open-links.tsx";

export const metadata: Metadata = { title: "Shared links" };

export default async function LinksPage() {
  const ctx = await pageContext();
  return (
    <SettingsPage title="Shared links" here="links" actor={ctx.actor} needs="share.read">
      {async () => {
        const rows = await listShareLinks({ ctx, input: {} });
        if (rows.length > 0) return <OpenLinks rows={rows} namesTarget />;
        return (
          <EmptyState icon={<Share2 aria-hidden size={18} strokeWidth={1.75} />} title="Nothing is shared">
            Open a run or a dashboard and press Share, or choose Share in the menu of a workflow, to show it to people
            without an account.
          </EmptyState>
        );
      }}
    </SettingsPage>
  );
}
