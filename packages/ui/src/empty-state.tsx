import type { ReactNode } from "react";

export interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** One sentence: why it is empty, or what comes here. */
  children?: ReactNode;
  /** The one most useful next step. */
  action?: ReactNode;
}

/** What stands where there is nothing yet, or where something went wrong. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center justify-center gap-2 rounded-card border border-line border-dashed px-6 py-10 text-center">
      {icon && <span className="text-dim">{icon}</span>}
      <p className="font-semibold text-md">{title}</p>
      {children && <p className="max-w-96 text-muted">{children}</p>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
