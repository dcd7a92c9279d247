"use client";
import type { Permission, Role } from "@orrery/services";
import { createContext, type ReactNode, use } from "react";
import { leavePage } from "../frame/leave-page.ts";
import { useLive } from "../live/live-provider.tsx";

export interface Access {
  /** Null where nobody is signed in as a person. */
  readonly userId: string | null;
  readonly role: Role;
  readonly permissions: readonly Permission[];
}

const AccessContext = createContext<Access | null>(null);

/**
 * What the person may, for everything inside, so that screens leave out or explain what the server would refuse anyway. When
 * it changes, the page is loaded anew: as what they are now, or as the sign-in page.
 */
export function AccessProvider({ access, children }: { access: Access | null; children: ReactNode }) {
  useLive(access === null ? null : { kind: "access" }, () => leavePage(() => window.location.reload(), "access"));
  return <AccessContext value={access}>{children}</AccessContext>;
}

/** The id of who is signed in; empty where that is not known. */
export function useMyId(): string {
  return use(AccessContext)?.userId ?? "";
}

/** Whether the person may; true while nothing is known, because the server has the word. */
export function useMay(permission: Permission): boolean {
  const access = use(AccessContext);
  return access === null || access.permissions.includes(permission);
}
