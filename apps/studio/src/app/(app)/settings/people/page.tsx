import { listInvitations, listMembers, may } from "@orrery/services";
import type { Metadata } from "next";
import { People } from "../../../../people/people.tsx";
import { pageContext } from "../../../../server/request-context.server.ts";
import { SettingsPage } from "../../../../settings/settings-page.tsx";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const ctx = await pageContext();
  const canChange = may(ctx.actor, "member.manage");
  return (
    <SettingsPage title="People" here="people" actor={ctx.actor} needs="member.read">
      {async () => (
        <People
          members={await listMembers({ ctx })}
          invitations={canChange ? await listInvitations({ ctx }) : null}
          self={ctx.actor?.kind === "user" ? ctx.actor.userId : ""}
        />
      )}
    </SettingsPage>
  );
}
