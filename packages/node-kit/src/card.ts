import type { Json, JsonHit, JsonObject, JsonPart, PartQuestion } from "@orrery/graph";
import type { ComponentType, ReactNode } from "react";

/** One choice a host offers for a field, such as a model. */
export interface CardOption {
  readonly value: string;
  readonly label: string;
  /** Small words beside it, such as "offline, no LLM". */
  readonly aside?: string;
}

/** A value of a run as the host reads it; `missing` where it has expired or may not be seen. */
export type ReadValue = { readonly kind: "value"; readonly value: Json } | { readonly kind: "missing" };

/** What a person answers a step that waits for them. */
export interface PersonAnswer {
  readonly stepKey: string;
  readonly approved: boolean;
  readonly values: JsonObject;
  readonly note: string;
  /** Of a call that is asked about: with which arguments it is made instead. */
  readonly args?: JsonObject;
}

/**
 * What cards and the canvas ask of the page that holds them. The canvas itself knows no network.
 * A rejected promise is shown to the person with its message.
 */
export interface CardHost {
  /** Choices of a kind (`models`), whose label or value holds `query`. */
  options(kind: string, query: string): Promise<readonly CardOption[]>;
  readValue(valueId: string): Promise<ReadValue>;
  /** A piece of a value of any size; null where nothing stands there. Absent: values are read whole. */
  readPart?(valueId: string, question: PartQuestion): Promise<JsonPart | null>;
  /** Places of a value that hold a text. `isWhole`: all of it was looked through. */
  findIn?(valueId: string, text: string): Promise<{ readonly hits: readonly JsonHit[]; readonly isWhole: boolean }>;
  answer(answer: PersonAnswer): Promise<void>;
  /** False where the person who looks may not answer: they see the question alone. */
  readonly mayAnswer?: boolean;
  openDocs(type: string): void;
}

export interface CardFaceProps {
  readonly config: JsonObject;
  readonly host: CardHost;
}

/** What the inspector shows for a node type above the form that comes from its fields. */
export interface CardFormProps {
  readonly config: JsonObject;
  readonly host: CardHost;
  readonly readOnly: boolean;
  /** Sets the member of the config at `path`; without a value it is removed. */
  set(path: readonly (string | number)[], value?: Json): void;
}

/** The drawn side of a node type. Everything is optional: what is absent comes from the type's definition. */
export interface CardDefinition {
  readonly type: string;
  /** Instead of the lines of `summary`. */
  readonly Face?: ComponentType<CardFaceProps>;
  /** Instead of the generated controls of the config fields named in `formFields`. */
  readonly Form?: ComponentType<CardFormProps>;
  readonly formFields?: readonly string[];
  /** A finished value in the type's own words, for the output tab; null leaves it to the plain view. */
  readonly output?: (value: Json) => ReactNode | null;
  /** The same in at most two short lines of text, for the node itself; null leaves it to the plain preview. */
  readonly preview?: (value: Json) => readonly string[] | null;
}

/** The cards of all node types that have one. Handed to the canvas as an argument. */
export interface Cards {
  get(type: string): CardDefinition | undefined;
}

/** Declares the drawn side of a node type. */
export function defineCard(card: CardDefinition): CardDefinition {
  return card;
}
