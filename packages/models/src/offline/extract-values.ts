const maxFound = 1_000;

/** Values that can be told by their form, each in the order of the text, none twice, at most 1,000. */
function all(text: string, pattern: RegExp): readonly string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(pattern)) {
    if (found.size === maxFound) break;
    found.add(match[0].replace(/[.,;:!?)\]]{1,20}$/, ""));
  }
  return [...found];
}

export function emailsIn(text: string): readonly string[] {
  return all(text, /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g);
}

export function addressesIn(text: string): readonly string[] {
  return all(text, /https?:\/\/[^\s<>"'`]+/g);
}

export function phonesIn(text: string): readonly string[] {
  return all(text, /(?<![\w.])\+?\d[\d\s()/-]{6,17}\d(?!\w)/g)
    .map((phone) => phone.trim())
    .filter((phone) => !/^\d{4}-\d{2}-\d{2}/.test(phone));
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const monthName = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";

function isoDate(year: string, month: number, day: string): string | null {
  const text = `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : null;
}

export interface FoundDate {
  readonly date: string;
  readonly at: number;
}

/** Dates as `YYYY-MM-DD`, with their places: ISO ones, `31.12.2026`, `31 December 2026`, `December 31, 2026`. */
export function datesIn(text: string): readonly FoundDate[] {
  const found: { readonly at: number; readonly date: string | null }[] = [];
  const collect = (pattern: RegExp, read: (match: RegExpExecArray) => string | null) => {
    for (const match of text.matchAll(pattern)) found.push({ at: match.index, date: read(match) });
  };
  const month = (name: string | undefined) => months.indexOf((name ?? "").slice(0, 3).toLowerCase()) + 1;
  collect(/\b(\d{4})-(\d{2})-(\d{2})/g, (m) => isoDate(m[1] ?? "", Number(m[2]), m[3] ?? ""));
  collect(/\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/g, (m) => isoDate(m[3] ?? "", Number(m[2]), m[1] ?? ""));
  collect(new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\.?\\s+${monthName}\\s+(\\d{4})\\b`, "gi"), (m) =>
    isoDate(m[3] ?? "", month(m[2]), m[1] ?? ""),
  );
  collect(new RegExp(`\\b${monthName}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b`, "gi"), (m) =>
    isoDate(m[3] ?? "", month(m[1]), m[2] ?? ""),
  );
  const seen = new Set<string>();
  return found
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ date, at }) => {
      if (date === null || seen.has(date)) return [];
      seen.add(date);
      return [{ date, at }];
    });
}

export interface FoundNumber {
  readonly value: number;
  readonly at: number;
  /** A currency sign or code stands beside it. */
  readonly money: boolean;
}

/** Numbers with their places; `1,234.50` and `1 234,50` are read by their last mark; those in dates and versions are not. */
export function numbersIn(text: string): readonly FoundNumber[] {
  const pattern =
    /(?<![\w.:/-])([$€£¥]\s?|(?:usd|eur|gbp|chf)\s)?(-?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|-?\d+(?:[.,]\d+)?)(?![\d]*[.:/-]\d)(\s?[$€£¥]|\s(?:usd|eur|gbp|chf|dollars?|euros?)\b)?/gi;
  const matches = text.matchAll(pattern).take(maxFound);
  return Array.from(matches, (match) => {
    const digits = match[2] ?? "";
    const grouped = /[, ]\d{3}(?:\D|$)/.test(digits);
    const value = Number(grouped ? digits.replace(/[, ]/g, "") : digits.replace(",", "."));
    return { value, at: match.index, money: match[1] !== undefined || match[3] !== undefined };
  }).filter(({ value }) => Number.isFinite(value));
}

const notNames = new Set(
  `The This That These Those A An And But Or If When While We You He She They It I In On At To For From With By Our Your My His
  Her Their There Here What Which Who How Why Where Please Thank Thanks Hello Hi Dear Regards Best Monday Tuesday Wednesday
  Thursday Friday Saturday Sunday January February March April May June July August September October November December
  All No Not Nobody Everyone Everybody Since Today Tomorrow Yesterday Could Can Would Should Is Are Was Were Do Does Did
  Added Fixed Changed Removed New Also Then After Before As So Yes`.split(/\s+/),
);

/** Words or groups of words in capitals that look like names of people or firms. */
export function namesIn(text: string): readonly string[] {
  const groups = text
    .matchAll(/\p{Lu}[\p{L}'’-]+(?:[ ]+(?:(?:de|van|von|der|da|of)[ ]+)?\p{Lu}[\p{L}'’-]+)*(?!\s*[:=])/gu)
    .take(maxFound);
  const names = Array.from(groups, (match) => {
    const words = match[0].split(/\s+/);
    while (words.length > 0 && notNames.has(words[0] ?? "")) words.shift();
    return words.join(" ").replace(/['’]s$/, "");
  });
  return [...new Set(names.filter((name) => name.length > 1))];
}

/** The text behind `key:` at the start of a line, for any spelling of the key; null where there is none. */
export function valueOfKey(text: string, key: string): string | null {
  const words = key.replace(/([a-z])([A-Z])/g, "$1 $2").split(/[\s_-]+/);
  const spelled = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[\\s_-]*");
  const line = new RegExp(
    `^[ \\t>*_-]{0,20}${spelled}[*_]{0,3}[ \\t]{0,20}[:=][ \\t*_]{0,20}(\\S.{0,2000})$`,
    "im",
  ).exec(text);
  return line?.[1]?.trim() ?? null;
}
