import { type Actor, type Permission, permissionsOf } from "@orrery/services";
import { EmptyState } from "@orrery/ui";
import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { roleLabel } from "../access/role-words.ts";
import { TopBar } from "../frame/top-bar.tsx";
import { SettingsNav, type SettingsPlace } from "./settings-nav.tsx";

export interface SettingsPageProps {
  title: string;
  here: SettingsPlace;
  actor: Actor | null;
  /** What the page needs; who may not see it is told who may. */
  needs: Permission | null;
  /** Made only for those who may. */
  children: () => Promise<ReactNode>;
}

/** The frame of a settings page: its name, the way to the others, and its content for those who may see it. */
export async function SettingsPage({ title, here, actor, needs, children }: SettingsPageProps) {
  const permissions = actor === null ? [] : permissionsOf(actor.role);
  const isAllowed = needs === null || permissions.includes(needs);
  return (
    <>
      <TopBar title="Settings" />
      <main className="min-h-0 flex-1 more-below overflow-auto">
        <div className="mx-auto flex max-w-3xl flex-col gap-6 p-4 md:p-8">
          <h1 className="text-title">{title}</h1>
          <SettingsNav here={here} permissions={permissions} />
          {isAllowed ? (
            await children()
          ) : (
            <EmptyState
              icon={<Lock aria-hidden size={18} strokeWidth={1.75} />}
              title={`This is not for ${roleLabel(actor?.role ?? "viewer").toLowerCase()}s`}
            >
              Your role does not show it. An owner of the workspace can change your role.
            </EmptyState>
          )}
        </div>
      </main>
    </>
  );
}
