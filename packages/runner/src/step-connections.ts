import { type MailRequest, type SqliteRequest, type SqlRequest, type StepContext, StepFailure } from "@orrery/node-kit";
import type { MailClient, Secret, SecretKind, Secrets, SqlClient, SqliteClient } from "@orrery/ports";

export interface ConnectionMeans {
  readonly secrets: Secrets | undefined;
  readonly sql: SqlClient | undefined;
  readonly sqlite: SqliteClient | undefined;
  readonly mail: MailClient | undefined;
  readonly workspaceId: string;
  /** The handles of credentials that the step was granted. */
  readonly granted: readonly string[];
}

function refused(code: string, message: string): StepFailure {
  return new StepFailure({ code, message, class: "permanent" });
}

/** How a step reaches databases and mail servers: a credential is opened for the one connection that it is for. */
export function stepConnections(means: ConnectionMeans): Pick<StepContext, "sql" | "sqlite" | "sendMail"> {
  const open = async (handle: string, kind: SecretKind): Promise<Secret> => {
    if (means.secrets === undefined || !means.granted.includes(handle)) {
      throw refused("CREDENTIAL_NOT_GRANTED", `This step may not use the credential ${handle}.`);
    }
    const secret = await means.secrets.resolve(means.workspaceId, handle);
    if (secret === null) throw refused("CREDENTIAL_UNKNOWN", `There is no credential “${handle}” here.`);
    if (secret.kind === kind) return secret;
    throw refused("CREDENTIAL_KIND", `The credential “${handle}” is of the kind ${secret.kind}; this takes ${kind}.`);
  };
  return {
    async sql(request: SqlRequest) {
      if (means.sql === undefined) throw refused("SQL_NOT_HERE", "This executor reaches no databases.");
      return means.sql.query(request, await open(request.credential, "postgres"));
    },
    async sqlite(request: SqliteRequest) {
      if (means.sqlite === undefined) throw refused("SQL_NOT_HERE", "This executor reaches no databases.");
      return means.sqlite.query(request);
    },
    async sendMail(request: MailRequest) {
      if (means.mail === undefined) throw refused("MAIL_NOT_HERE", "This executor sends no mail.");
      return means.mail.send(request, await open(request.credential, "smtp"));
    },
  };
}
