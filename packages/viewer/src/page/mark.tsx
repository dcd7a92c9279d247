/** @jsxImportSource preact */
/** The orrery: a sun, two tilted orbits and a body on each. */
export function Mark() {
  return (
    <svg class="mark" aria-hidden="true" width="20" height="20" viewBox="0 0 24 24" fill="none">
      <g stroke="currentColor" stroke-width="1.4" transform="rotate(-28 12 12)">
        <ellipse cx="12" cy="12" rx="10.4" ry="4.7" />
        <circle cx="12" cy="12" r="6.3" stroke-dasharray="13 6.8" stroke-dashoffset="-3" opacity="0.75" />
      </g>
      <circle cx="12" cy="12" r="3.1" fill="currentColor" />
      <circle cx="20.4" cy="5.6" r="1.9" fill="currentColor" />
      <circle cx="5.4" cy="17.5" r="1.35" fill="currentColor" />
    </svg>
  );
}
