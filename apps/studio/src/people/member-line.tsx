"use client";
import type { MemberRow, Role } from "@orrery/services";
import { Badge, IconButton, Menu, RelativeTime, Select, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { EllipsisVertical, KeyRound, LogOut, UserMinus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ROLES, roleLabel } from "../access/role-words.ts";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { PasswordLinkDialog } from "./password-link-dialog.tsx";
import { RemoveMemberDialog } from "./remove-member-dialog.tsx";

export interface MemberLineProps {
  member: MemberRow;
  isSelf: boolean;
  canChange: boolean;
  isLastOwner: boolean;
}

const ICON = { "aria-hidden": true, size: 14, strokeWidth: 1.75 } as const;

/** One member: name, address, role, and what can be done. */
export function MemberLine({ member, isSelf, canChange, isLastOwner }: MemberLineProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [open, setOpen] = useState<"remove" | "password" | null>(null);
  const setRole = useMutation(
    trpc.member.setRole.mutationOptions({
      onSuccess: (_, { role }) => {
        toast({ title: `${member.name} is ${roleLabel(role).toLowerCase()} now`, tone: "done" });
        router.refresh();
      },
      onError: (error) => toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" }),
    }),
  );
  const change = (role: Role) => role !== member.role && setRole.mutate({ userId: member.userId, role });
  const items = [
    ...(canChange && !isSelf
      ? [
          {
            label: "Make a link for a new password",
            icon: <KeyRound {...ICON} />,
            onSelect: () => setOpen("password"),
          },
          {
            label: "Remove from the workspace",
            danger: true,
            icon: <UserMinus {...ICON} />,
            onSelect: () => setOpen("remove"),
          },
        ]
      : []),
    ...(isSelf && !isLastOwner
      ? [{ label: "Leave the workspace", danger: true, icon: <LogOut {...ICON} />, onSelect: () => setOpen("remove") }]
      : []),
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-2.5 last:border-b-0">
      <div className="min-w-40 flex-1">
        <p className="flex min-w-0 flex-wrap items-center gap-2 text-sm">
          <bdi className="min-w-0 break-words">{member.name}</bdi>
          {isSelf && <Badge>you</Badge>}
        </p>
        <p className="break-words text-dim text-xs">
          {member.email !== null && (
            <>
              <bdi>{member.email}</bdi> ·{" "}
            </>
          )}
          here since <RelativeTime at={member.joinedAt} />
          {!member.hasPassword && " · no password yet"}
        </p>
      </div>
      {canChange && !isLastOwner ? (
        <div className="w-32">
          <Select
            label={`Role of ${member.name}`}
            value={setRole.isPending ? (setRole.variables?.role ?? member.role) : member.role}
            onValueChange={change}
            options={ROLES}
            disabled={setRole.isPending}
          />
        </div>
      ) : (
        <span className="text-muted text-sm">{roleLabel(member.role)}</span>
      )}
      {items.length > 0 && (
        <Menu
          label={`What can be done with ${member.name}`}
          trigger={
            <IconButton
              name={`More about ${member.name}`}
              size="sm"
              icon={<EllipsisVertical aria-hidden size={16} strokeWidth={1.75} />}
            />
          }
          items={items}
        />
      )}
      {open === "remove" && <RemoveMemberDialog member={member} isSelf={isSelf} onClose={() => setOpen(null)} />}
      {open === "password" && <PasswordLinkDialog member={member} onClose={() => setOpen(null)} />}
    </li>
  );
}
