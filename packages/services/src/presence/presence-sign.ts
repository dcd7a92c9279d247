/** Where somebody is in a workflow. Coordinates are those of the drawing. */
export interface PresencePlace {
  readonly cursor: { readonly x: number; readonly y: number } | null;
  /** Ids of chosen nodes. */
  readonly chosen: readonly string[];
  /** The field that is being edited, by its node and its path in dots. */
  readonly field: { readonly nodeId: string; readonly path: string } | null;
  /** The middle of what is seen, and how large. */
  readonly view: { readonly x: number; readonly y: number; readonly zoom: number } | null;
}

/** What a tab says of itself. */
export interface OwnSign {
  /** Keeps the tabs of one person apart. */
  readonly tab: string;
  /** `hello`: it has just come, and the others are to say where they are. `left`: it is gone. */
  readonly kind: "hello" | "here" | "left";
  readonly place: PresencePlace;
}

/** What a tab said, and whose it is: that comes of the session. */
export interface PresenceSign extends OwnSign {
  readonly person: { readonly id: string; readonly name: string };
}

const longestName = 60;

/** A sign as the bus carries it, at most about 5 KB: a notification must stay below 8,000 bytes. */
export function presenceText(workflowId: string, sign: PresenceSign): string {
  const person = { ...sign.person, name: [...sign.person.name].slice(0, longestName).join("") };
  return `${workflowId}/${Buffer.from(JSON.stringify({ ...sign, person })).toString("base64url")}`;
}

/** The sign, where the text is of this workflow; otherwise null. */
export function readPresenceText(workflowId: string, text: string): PresenceSign | null {
  if (!text.startsWith(`${workflowId}/`)) return null;
  return JSON.parse(Buffer.from(text.slice(workflowId.length + 1), "base64url").toString());
}
