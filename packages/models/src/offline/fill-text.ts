import type { JsonObject } from "@orrery/node-kit";
import { addressesIn, datesIn, emailsIn, namesIn, phonesIn, valueOfKey } from "./extract-values.ts";
import type { FillPlace } from "./fill-schema.ts";
import { nearest, nearestPlace } from "./nearest-place.ts";
import { numberAt, textAt } from "./read-schema.ts";
import { readWishes } from "./read-wishes.ts";
import { sentencesOf } from "./sentences.ts";
import { shorten, summarise } from "./summarise.ts";
import { similarity, termsOf } from "./terms.ts";

function summaryOf(place: FillPlace, description: string, sentences?: number): string {
  const wishes = readWishes(`${description} ${place.instructions}`);
  return summarise(place.source, { ...wishes, bullets: false, ...(sentences !== undefined && { sentences }) });
}

/** The sentence most like the name and description of the field; null where none shares a word. */
function likestSentence(place: FillPlace, words: string): string | null {
  const wanted = new Set(termsOf(words));
  let best: { text: string; score: number } | null = null;
  for (const { text } of sentencesOf(place.source)) {
    const score = similarity(new Set(termsOf(text)), wanted);
    if (score > (best?.score ?? 0)) best = { text, score };
  }
  return best?.text ?? null;
}

/** The date that stands nearest to the words of the field. */
function dateFor(place: FillPlace, description: string): string | undefined {
  const words = `${place.name.replace(/date$/i, "")} ${description}`;
  return nearest(datesIn(place.source), nearestPlace(place.source, words))?.date;
}

/** Names of several words are surer signs than single words in capitals. */
function nameFor(source: string): string | undefined {
  const names = namesIn(source);
  return names.find((name) => name.includes(" ")) ?? names[0];
}

function byFormat(format: string, place: FillPlace, description: string): string | undefined | null {
  const { source } = place;
  switch (format) {
    case "email":
      return emailsIn(source)[0];
    case "uri":
    case "url":
      return addressesIn(source)[0];
    case "date":
      return dateFor(place, description);
    case "date-time": {
      const date = dateFor(place, description);
      return date === undefined ? undefined : `${date}T00:00:00Z`;
    }
    default:
      return null;
  }
}

/** By the name of the field; null where the name says nothing about the form of its text. */
function byName(name: string, place: FillPlace, description: string): string | undefined | null {
  const { source } = place;
  if (/e-?mail/i.test(name)) return emailsIn(source)[0];
  if (/(?:url|link|website|homepage)$/i.test(name)) return addressesIn(source)[0];
  if (/phone|tel(?:ephone)?$/i.test(name)) return phonesIn(source)[0];
  if (/date$|deadline|due|day$/i.test(name)) return dateFor(place, description);
  if (/because|reason|why|evidence|explanation|rationale|justif|quote/i.test(name)) {
    return place.evidence ?? likestSentence(place, description) ?? summaryOf(place, description, 1);
  }
  if (/summary|digest|overview|abstract|tldr|description|gist/i.test(name)) return summaryOf(place, description);
  if (/title|headline|subject|topic/i.test(name))
    return shorten(summaryOf(place, description, 1).replace(/\.$/, ""), 80);
  if (/name|person|customer|company|organi[sz]ation|author|sender|contact/i.test(name)) return nameFor(source);
  return null;
}

/** A text for one field: the value behind `name:`, else one of the form the field asks for, else the likest sentence. */
export function fillText(schema: JsonObject, place: FillPlace): string | undefined {
  const description = `${textAt(schema, "title")} ${textAt(schema, "description")}`.trim();
  const formed = byFormat(textAt(schema, "format"), place, description);
  const keyed = place.name === "" || formed !== null ? null : valueOfKey(place.source, place.name);
  const named = formed === null && keyed === null ? byName(place.name, place, description) : null;
  const found =
    formed !== null
      ? formed
      : (keyed ??
        (named !== null
          ? named
          : (likestSentence(place, `${place.name} ${description}`) ?? summaryOf(place, description, 1))));
  if (found === undefined || found === "") return undefined;
  return shorten(found, numberAt(schema, "maxLength") ?? 2_000);
}
