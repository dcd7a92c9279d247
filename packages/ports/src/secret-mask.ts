import type { Json } from "@orrery/plan";

/** What stands where a secret was. */
export const HIDDEN = "[hidden]";

/** Shorter values are not hidden: they would be found everywhere. Credentials may not be shorter either. */
export const shortestSecret = 8;

const mostKnown = 2_000;

/** Hides values that were told to it, and their usual encodings, in whatever is about to be kept or shown. */
export interface SecretMask {
  learn(value: string): void;
  text(text: string): string;
  /** The same value where there is nothing to hide. */
  json(value: Json): Json;
  /** Hides in text that comes in pieces: keeps back an end that may be the beginning of a secret until `end` gives it. */
  pieces(): { push(piece: string): string; end(): string };
}

/** Knows nothing and hides nothing. */
export function createSecretMask(): SecretMask {
  const known = new Set<string>();
  let needles: readonly string[] = [];

  const text = (whole: string): string => {
    let left = whole;
    for (const needle of needles) if (left.includes(needle)) left = left.replaceAll(needle, HIDDEN);
    return left;
  };

  const json = (value: Json): Json => {
    if (needles.length === 0) return value;
    return walk(value);
  };

  const walk = (value: Json): Json => {
    if (typeof value === "string") return text(value);
    if (typeof value === "number") return needles.includes(String(value)) ? HIDDEN : value;
    if (value === null || typeof value !== "object") return value;
    if (isList(value)) {
      const walked = value.map(walk);
      return walked.some((one, at) => one !== value[at]) ? walked : value;
    }
    const entries = Object.entries(value);
    const walked = entries.map(([key, one]) => [text(key), walk(one)] as const);
    const isSame = walked.every(([key, one], at) => key === entries[at]?.[0] && one === entries[at]?.[1]);
    return isSame ? value : Object.fromEntries(walked);
  };

  return {
    learn(value) {
      if (value.length < shortestSecret || known.has(value)) return;
      if (known.size >= mostKnown) known.delete(known.values().next().value ?? "");
      known.add(value);
      // The longest first: a part of a longer form must not be hidden before the whole.
      needles = [...new Set([...known].flatMap(formsOf))].toSorted((a, b) => b.length - a.length);
    },
    text,
    json,
    pieces() {
      let kept = "";
      return {
        push(piece) {
          const whole = text(kept + piece);
          const back = endThatMayBegin(whole, needles);
          kept = whole.slice(whole.length - back);
          return whole.slice(0, whole.length - back);
        },
        end() {
          const rest = text(kept);
          kept = "";
          return rest;
        },
      };
    },
  };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** How many characters of the end are the beginning of a needle, and not all of it. */
function endThatMayBegin(text: string, needles: readonly string[]): number {
  let longest = 0;
  for (const needle of needles) {
    for (let size = Math.min(needle.length - 1, text.length); size > longest; size -= 1) {
      if (text.endsWith(needle.slice(0, size))) longest = size;
    }
  }
  return longest;
}

/**
 * The value as it stands in texts: raw, in JSON, in addresses and forms, in hexadecimal, and anywhere inside base64; and as the
 * bytes of UTF-8 read one sign each, which is how files are looked through.
 */
function formsOf(value: string): readonly string[] {
  const url = encodeURIComponent(value);
  const strict = url.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  const escapes = (text: string) => text.replace(/%[0-9A-F]{2}/g, (found) => found.toLowerCase());
  const bytes = new TextEncoder().encode(value);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const json = JSON.stringify(value).slice(1, -1);
  const bytewise = String.fromCharCode(...bytes);
  const forms = [value, bytewise, json, url, strict, strict.replaceAll("%20", "+"), escapes(url), escapes(strict)];
  return [...forms, hex, hex.toUpperCase(), ...[0, 1, 2].flatMap((at) => insideBase64(bytes, at))].filter(
    (form) => form.length >= shortestSecret,
  );
}

/**
 * What is certain of the base64 (RFC 4648 §4 and §5) of a text in which the bytes begin at a place that is `shift` modulo 3:
 * the characters that no neighbour has a part in.
 */
function insideBase64(bytes: Uint8Array, shift: number): readonly string[] {
  const padded = new Uint8Array(shift + bytes.length);
  padded.set(bytes, shift);
  const text = btoa(String.fromCharCode(...padded)).replace(/=+$/, "");
  const first = Math.ceil((shift * 8) / 6);
  const last = Math.floor(((shift + bytes.length) * 8) / 6);
  const certain = text.slice(first, last);
  return [certain, certain.replaceAll("+", "-").replaceAll("/", "_")];
}
