import type { RunOrigin as Origin } from "@orrery/services";
import {
  CalendarClock,
  CornerDownRight,
  GitFork,
  KeyRound,
  type LucideIcon,
  MessageSquare,
  MousePointerClick,
  Route,
  SquareTerminal,
  Webhook,
} from "lucide-react";

const LOOK: Record<Origin, { readonly word: string; readonly icon: LucideIcon }> = {
  person: { word: "by hand", icon: MousePointerClick },
  "command-line": { word: "command line", icon: SquareTerminal },
  "api-key": { word: "API", icon: KeyRound },
  webhook: { word: "webhook", icon: Webhook },
  schedule: { word: "schedule", icon: CalendarClock },
  "run-finished": { word: "after a run", icon: Route },
  chat: { word: "chat", icon: MessageSquare },
  run: { word: "by a run", icon: CornerDownRight },
  fork: { word: "fork", icon: GitFork },
};

/** What started a run, as a small word with its icon. */
export function RunOrigin({ origin }: { origin: Origin }) {
  const { word, icon: Icon } = LOOK[origin];
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap align-bottom">
      <Icon aria-hidden size={12} strokeWidth={1.75} className="shrink-0" />
      {word}
    </span>
  );
}
