import type { Json, JsonObject } from "@orrery/node-kit";
import { classify } from "./classify.ts";
import { addressesIn, datesIn, emailsIn, namesIn, numbersIn, phonesIn } from "./extract-values.ts";
import { type FillPlace, fillSchema } from "./fill-schema.ts";
import { isList, isObject, numberAt, resolveSchema, textAt, typesOf } from "./read-schema.ts";
import { sentencesOf } from "./sentences.ts";
import { summarise } from "./summarise.ts";
import { stem, wordsOf } from "./terms.ts";

const usualCount = 5;
const maxCount = 100;

/** The words a text comes back to, the most frequent first, in the spelling they have there. */
function keywordsOf(text: string): readonly string[] {
  const counts = new Map<string, { word: string; count: number }>();
  for (const word of wordsOf(text)) {
    const key = stem(word);
    const entry = counts.get(key);
    if (entry) entry.count += 1;
    else if (word.length > 3 && /\p{L}/u.test(word)) counts.set(key, { word, count: 1 });
  }
  return [...counts.values()]
    .toSorted((a, b) => b.count - a.count || b.word.length - a.word.length)
    .map(({ word }) => word);
}

function textsFor(place: FillPlace, wanted: number): readonly string[] {
  const { name, source } = place;
  if (/e-?mail/i.test(name)) return emailsIn(source);
  if (/url|link/i.test(name)) return addressesIn(source);
  if (/phone/i.test(name)) return phonesIn(source);
  if (/date|deadline/i.test(name)) return datesIn(source).map(({ date }) => date);
  if (/name|people|persons?$|compan|organi[sz]ation|author/i.test(name)) return namesIn(source);
  if (/keyword|tag|topic|term/i.test(name)) return keywordsOf(source).slice(0, wanted);
  const items = sentencesOf(source).filter((sentence) => sentence.item);
  if (items.length > 0) return items.map((sentence) => sentence.text);
  const lines = summarise(source, { topic: `${name} ${place.instructions}`, sentences: wanted, bullets: true });
  return lines === "" ? [] : lines.split("\n").map((line) => line.replace(/^- /, ""));
}

function choicesFor(values: readonly Json[], place: FillPlace): readonly Json[] {
  const [first, ...others] = values.filter((value) => typeof value === "string");
  if (first === undefined) return [];
  const { label, scores } = classify(place.source, [first, ...others], place.instructions);
  const spoken = scores.filter(({ score }) => score >= 1).map((one) => one.label);
  return spoken.length > 0 ? spoken : [label];
}

/** Entries of a list: what the text holds of the form that is asked for, one for each item or paragraph for objects. */
export function fillList(schema: JsonObject, place: FillPlace): readonly Json[] | undefined {
  const items = resolveSchema(schema.items, place.root);
  const least = numberAt(schema, "minItems") ?? 0;
  const most = Math.min(numberAt(schema, "maxItems") ?? maxCount, maxCount);
  const wanted = Math.min(Math.max(usualCount, least), most);
  const found = entriesOf(items, { ...place, name: place.name || textAt(schema, "title") }, wanted);
  return found.length === 0 && least > 0 ? undefined : found.slice(0, most);
}

function entriesOf(items: JsonObject, place: FillPlace, wanted: number): readonly Json[] {
  if (isList(items.enum)) return choicesFor(items.enum, place);
  const [type] = typesOf(items);
  if (type === "number" || type === "integer") {
    const numbers = numbersIn(place.source).map(({ value }) => value);
    return type === "integer" ? numbers.filter(Number.isInteger) : numbers;
  }
  if (type === "object" && isObject(items.properties)) {
    const listed = sentencesOf(place.source).filter((sentence) => sentence.item);
    const parts = listed.length > 0 ? listed.map((one) => one.text) : place.source.split(/\n\s*\n/);
    return parts
      .filter((part) => part.trim() !== "")
      .slice(0, maxCount)
      .flatMap((part) => fillSchema(items, { ...place, source: part, depth: place.depth + 1 }) ?? []);
  }
  return type === "string" ? textsFor(place, wanted) : [];
}
