import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { IConfiguration, IForbiddenRuleType } from "dependency-cruiser";
import { z } from "zod";
import { APP_MAY_IMPORT, MAY_IMPORT, PURE } from "./import-table.ts";

const TEST = "[.]test[.]tsx?$|/testing/|/conformance/";
const manifest = z.object({ exports: z.record(z.string(), z.unknown()).exactOptional() });

/** The table of imports as rules for dependency-cruiser. `root` is the tree that is cruised. */
export function importRules(root: string): IConfiguration {
  return {
    forbidden: [
      ...Object.entries(MAY_IMPORT).flatMap(([name, allowed]) => onlyOurs(`packages/${name}`, allowed)),
      ...Object.entries(APP_MAY_IMPORT).flatMap(([name, allowed]) => onlyOurs(`apps/${name}`, allowed)),
      ...pureRules(),
      ...nodeFaceRules(),
      ...studioRules(),
      {
        name: "face",
        comment: "A package is entered by what its package.json exports, not by a path into it.",
        severity: "error",
        from: { path: "^(packages|apps)/([^/]+)/" },
        to: { path: "^packages/", pathNot: ["^packages/$2/", ...faces(root)] },
      },
      { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    ],
    options: {
      baseDir: root,
      doNotFollow: { path: "node_modules|(^|/)generated/" },
      exclude: { path: "(^|/)([.]next|generated)/|[.]d[.]ts$" },
      tsPreCompilationDeps: true,
      enhancedResolveOptions: {
        exportsFields: ["exports"],
        conditionNames: ["import", "node", "default", "types"],
        extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
      },
    },
  };
}

function folderOf(name: string): string {
  return Object.hasOwn(APP_MAY_IMPORT, name) ? `apps/${name}` : `packages/${name}`;
}

function onlyOurs(folder: string, allowed: readonly string[]): IForbiddenRuleType[] {
  const rule = (suffix: string, from: IForbiddenRuleType["from"], names: readonly string[]): IForbiddenRuleType => ({
    name: `only-${folder.replace("/", "-")}${suffix}`,
    comment: `${folder} may import: ${names.join(", ") || "none of our packages"}.`,
    severity: "error",
    from,
    to: {
      path: "^(packages|apps|bench|chaos|e2e)/",
      pathNot: [folder, ...names.map(folderOf)].map((path) => `^${path}/`),
    },
  });
  return [
    rule("", { path: `^${folder}/`, pathNot: TEST }, allowed),
    // Tests may hold a package against the real node types.
    rule("-tests", { path: `^${folder}/.*(${TEST})` }, [...allowed, "nodes"]),
  ];
}

function pureRules(): IForbiddenRuleType[] {
  const path = `^packages/(${PURE.join("|")})/`;
  return [
    {
      name: "pure-no-node",
      severity: "error",
      from: { path, pathNot: TEST },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "pure-no-react",
      comment: "Only the browser face of node-kit speaks of React, and of its types alone.",
      severity: "error",
      from: { path, pathNot: [TEST, "^packages/node-kit/src/card[.]ts$"] },
      to: { path: "node_modules/(react|react-dom|next|pg)/|^(react|react-dom|next|pg)(/|$)" },
    },
    {
      name: "browser-no-node",
      severity: "error",
      from: {
        path: "^packages/(canvas|ui|viewer)/",
        pathNot: [TEST, "^packages/viewer/src/bundle/build-viewer[.]ts$"],
      },
      to: { dependencyTypes: ["core"] },
    },
  ];
}

function nodeFaceRules(): IForbiddenRuleType[] {
  const cards = "^packages/nodes/src/(cards[.]ts|[^/]+/.*card[.]tsx)$";
  const runtimes = "^packages/nodes/src/(runtimes[.]ts|.*runtime[.]ts)$";
  const catalog = "^packages/nodes/src/(catalog[.]ts|[^/]+/definition[.]ts)$";
  return [
    {
      name: "card-reaches-runtime",
      comment: "Server code would come to the browser.",
      severity: "error",
      from: { path: cards },
      to: { path: runtimes, reachable: true },
    },
    {
      name: "catalog-reaches-runtime",
      severity: "error",
      from: { path: catalog },
      to: { path: `${runtimes}|${cards}|^packages/ui/`, reachable: true },
    },
    {
      name: "runtime-imports-card",
      severity: "error",
      from: { path: runtimes },
      to: { path: `${cards}|^packages/ui/` },
    },
    {
      name: "card-imports-node",
      severity: "error",
      from: { path: `${cards}|${catalog}` },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "server-app-imports-cards",
      severity: "error",
      from: { path: "^apps/(executor|cli)/" },
      to: { path: cards },
    },
  ];
}

function studioRules(): IForbiddenRuleType[] {
  return [
    {
      name: "studio-no-runtimes",
      severity: "error",
      from: { path: "^apps/studio/" },
      to: { path: "^packages/nodes/src/runtimes[.]ts$" },
    },
    {
      name: "studio-server-files-only",
      comment: "models, memory, mcp and egress are imported in *.server.ts files and server folders only.",
      severity: "error",
      from: { path: "^apps/studio/", pathNot: "[.]server[.]ts$|/server/" },
      to: { path: "^packages/(models|memory|mcp|egress)/" },
    },
  ];
}

/** The files behind the `exports` of all packages, as patterns. */
function faces(root: string): string[] {
  return readdirSync(join(root, "packages")).flatMap((name) => {
    const text = readFileSync(join(root, "packages", name, "package.json"), "utf8");
    const files = Object.values(manifest.parse(JSON.parse(text)).exports ?? {}).flatMap(fileOf);
    return files.map((file) => `^packages/${name}/${file.replace(/^[.]\//, "").replaceAll(".", "[.]")}$`);
  });
}

function fileOf(target: unknown): string[] {
  if (typeof target === "string") return [target];
  if (typeof target !== "object" || target === null) return [];
  return Object.values(target).flatMap(fileOf);
}
