import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type HttpPlace, listen, startToolServer, type ToolServerScript } from "./tool-server.ts";

/** What the authorization server has seen and given, for the test to look at. */
export interface SignInLog {
  readonly registered: { redirect_uris?: string[]; client_name?: string }[];
  readonly tokenRequests: Record<string, string>[];
  /** Access tokens that are good now. */
  readonly good: Set<string>;
}

export interface SigningInServer extends HttpPlace {
  readonly log: SignInLog;
  /** What a person's browser does: opens the address, agrees, and is sent back. */
  agree(address: string): Promise<URL>;
  readonly authorityHost: string;
  closeAll(): Promise<void>;
}

/**
 * A server of tools that wants a bearer token, and the authorization server that gives them: OAuth 2.1 with PKCE (S256),
 * dynamic registration and refresh tokens that work once, after the published documents (RFC 8414, 7591, 7636, 9728).
 */
export async function startSigningInServer(
  script: ToolServerScript,
  { lastsSeconds = 3_600, resource }: { readonly lastsSeconds?: number; readonly resource?: string } = {},
): Promise<SigningInServer> {
  const log: SignInLog = { registered: [], tokenRequests: [], good: new Set() };
  const codes = new Map<string, { challenge: string; redirect: string }>();
  const refreshTokens = new Set<string>();
  const json = (value: object, status = 200) => ({ status, body: JSON.stringify(value) });

  const give = () => {
    const [access, refresh] = [`access-${randomUUID()}`, `refresh-${randomUUID()}`];
    log.good.add(access);
    refreshTokens.add(refresh);
    return json({ access_token: access, refresh_token: refresh, token_type: "Bearer", expires_in: lastsSeconds });
  };

  const token = (form: URLSearchParams) => {
    log.tokenRequests.push(Object.fromEntries(form));
    if (form.get("grant_type") === "refresh_token") {
      return refreshTokens.delete(form.get("refresh_token") ?? "") ? give() : json({ error: "invalid_grant" }, 400);
    }
    const code = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const isGood = code?.challenge === challenge && code.redirect === form.get("redirect_uri");
    return isGood ? give() : json({ error: "invalid_grant" }, 400);
  };

  const authority = await listen(async (request, response) => {
    const base = `http://${request.headers.host}`;
    const url = new URL(request.url ?? "/", base);
    let answer = json({ error: "not_found" }, 404);
    if (url.pathname === "/.well-known/oauth-authorization-server") {
      answer = json({
        issuer: base,
        authorization_endpoint: `${base}/authorize`,
        token_endpoint: `${base}/token`,
        registration_endpoint: `${base}/register`,
        response_types_supported: ["code"],
        grant_types_supported: ["authorization_code", "refresh_token"],
        code_challenge_methods_supported: ["S256"],
        token_endpoint_auth_methods_supported: ["none"],
        authorization_response_iss_parameter_supported: true,
      });
    } else if (url.pathname === "/register") {
      const client = JSON.parse(await bodyOf(request));
      log.registered.push(client);
      answer = json({ ...client, client_id: "client-of-orrery" }, 201);
    } else if (url.pathname === "/authorize") {
      const code = randomUUID();
      const redirect = url.searchParams.get("redirect_uri") ?? "";
      codes.set(code, { challenge: url.searchParams.get("code_challenge") ?? "", redirect });
      const back = new URL(redirect);
      back.search = `${new URLSearchParams({ code, state: url.searchParams.get("state") ?? "", iss: base })}`;
      response.writeHead(302, { location: back.href }).end();
      return;
    } else if (url.pathname === "/token") {
      answer = token(new URLSearchParams(await bodyOf(request)));
    }
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });

  const place = await startToolServer(script, (request, response) => {
    const base = `http://${request.headers.host}`;
    if (request.url?.startsWith("/.well-known/oauth-protected-resource")) {
      const metadata = { resource: resource ?? `${base}/mcp`, authorization_servers: [`http://${authority.host}`] };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(metadata));
      return true;
    }
    const sent = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
    if (log.good.has(sent)) return false;
    const where = `Bearer resource_metadata="${base}/.well-known/oauth-protected-resource/mcp"`;
    response.writeHead(401, { "www-authenticate": where }).end();
    return true;
  });

  return {
    ...place,
    log,
    authorityHost: authority.host,
    async agree(address) {
      const answer = await fetch(address, { redirect: "manual" });
      return new URL(answer.headers.get("location") ?? "");
    },
    async closeAll() {
      await place.close();
      await authority.close();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}
