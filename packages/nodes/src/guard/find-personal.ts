export type PersonalKind = "email" | "phone" | "card" | "iban" | "ip" | "secret";

export interface Finding {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
}

/** Every repetition is bounded, so that matching takes time in proportion to the text. */
const patterns: Readonly<Record<PersonalKind, RegExp>> = {
  email: /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/g,
  iban: /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])/g,
  card: /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g,
  phone:
    /(?<![\w+])(?:\+|00)\d{1,3}(?:[ ./()-]{0,3}\d){6,13}(?!\d)|(?<![\w+.])0\d{1,4}(?:[ /-]{1,2}\d{2,4}){2,4}(?!\d)/g,
  ip: /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g,
  secret:
    /(?<![A-Za-z0-9])(?:sk-[A-Za-z0-9_-]{16,200}|gh[pousr]_[A-Za-z0-9]{20,200}|AKIA[A-Z0-9]{16}|xox[abprs]-[A-Za-z0-9-]{10,200}|eyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,2000}|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)/g,
};

const confirm: Partial<Readonly<Record<PersonalKind, (found: string) => boolean>>> = {
  card: passesLuhn,
  iban: passesMod97,
  ip: (found) => found.split(".").every((part) => Number(part) <= 255),
};

/** Where a text has what looks like this kind of data, in order and without overlaps; the first kind named wins. */
export function findPersonal(text: string, kinds: readonly PersonalKind[]): readonly Finding[] {
  const all = kinds.flatMap((kind) =>
    Array.from(text.matchAll(patterns[kind]))
      .filter(([found]) => confirm[kind]?.(found) ?? true)
      .map((match): Finding => ({ kind, start: match.index, end: match.index + match[0].length })),
  );
  let reached = 0;
  return all
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      if (start < reached) return false;
      reached = end;
      return true;
    });
}

/** The text with each finding replaced by its kind in brackets. */
export function maskPersonal(text: string, findings: readonly Finding[]): string {
  let masked = "";
  let at = 0;
  for (const { kind, start, end } of findings) {
    masked += `${text.slice(at, start)}[${kind}]`;
    at = end;
  }
  return masked + text.slice(at);
}

/** The check digit of payment cards (ISO/IEC 7812). */
function passesLuhn(found: string): boolean {
  const digits = found.replace(/\D/g, "");
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const counted = place % 2 === 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

/** The check digits of IBANs (ISO 13616). */
function passesMod97(found: string): boolean {
  const bare = found.replaceAll(" ", "");
  if (bare.length < 15 || bare.length > 34) return false;
  let rest = 0;
  for (const sign of bare.slice(4) + bare.slice(0, 4)) {
    for (const digit of Number.parseInt(sign, 36).toString()) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}
