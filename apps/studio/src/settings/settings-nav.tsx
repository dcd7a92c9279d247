import { cx } from "@orrery/ui";
import Link from "next/link";

const PLACES = [
  { id: "keys", href: "/settings", label: "API keys" },
  { id: "credentials", href: "/settings/credentials", label: "Credentials" },
  { id: "models", href: "/settings/models", label: "Models" },
] as const;

/** The pages of the settings. */
export function SettingsNav({ here }: { here: (typeof PLACES)[number]["id"] }) {
  return (
    <nav aria-label="Settings" className="flex flex-wrap gap-1 border-b pb-2">
      {PLACES.map(({ id, href, label }) => (
        <Link
          key={id}
          href={href}
          aria-current={id === here ? "page" : undefined}
          className={cx(
            "rounded-control px-2.5 py-1 text-sm hover:bg-line/40",
            id === here ? "font-semibold text-ink" : "text-muted",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
