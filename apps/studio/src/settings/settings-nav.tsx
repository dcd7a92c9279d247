import type { Permission } from "@orrery/services";
import { cx } from "@orrery/ui";
import Link from "next/link";

interface Place {
  readonly id: string;
  readonly href: string;
  readonly label: string;
  /** Left out for those who may not. */
  readonly needs: Permission | null;
}

const PLACES = [
  { id: "keys", href: "/settings", label: "API keys", needs: "key.own" },
  { id: "credentials", href: "/settings/credentials", label: "Credentials", needs: "credential.read" },
  { id: "models", href: "/settings/models", label: "Models", needs: "model.read" },
  { id: "mcp", href: "/settings/mcp", label: "MCP servers", needs: "tool.read" },
  { id: "files", href: "/settings/files", label: "Files", needs: "file.read" },
  { id: "alerts", href: "/settings/alerts", label: "Alerts", needs: "alert.read" },
  { id: "links", href: "/settings/links", label: "Shared links", needs: "share.read" },
  { id: "people", href: "/settings/people", label: "People", needs: "member.read" },
  { id: "audit", href: "/settings/audit", label: "Audit log", needs: "audit.read" },
  { id: "account", href: "/settings/account", label: "You", needs: null },
] as const satisfies readonly Place[];

export type SettingsPlace = (typeof PLACES)[number]["id"];

export interface SettingsNavProps {
  here: SettingsPlace;
  permissions: readonly Permission[];
}

/** The pages of the settings that the person may see. */
export function SettingsNav({ here, permissions }: SettingsNavProps) {
  const shown = PLACES.filter(({ id, needs }) => id === here || needs === null || permissions.includes(needs));
  return (
    <nav aria-label="Settings" className="flex flex-wrap gap-0.5 border-b pb-2">
      {shown.map(({ id, href, label }) => (
        <Link
          key={id}
          href={href}
          aria-current={id === here ? "page" : undefined}
          className={cx(
            "rounded-control px-2 py-1 text-sm hover:bg-line/40",
            id === here ? "font-semibold text-ink" : "text-muted",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
