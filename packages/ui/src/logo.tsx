export interface LogoProps {
  /** Pixels. */
  size?: number;
  /** The accessible name; leave out beside the word Orrery. */
  title?: string;
}

/** The orrery: a sun, two tilted orbits and a body on each, in brass. */
export function Logo({ size = 24, title }: LogoProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      className="shrink-0 text-brass"
      role="img"
      aria-hidden={title ? undefined : true}
    >
      <title>{title ?? "Orrery"}</title>
      <g stroke="currentColor" strokeWidth="1.4" transform="rotate(-28 12 12)">
        <ellipse cx="12" cy="12" rx="10.4" ry="4.7" />
        <ellipse cx="12" cy="12" rx="6.3" ry="6.3" strokeDasharray="13 6.8" strokeDashoffset="-3" opacity="0.75" />
      </g>
      <circle cx="12" cy="12" r="3.1" fill="currentColor" />
      <circle cx="20.4" cy="5.6" r="1.9" fill="currentColor" />
      <circle cx="5.4" cy="17.5" r="1.35" fill="currentColor" />
    </svg>
  );
}
