import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { definitions } from "../packages/nodes/src/catalog.gen.ts";

const icons = resolve(import.meta.dirname, "../packages/ui/node_modules/lucide-react/dist/esm/icons");

/**
 * The icons of all node types as one path each, for pages and pictures without React: of the same package and by the same names
 * as the editor's, so that a type looks the same on both.
 */
export function nodeIconPaths(): string {
  const names = [...new Set(definitions.map(({ icon }) => icon))].toSorted();
  return [
    "// Made by `pnpm generate:files` from the icons of the node types; not edited by hand. The paths are Lucide's (lucide.dev, ISC licence).",
    "export const NODE_ICON_PATH: Readonly<Record<string, string>> = {",
    ...names.map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify(iconPath(name))},`),
    "};",
    "",
  ].join("\n");
}

/** Throws where Lucide has no such icon, or it has a shape that is not known here. */
function iconPath(name: string): string {
  const file = join(icons, `${name}.mjs`);
  if (!existsSync(file)) throw new Error(`Lucide has no icon ${name}.`);
  const text = readFileSync(file, "utf8");
  const other = /export \{ default \} from '\.\/([\w-]+)\.mjs'/.exec(text)?.[1];
  if (other !== undefined) return iconPath(other);
  const data = text.slice(text.indexOf("node: ["), text.indexOf("__iconData.node"));
  const shapes = [...data.matchAll(/\[\s*"(\w+)",\s*\{([^}]*)\}\s*\]/g)].map(([, shape = "", attributes = ""]) =>
    shapePath(shape, attributesIn(attributes)),
  );
  if (shapes.length === 0) throw new Error(`The icon ${name} could not be read.`);
  return shapes.join("");
}

function attributesIn(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/(\w+):\s*"([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

function shapePath(shape: string, given: Readonly<Record<string, string>>): string {
  const n = (name: string): number => Number(given[name] ?? 0);
  switch (shape) {
    case "path":
      return fromItself(given.d ?? "");
    case "circle":
      return ellipse(n("cx"), n("cy"), n("r"), n("r"));
    case "ellipse":
      return ellipse(n("cx"), n("cy"), n("rx"), n("ry"));
    case "line":
      return `M${n("x1")} ${n("y1")}L${n("x2")} ${n("y2")}`;
    case "polyline":
    case "polygon":
      return `M${given.points ?? ""}${shape === "polygon" ? "z" : ""}`;
    case "rect":
      return roundedRect(n("x"), n("y"), { width: n("width"), height: n("height"), r: n("rx") || n("ry") });
    default:
      throw new Error(`No path is known for <${shape}>.`);
  }
}

/** A path that can follow another: it says where it begins, and its lines go on from there. */
function fromItself(d: string): string {
  const number = String.raw`-?(?:\d+\.?\d*|\.\d+)`;
  const [, x, y, rest] = new RegExp(`^m\\s*(${number})[\\s,]*(${number})(.*)$`, "s").exec(d) ?? [];
  if (x === undefined || y === undefined || rest === undefined) return d;
  return `M${x} ${y}${/^[\s,]*[-.\d]/.test(rest) ? `l${rest.trim()}` : rest}`;
}

function ellipse(cx: number, cy: number, rx: number, ry: number): string {
  return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0 ${rx} ${ry} 0 1 0-${2 * rx} 0`;
}

function roundedRect(
  x: number,
  y: number,
  { width, height, r }: { readonly width: number; readonly height: number; readonly r: number },
): string {
  const [across, down] = [width - 2 * r, height - 2 * r];
  if (r === 0) return `M${x} ${y}h${width}v${height}h-${width}z`;
  const corner = (dx: number, dy: number): string => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return `M${x + r} ${y}h${across}${corner(r, r)}v${down}${corner(-r, r)}h-${across}${corner(-r, -r)}v-${down}${corner(r, -r)}z`;
}
