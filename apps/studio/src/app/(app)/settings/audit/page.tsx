import { listAudit, listMembers } from "@orrery/services";
import type { Metadata } from "next";
import { AuditLog } from "../../../../audit/audit-log.tsx";
import { pageContext } from "../../../../server/request-context.server.ts";
import { SettingsPage } from "../../../../settings/settings-page.tsx";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage() {
  const ctx = await pageContext();
  return (
    <SettingsPage title="Audit log" here="audit" actor={ctx.actor} needs="audit.read">
      {async () => {
        const [first, members] = await Promise.all([listAudit({ ctx, input: {} }), listMembers({ ctx })]);
        return <AuditLog first={first} people={members.map(({ userId, name }) => ({ userId, name }))} />;
      }}
    </SettingsPage>
  );
}
