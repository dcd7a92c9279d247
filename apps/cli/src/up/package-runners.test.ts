import { describe, expect, test } from "vitest";
import { runnersAmong } from "./package-runners.ts";

const script = { pid: 5, argv: ["sh", "-c", "node apps/cli/src/main.ts up"] };
const pnpm = { pid: 4, argv: ["pnpm", "start"] };
const npmShell = { pid: 3, argv: ["sh", "-c", "'pnpm' start"] };
const npx = { pid: 2, argv: ["npm exec pnpm start", ""] };
const terminal = { pid: 9, argv: ["bash"] };

describe("runnersAmong", () => {
  test("npx -y pnpm start: up to npx, and not the person's shell", () => {
    expect(runnersAmong([script, pnpm, npmShell, npx, terminal])).toEqual([script, pnpm, npmShell, npx]);
  });

  test("a shell above the runners may end by itself", () => {
    const launcher = { pid: 8, argv: ["bash", "-c", "npx -y pnpm start & sleep 5"] };
    expect(runnersAmong([script, pnpm, npmShell, npx, launcher, terminal])).toEqual([script, pnpm, npmShell, npx]);
  });

  test("started by hand: nobody", () => {
    expect(runnersAmong([terminal])).toEqual([]);
    expect(runnersAmong([{ pid: 7, argv: ["sh", "-c", "node apps/cli/src/main.ts up"] }, terminal])).toEqual([]);
  });

  test("node with the path of a runner's script is one", () => {
    const npm = { pid: 6, argv: ["/usr/bin/node", "/usr/lib/node_modules/npm/bin/npm-cli.js", "start"] };
    expect(runnersAmong([script, npm, terminal])).toEqual([script, npm]);
  });
});
