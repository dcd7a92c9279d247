/** What is chosen in the gallery, as its address says it. */
export interface GalleryChoice {
  readonly search: string;
  /** Words of filters. */
  readonly chosen: readonly string[];
}

type Parameter = string | readonly string[] | undefined;

/** Reads `?q=…&only=…&only=…`; what is no text is passed over. */
export function readGalleryChoice(parameters: Readonly<Record<string, Parameter>>): GalleryChoice {
  const all = (value: Parameter) => (typeof value === "string" ? [value] : (value ?? []));
  return { search: (all(parameters.q)[0] ?? "").slice(0, 200), chosen: all(parameters.only).slice(0, 50) };
}

/** The query of the address, with its `?`; empty where nothing is chosen. */
export function galleryQuery({ search, chosen }: GalleryChoice): string {
  const parameters = new URLSearchParams(chosen.map((word) => ["only", word]));
  if (search.trim() !== "") parameters.set("q", search.trim());
  return parameters.size === 0 ? "" : `?${parameters}`;
}
