import {
  type AuthorizationServerMetadata,
  discoverOAuthServerInfo,
  exchangeAuthorization,
  type OAuthClientInformationMixed,
  type OAuthTokens,
  refreshAuthorization,
  registerClient,
  resourceUrlFromServerUrl,
  startAuthorization,
  validateAuthorizationResponseIssuer,
} from "@modelcontextprotocol/client";
import type { Egress } from "@orrery/egress";
import { StepFailure } from "@orrery/node-kit";
import type { BegunSignIn, ToolDirectory, ToolServer, ToolSignIn } from "@orrery/ports";
import { refused, wantsSignIn } from "./refusals.ts";
import { serverFetch } from "./server-fetch.ts";
import { hostOfServer } from "./server-place.ts";

const patienceMs = 30_000;
const maxBytes = 1_000_000;

/** What is kept of who signs in for a server. Tokens go only where it stood when a person began to sign in. */
interface Authority {
  readonly url: string;
  readonly metadata: AuthorizationServerMetadata | null;
  readonly resource: string | null;
  /** Where the client is known: another address to come back to is another registration. */
  readonly redirectUrl: string;
}

function openFetch(egress: Egress, hosts: readonly string[]) {
  return serverFetch({ egress, hosts, maxBytes, header: null, signal: AbortSignal.timeout(patienceMs) });
}

/** OAuth 2.1 as MCP asks for it: discovery (RFC 9728, RFC 8414), registration (RFC 7591), PKCE, the resource (RFC 8707). */
export async function beginSignIn(
  egress: Egress,
  server: ToolServer,
  { redirectUrl, state, known }: Parameters<ToolDirectory["beginSignIn"]>[1],
): Promise<BegunSignIn> {
  const host = hostOfServer(server.url);
  // Who signs in is only known from what the server says: any host that the guard lets through, and nothing secret goes there.
  const fetchFn = openFetch(egress, ["host:*"]);
  return inWords(host, async () => {
    const info = await discoverOAuthServerInfo(server.url, { fetchFn });
    const metadata = info.authorizationServerMetadata ?? null;
    const authority: Authority = {
      url: info.authorizationServerUrl,
      metadata,
      resource: info.resourceMetadata === undefined ? null : resourceOf(server.url, info.resourceMetadata.resource),
      redirectUrl,
    };
    const before = known === null ? null : readAuthority(known);
    const isSame = before !== null && before.url === authority.url && before.redirectUrl === redirectUrl;
    const clientInformation =
      isSame && known?.client !== undefined
        ? readJson<OAuthClientInformationMixed>(known.client)
        : await registerClient(authority.url, {
            ...(metadata !== null && { metadata }),
            clientMetadata: {
              client_name: "Orrery",
              redirect_uris: [redirectUrl],
              grant_types: ["authorization_code", "refresh_token"],
              response_types: ["code"],
              token_endpoint_auth_method: "none",
            },
            fetchFn,
          });
    const scope = info.resourceMetadata?.scopes_supported?.join(" ");
    const { authorizationUrl, codeVerifier } = await startAuthorization(authority.url, {
      ...(metadata !== null && { metadata }),
      clientInformation,
      redirectUrl,
      state,
      ...(scope !== undefined && scope !== "" && { scope }),
      ...(authority.resource !== null && { resource: authority.resource }),
    });
    if (!isWebAddress(authorizationUrl)) throw refused("MCP_SIGN_IN", `${host} names no web address to sign in at.`);
    const signIn = { client: JSON.stringify(clientInformation), authority: JSON.stringify(authority) };
    return { url: authorizationUrl.href, signIn, verifier: codeVerifier, redirectUrl };
  });
}

