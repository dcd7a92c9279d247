import type { Json } from "@orrery/node-kit";
import { types } from "pg";

const { builtins } = types;

/** What pg reads itself into lists, numbers, dates and bytes; all other types stay the text that Postgres writes. */
const listed: ReadonlySet<number> = new Set([
  1000, 1001, 1005, 1007, 1009, 1014, 1015, 1016, 1021, 1022, 1115, 1182, 1183, 1185, 1231, 199, 3807, 2951,
]);

/** How the text of a value of this type (by its OID) becomes JSON. Numbers that a double cannot hold stay text. */
export function jsonOfColumn(oid: number): (text: string) => Json {
  switch (oid) {
    case builtins.BOOL:
      return (text) => text === "t";
    case builtins.INT2:
    case builtins.INT4:
    case builtins.INT8:
    case builtins.OID:
    case builtins.FLOAT4:
    case builtins.FLOAT8:
    case builtins.NUMERIC:
      return exactNumber;
    case builtins.JSON:
    case builtins.JSONB:
      return (text) => JSON.parse(text) as Json;
    case builtins.TIMESTAMPTZ:
      return isoTime;
    case builtins.BYTEA:
      return (text) => Buffer.from(text.replace(/^\\x/, ""), "hex").toString("base64");
    default:
      return listed.has(oid) ? (text) => plainJson(types.getTypeParser(oid)(text)) : (text) => text;
  }
}

/** The number where it is the same one, however it is written (`1.50` is 1.5); otherwise the text, exactly. */
function exactNumber(text: string): Json {
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  return digitsOf(text) === digitsOf(String(number)) ? number : text;
}

/** Sign, digits and place of the point, one spelling for each number. */
function digitsOf(text: string): string {
  const [, sign = "", whole = "", part = "", power = "0"] = /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = `${whole}${part}`.replace(/^0+/, "");
  const bare = digits.replace(/0+$/, "");
  const exponent = Number(power) - part.length + (digits.length - bare.length);
  return bare === "" ? "0" : `${sign}${bare}e${exponent}`;
}

/** `2026-11-24 03:39:00.5+00` as ISO 8601 in UTC; what no date can hold (infinity, years before Christ) stays text. */
function isoTime(text: string): Json {
  const at = new Date(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}

function plainJson(value: unknown): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Buffer.isBuffer(value)) return value.toString("base64");
  if (Array.isArray(value)) return value.map(plainJson);
  return JSON.parse(JSON.stringify(value) ?? "null") as Json;
}
