/** The shared look of everything one types into or chooses from. */
export const CONTROL_CLASS =
  "w-full min-w-0 rounded-control border border-line bg-field px-2.5 text-ink text-sm transition-colors placeholder:text-dim hover:border-line-strong focus-visible:border-brass-line focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-50 aria-invalid:border-failed";
