import { afterEach, expect, test } from "vitest";
import { startSigningInServer } from "./testing/signing-in-server.ts";
import { createToolsBench, failureOf } from "./testing/tools-bench.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const redirectUrl = "http://127.0.0.1:3000/settings/mcp/callback";
const script = {
  tools: [{ name: "search", inputSchema: { type: "object" as const } }],
  call: () => ({ content: [{ type: "text" as const, text: "Moby Dick" }] }),
};

async function started(options: Parameters<typeof startSigningInServer>[1] & { readonly now?: () => number } = {}) {
  const place = await startSigningInServer(script, options);
  const bench = createToolsBench(place, {
    ...{ auth: { kind: "oauth" }, others: [place.authorityHost] },
    ...(options.now !== undefined && { now: options.now }),
  });
  open.push(
    () => place.closeAll(),
    () => bench.close(),
  );
  const begin = () => bench.tools.beginSignIn(bench.server, { redirectUrl, state: "state-1", known: bench.signIn });
  const signIn = async (): Promise<void> => {
    const begun = await begin();
    const back = await place.agree(begun.url);
    const code = back.searchParams.get("code") ?? "";
    const issuer = back.searchParams.get("iss");
    bench.signIn = await bench.tools.finishSignIn(bench.server, { begun, code, issuer });
  };
  return { place, bench, begin, signIn };
}

test("a server that wants somebody to sign in says so", async () => {
  const { bench } = await started();
  expect(await bench.tools.list("default", bench.server)).toMatchObject({
    ok: false,
    code: "MCP_SIGN_IN",
    signIn: true,
  });
});

test("a person signs in, and tools are listed and called with what that gave", async () => {
  const { place, bench, signIn } = await started();
  await signIn();
  expect(place.log.registered).toEqual([
    expect.objectContaining({ client_name: "Orrery", redirect_uris: [redirectUrl] }),
  ]);
  expect(place.log.tokenRequests).toEqual([
    expect.objectContaining({
      grant_type: "authorization_code",
      redirect_uri: redirectUrl,
      resource: `http://${place.host}/mcp`,
      code_verifier: expect.stringMatching(/^[A-Za-z0-9._~-]{43,128}$/),
    }),
  ]);
  await bench.approve("search");
  expect((await bench.call("search", {})).text).toBe("Moby Dick");
});

test("the address that the person opens asks by PKCE, for this server and with the state", async () => {
  const { place, begin } = await started();
  const { searchParams, host } = new URL((await begin()).url);
  expect({ host, ...Object.fromEntries(searchParams) }).toEqual({
    host: place.authorityHost,
    response_type: "code",
    client_id: "client-of-orrery",
    code_challenge: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    code_challenge_method: "S256",
    redirect_uri: redirectUrl,
    state: "state-1",
    resource: `http://${place.host}/mcp`,
  });
});

test("signing in again uses the registration from before", async () => {
  const { place, signIn } = await started();
  await signIn();
  await signIn();
  expect(place.log.registered).toHaveLength(1);
});

test("tokens that are over are renewed once, however many steps wait for them", async () => {
  let now = 1_000_000;
  const { place, bench, signIn } = await started({ now: () => now });
  await signIn();
  await bench.approve("search");
  place.log.good.clear();
  now += 3_600_000;
  const answers = await Promise.all([1, 2, 3].map(() => bench.call("search", {})));
  expect(answers.map(({ text }) => text)).toEqual(["Moby Dick", "Moby Dick", "Moby Dick"]);
  expect(place.log.tokenRequests.map(({ grant_type }) => grant_type)).toEqual(["authorization_code", "refresh_token"]);
});

test("tokens that cannot be renewed ask for a person", async () => {
  let now = 1_000_000;
  const { place, bench, signIn } = await started({ now: () => now });
  await signIn();
  await bench.approve("search");
  const kept = bench.signIn;
  now += 3_600_000;
  await bench.call("search", {});
  // Somebody put back what was there before: its refresh token has been used.
  bench.signIn = kept;
  expect(await failureOf(bench.call("search", {}))).toMatchObject({ code: "MCP_SIGN_IN", class: "permanent" });
  expect(place.log.tokenRequests).toHaveLength(3);
});

test("a code that another authorization server gave is not exchanged", async () => {
  const { place, bench, begin } = await started();
  const begun = await begin();
  const back = await place.agree(begun.url);
  const code = back.searchParams.get("code") ?? "";
  for (const issuer of ["https://evil.example", null]) {
    await expect(bench.tools.finishSignIn(bench.server, { begun, code, issuer })).rejects.toMatchObject({
      error: { code: "MCP_SIGN_IN" },
    });
  }
  expect(place.log.tokenRequests).toEqual([]);
});

test("a server that would have tokens for another one is not signed in to", async () => {
  const { begin, place } = await started({ resource: "https://bank.example/mcp" });
  await expect(begin()).rejects.toMatchObject({
    error: { code: "MCP_SIGN_IN", message: "The server names another one as what is signed in to." },
  });
  expect(place.log.registered).toEqual([]);
});
