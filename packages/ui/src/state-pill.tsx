import type { LucideIcon } from "lucide-react";
import { cx } from "./cx.ts";
import { STATE_LOOK, type StateTone, TONE_TEXT } from "./state-look.ts";
import type { StepState } from "./step-state.ts";

export interface StatePillProps {
  state: StepState;
  /** Instead of the state's own word, such as "31 of 48". */
  label?: string;
  /** Instead of the state's own, where the words say something else than the state's. */
  icon?: LucideIcon;
  tone?: StateTone;
}

/** A state as icon, word and colour. */
export function StatePill({ state, label, icon, tone }: StatePillProps) {
  const look = STATE_LOOK[state];
  const Icon = icon ?? look.icon;
  return (
    <span
      data-state={state}
      className={cx(
        "inline-flex shrink-0 items-center gap-1 whitespace-nowrap font-medium text-2xs",
        TONE_TEXT[tone ?? look.tone],
      )}
    >
      <Icon
        aria-hidden
        size={14}
        strokeWidth={1.75}
        className={cx("shrink-0", !icon && look.turning && "animate-turn")}
      />
      {label ?? look.word}
    </span>
  );
}
