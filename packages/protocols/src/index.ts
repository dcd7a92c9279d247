export { createMailClient } from "./mail/create-mail-client.ts";
export { createSqlClient } from "./postgres/create-sql-client.ts";
