/** @jsxImportSource preact */
import { ICON_PATH, type IconName } from "../drawing/icon-path.ts";

export interface IconProps {
  readonly name: IconName;
  readonly size?: number;
}

/** An icon beside words that say the same. */
export function Icon({ name, size = 14 }: IconProps) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.9"
      stroke-linecap="round"
      stroke-linejoin="round"
      class={`icon icon-${name}`}
    >
      <path d={ICON_PATH[name]} />
    </svg>
  );
}
