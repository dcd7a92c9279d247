import { cx } from "./cx.ts";
import { STATE_LOOK, TONE_TEXT } from "./state-look.ts";
import type { StepState } from "./step-state.ts";

export interface StatePillProps {
  state: StepState;
  /** Instead of the state's own word, such as "31 of 48". */
  label?: string;
}

/** A state as icon, word and colour. */
export function StatePill({ state, label }: StatePillProps) {
  const { word, icon: Icon, tone, turning } = STATE_LOOK[state];
  return (
    <span
      data-state={state}
      className={cx("inline-flex shrink-0 items-center gap-1 whitespace-nowrap font-medium text-2xs", TONE_TEXT[tone])}
    >
      <Icon aria-hidden size={14} strokeWidth={1.75} className={cx("shrink-0", turning && "animate-turn")} />
      {label ?? word}
    </span>
  );
}
