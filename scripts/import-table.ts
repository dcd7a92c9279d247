/** Packages that know nothing of the outside: no Node, no React, no clock, no chance. */
export const PURE = ["expr", "graph", "node-kit", "plan", "engine", "ports", "foreign"] as const;

/** Which of our packages each package may import. What is not here may not be imported. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  expr: [],
  graph: ["expr"],
  "node-kit": ["graph", "expr"],
  foreign: ["graph", "expr"],
  plan: ["graph", "expr", "node-kit"],
  engine: ["plan"],
  ports: ["engine", "plan", "node-kit"],
  egress: ["node-kit"],
  models: ["node-kit", "ports", "egress"],
  mcp: ["node-kit", "plan", "ports", "egress"],
  protocols: ["node-kit", "ports", "egress"],
  memory: ["node-kit", "ports"],
  db: ["ports", "engine", "plan"],
  runner: ["engine", "plan", "expr", "ports", "node-kit", "egress"],
  services: ["graph", "plan", "engine", "ports", "node-kit", "egress", "db", "viewer", "foreign"],
  api: ["services", "graph", "plan", "engine"],
  ui: [],
  sandbox: [],
  canvas: ["graph", "expr", "plan", "engine", "node-kit", "ui", "foreign"],
  nodes: ["node-kit", "ui", "sandbox"],
  viewer: ["engine", "plan"],
};

const SERVER_APP = [
  ...PURE,
  "runner",
  "models",
  "memory",
  "mcp",
  "egress",
  "protocols",
  "db",
  "api",
  "services",
  "nodes",
  "viewer",
];

/** Which of our packages each app may import. No app imports another, but the CLI's `run`, which is an executor for one run. */
export const APP_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  executor: SERVER_APP,
  cli: [...SERVER_APP, "executor"],
  studio: [...PURE, "api", "services", "db", "canvas", "ui", "nodes", "viewer", "models", "memory", "mcp", "egress"],
};
