/** Somewhere else to go from the palette: a page, a run, another workflow. */
export interface CommandPlace {
  readonly id: string;
  readonly kind: "page" | "run" | "workflow";
  readonly title: string;
  /** A few words more, such as when a run began. */
  readonly detail?: string;
  readonly href: string;
}

/** What the page around an editor knows of the rest of the studio. */
export interface CommandPlaces {
  /** Asked when the palette opens. */
  list(): Promise<readonly CommandPlace[]>;
  go(href: string): void;
}
