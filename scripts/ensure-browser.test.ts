import { expect, test } from "vitest";
import { adviceFor, lastError, mayInstall } from "./ensure-browser.ts";

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n';
const UBUNTU = 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n';

test("only root on Debian has a browser installed for them", () => {
  const may = [DEBIAN, UBUNTU, ""].map((osRelease) => [true, false].map((isRoot) => mayInstall({ osRelease, isRoot })));
  expect(may).toEqual([
    [true, false],
    [false, false],
    [false, false],
  ]);
});

test("everybody else is told how to get one", () => {
  expect([DEBIAN, UBUNTU].map(adviceFor)).toEqual([
    "There is no browser on this machine: install one with `apt-get install chromium` as root, and run the tests again.",
    "There is no browser on this machine: install one with `npx -y pnpm --dir e2e exec playwright install --with-deps chromium`, and run the tests again.",
  ]);
});

test("of all that apt-get says, its last error is what counts", () => {
  const output = "Reading package lists...\nE: Could not open lock file.\nE: Unable to locate package chromium.\n";
  expect([lastError(output), lastError("Reading package lists...")]).toEqual([
    "Unable to locate package chromium",
    undefined,
  ]);
});