export async function finishSignIn(
  egress: Egress,
  server: ToolServer,
  by: Parameters<ToolDirectory["finishSignIn"]>[1] & { readonly now: number },
): Promise<ToolSignIn> {
  const { begun, code, issuer, now } = by;
  const { signIn, verifier, redirectUrl } = begun;
  const authority = readAuthority(signIn);
  const host = hostOfServer(server.url);
  return inWords(host, async () => {
    const { metadata } = authority;
    validateAuthorizationResponseIssuer({
      iss: issuer ?? undefined,
      expectedIssuer: metadata?.issuer,
      issParameterSupported:
        metadata !== null && "authorization_response_iss_parameter_supported" in metadata
          ? metadata.authorization_response_iss_parameter_supported === true
          : false,
    });
    const tokens = await exchangeAuthorization(authority.url, {
      ...(metadata !== null && { metadata }),
      clientInformation: readJson<OAuthClientInformationMixed>(signIn.client ?? "{}"),
      authorizationCode: code,
      ...(issuer !== null && { iss: issuer }),
      codeVerifier: verifier,
      redirectUri: redirectUrl,
      ...(authority.resource !== null && { resource: new URL(authority.resource) }),
      fetchFn: openFetch(egress, tokenHosts(authority)),
    });
    return withTokens(signIn, tokens, now);
  });
}

/** Fresh tokens for those that are over. Throws `StepFailure` `MCP_SIGN_IN` where only a person can get others. */
export async function renewSignIn(
  egress: Egress,
  server: ToolServer,
  { signIn, now }: { readonly signIn: ToolSignIn; readonly now: number },
): Promise<ToolSignIn> {
  const host = hostOfServer(server.url);
  const refreshToken = signIn.tokens === undefined ? undefined : readJson<OAuthTokens>(signIn.tokens).refresh_token;
  if (refreshToken === undefined) throw wantsSignIn(host);
  const authority = readAuthority(signIn);
  const { metadata } = authority;
  return inWords(host, async () => {
    const tokens = await refreshAuthorization(authority.url, {
      ...(metadata !== null && { metadata }),
      clientInformation: readJson<OAuthClientInformationMixed>(signIn.client ?? "{}"),
      refreshToken,
      ...(authority.resource !== null && { resource: new URL(authority.resource) }),
      fetchFn: openFetch(egress, tokenHosts(authority)),
    });
    return withTokens(signIn, { ...tokens, refresh_token: tokens.refresh_token ?? refreshToken }, now);
  });
}

function withTokens(signIn: ToolSignIn, tokens: OAuthTokens, now: number): ToolSignIn {
  const { expiresAt: _, ...kept } = signIn;
  const lasts = tokens.expires_in;
  return {
    ...kept,
    tokens: JSON.stringify(tokens),
    ...(lasts !== undefined && { expiresAt: now + lasts * 1_000 }),
  };
}

/** Only the host that the person was sent to learns what they came back with. */
function tokenHosts({ url, metadata }: Authority): readonly string[] {
  return [new URL(metadata?.token_endpoint ?? url).host];
}

/** RFC 8707: what a token is for is this server, and no other that its metadata may name. */
function resourceOf(serverUrl: string, named: string): string {
  const own = resourceUrlFromServerUrl(serverUrl);
  const resource = URL.parse(named);
  const isOwn = resource !== null && resource.origin === own.origin && own.pathname.startsWith(resource.pathname);
  if (!isOwn) throw refused("MCP_SIGN_IN", "The server names another one as what is signed in to.");
  return named;
}

function isWebAddress({ protocol }: URL): boolean {
  return protocol === "https:" || protocol === "http:";
}

function readAuthority(signIn: ToolSignIn): Authority {
  return readJson<Authority>(signIn.authority ?? "null");
}

/** We wrote it a moment ago, or sealed it ourselves. */
function readJson<T>(text: string): T {
  return JSON.parse(text) as T;
}

async function inWords<T>(host: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof StepFailure) throw cause;
    const why = cause instanceof Error ? cause.message.slice(0, 300) : "";
    throw refused("MCP_SIGN_IN", `Signing in to ${host} did not work. ${why}`);
  }
}
